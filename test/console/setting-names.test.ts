// What settings are called and set to in other languages: every language that says some says all, and tells apart what English tells apart.

import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalog } from '../../src/domain/catalog/catalog.ts';
import type { Setting } from '../../src/domain/catalog/setting.ts';
import { optInName } from '../../src/domain/policy/opt-in-name.ts';
import { OPT_IN_POLICIES } from '../../src/domain/policy/opt-in-policies.ts';
import { acceptedValues } from '../fixtures/setting-examples.ts';

const languages = globSync('src/console/shared/setting-names/*.json').map((path) => ({
  path,
  names: new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>)),
}));

test('every setting of the catalog has its name, in the order of the catalog, and nothing else has', () => {
  assert.ok(languages.length > 0, 'files were found');
  const ids = catalog.categories.flatMap(({ settings }) => settings.map(({ id }) => id));
  for (const { path, names } of languages) assert.deepEqual([...names.keys()], ids, path);
});

test('no two settings of a category are called the same, and none is without words', () => {
  for (const { path, names } of languages) {
    for (const { id: category, settings } of catalog.categories) {
      const said = settings.map(({ id }) => names.get(id)?.trim() ?? '');
      assert.ok(!said.includes(''), `${path}: ${category}`);
      assert.deepEqual(
        said.filter((name, at) => said.indexOf(name) !== at),
        [],
        `${path}: ${category}`,
      );
    }
  }
});

test('a policy that asks for one setting or a group is called as that is', () => {
  for (const { path, names } of languages) {
    const { policies } = JSON.parse(readFileSync(path.replace('/setting-names/', '/locales/'), 'utf8')) as Sentences;
    const said = new Set([...Object.keys(policies.settings), ...[...names.keys()].map(optInName)]);
    const wanted = OPT_IN_POLICIES.filter(({ scope }) => scope === 'setting').map(({ name }) => name);
    assert.deepEqual(
      wanted.filter((name) => !said.has(name)),
      [],
      path,
    );
  }
});

test('what settings are set to has its words, and nothing else has', () => {
  const said = catalog.categories.flatMap(({ settings }) => settings.flatMap(wordsOf));
  // Numbers, texts, paths and colors are the same everywhere; what is made of them stays as it is.
  const plain = said.filter((words) => !/[\d"%\\#]/.test(words));
  const files = globSync('src/console/shared/setting-values/*.json');
  assert.deepEqual(
    files.map(languageOf),
    languages.map(({ path }) => languageOf(path)),
  );
  for (const path of files) {
    const known = Object.keys(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>);
    assert.deepEqual(
      [...new Set(plain)].filter((words) => !known.includes(words)),
      [],
      `${path} lacks them`,
    );
    assert.deepEqual(
      known.filter((words) => !said.includes(words)),
      [],
      `${path}: no setting is set to them`,
    );
  }
});

function wordsOf(setting: Setting): readonly string[] {
  const values = [...acceptedValues(setting), ...setting.defaults.map(({ value }) => value)];
  return values.map((value) => setting.codec.describe(value));
}

function languageOf(path: string): string | undefined {
  return path.split('/').at(-1);
}

test('a language that names settings says sentences as well', () => {
  for (const { path } of languages) assert.ok(existsSync(path.replace('/setting-names/', '/locales/')), path);
});

type Sentences = { readonly policies: { readonly settings: Readonly<Record<string, unknown>> } };
