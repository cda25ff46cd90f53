// What a browser loads before the first page of the admin center stands: `node bin/run.mjs scripts/console-size.ts`. Fails above the limit.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const FOLDER = 'dist/console/admin';
const LIMIT_KILOBYTES = 350;
const STATIC_IMPORT = /\b(?:from|import)\s*["`]\.\/([^"`]+\.js)["`]/g;
/** The pages themselves, and the English sentences, are asked for in any case. */
const IMPORT_OF_PAGES = /\b(?:(?:from|import)\s*|import\((?=["`]\.\/(?:app|en)-))["`]\.\/([^"`]+\.js)["`]/g;

const before = bytesOf(scriptsFrom(namedByPage(), STATIC_IMPORT));
const all = bytesOf(scriptsFrom(namedByPage(), IMPORT_OF_PAGES));
process.stdout.write(
  `to sign in: ${kilobytes(before)}\nfirst page, with that: ${kilobytes(all)} (limit ${LIMIT_KILOBYTES} KB)\n`,
);
if (all / 1024 > LIMIT_KILOBYTES) process.exitCode = 1;

/** The scripts that the page names, and whatever these import before anything is asked of them. */
function scriptsFrom(first: readonly string[], importing: RegExp): readonly string[] {
  const seen = new Set<string>();
  const waiting = [...first];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = readFileSync(join(FOLDER, path), 'utf8');
    waiting.push(...[...text.matchAll(importing)].map(([, name]) => `assets/${name}`));
  }
  return [...seen];
}

function namedByPage(): readonly string[] {
  const page = readFileSync(join(FOLDER, 'index.html'), 'utf8');
  return [...page.matchAll(/(?:src|href)="\/admin\/([^"]+\.js)"/g)].map(([, path]) => path ?? '');
}

function bytesOf(scripts: readonly string[]): number {
  return scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(FOLDER, path)), { level: 9 }).length, 0);
}

function kilobytes(size: number): string {
  return `${(size / 1024).toFixed(1)} KB of JavaScript, gzipped`;
}
