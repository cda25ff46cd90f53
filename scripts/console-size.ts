// What a browser loads before the first page of the admin center stands: `node bin/run.mjs scripts/console-size.ts`. Fails above the limit.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const FOLDER = 'dist/console/admin';
const LIMIT_KILOBYTES = 350;

const kilobytes = firstPageBytes() / 1024;
process.stdout.write(`first page: ${kilobytes.toFixed(1)} KB of JavaScript, gzipped (limit ${LIMIT_KILOBYTES} KB)\n`);
if (kilobytes > LIMIT_KILOBYTES) process.exitCode = 1;

/** The scripts that the page names, and whatever these import before anything is asked of them. */
function firstPageBytes(): number {
  const page = readFileSync(join(FOLDER, 'index.html'), 'utf8');
  const seen = new Set<string>();
  const waiting = [...page.matchAll(/(?:src|href)="\/admin\/([^"]+\.js)"/g)].map(([, path]) => path ?? '');
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = readFileSync(join(FOLDER, path), 'utf8');
    const imports = [...text.matchAll(/\b(?:from|import)\s*"\.\/([^"]+\.js)"/g)];
    waiting.push(...imports.map(([, name]) => `assets/${name}`));
  }
  return [...seen].reduce((sum, path) => sum + gzipSync(readFileSync(join(FOLDER, path)), { level: 9 }).length, 0);
}
