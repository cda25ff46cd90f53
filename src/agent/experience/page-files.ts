// The built pages: out of the executable on a device, from dist/console/experience in a checkout. All are read once; they are
// few, and nothing that was not built can be asked for.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { getAsset, getAssetKeys, isSea } from 'node:sea';
import { fileURLToPath } from 'node:url';

export type PageFile = { readonly type: string; readonly bytes: Uint8Array };

/** By the path below the folder: `index.html`, `assets/index-….js`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** Empty where the pages are not built. */
export function pageFiles(): PageFiles {
  return isSea() ? filesInside() : filesIn(fileURLToPath(new URL('../../../dist/console/experience', import.meta.url)));
}

/** Where scripts/build-agent.ts puts them inside the executable. */
export const ASSET_PREFIX = 'experience/';

export function filesIn(folder: string): PageFiles {
  if (!existsSync(join(folder, 'index.html'))) return new Map();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  return new Map(names.flatMap((name) => entryOf(name, () => readFileSync(join(folder, name)))));
}

function filesInside(): PageFiles {
  const keys = getAssetKeys().filter((key) => key.startsWith(ASSET_PREFIX));
  return new Map(keys.flatMap((key) => entryOf(key.slice(ASSET_PREFIX.length), () => new Uint8Array(getAsset(key)))));
}

function entryOf(name: string, read: () => Uint8Array): readonly (readonly [string, PageFile])[] {
  const type = TYPES[extname(name)];
  return type === undefined ? [] : [[name, { type, bytes: read() }]];
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
