// The catalogs of sentences: every language says everything, nothing is said in a page itself, and nothing is left unused.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

type Catalog = { readonly [key: string]: string | Catalog };

const catalogs = globSync('src/console/shared/locales/*.json').map((path) => ({
  path,
  sentences: flatten(JSON.parse(readFileSync(path, 'utf8')) as Catalog),
}));
const english = catalogs.find(({ path }) => path.endsWith('en.json'))?.sentences ?? new Map<string, string>();
const pages = globSync('src/console/**/*.tsx').map((path) => ({ path, text: readFileSync(path, 'utf8') }));

test('every language says everything, with the same places to fill in', () => {
  for (const { path, sentences } of catalogs) {
    assert.deepEqual([...sentences.keys()].toSorted(), [...english.keys()].toSorted(), path);
    for (const [key, sentence] of sentences) {
      assert.deepEqual(placesIn(sentence), placesIn(english.get(key) ?? ''), `${path}: ${key}`);
    }
  }
});

test('every sentence that a page asks for is there', () => {
  const asked = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key]) => ({ path, key: key ?? '' })),
  );
  assert.ok(asked.length > 20, 'pages were found');
  const missing = asked.filter(({ key }) => !english.has(key) && !english.has(`${key}_other`));
  assert.deepEqual(missing, []);
});

test('no page says a sentence itself', () => {
  const said = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/>\s*([A-ZÄÖÜ][a-zäöüß]+(?: [\wäöüß’']+)*[.!?]?)\s*<\//g)].map(
      ([, words]) => `${path}: ${words}`,
    ),
  );
  const attributes = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\b(?:aria-label|placeholder|title|label|alt)="([^"]*[A-Za-z][^"]*)"/g)].map(
      ([, words]) => `${path}: ${words}`,
    ),
  );
  assert.deepEqual([...said, ...attributes], []);
});

function flatten(catalog: Catalog, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(catalog).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

function placesIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? '').toSorted();
}
