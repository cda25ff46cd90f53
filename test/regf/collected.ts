// The hives that were collected from elsewhere, where they are present beside the project.

import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

const FOLDER = path.join(import.meta.dirname, '../../../shared/data/hives');

export const NO_COLLECTED_HIVES: string | false = existsSync(FOLDER) ? false : 'the collected hives are not present';

export type CollectedHive = { readonly name: string; readonly bytes: Uint8Array; readonly logs: readonly Uint8Array[] };

/** Hives with the logs that lie beside them, sorted by name; those in folders matching `pattern`. */
export function collectedHives(pattern: string): CollectedHive[] {
  return globSync(`${pattern}/**/*`, { cwd: FOLDER })
    .filter((file) => !/\.LOG\d/.test(file) && statSync(path.join(FOLDER, file)).isFile())
    .toSorted()
    .map((file) => {
      const name = file.replace(/\.gz$/, '');
      const logs = ['.LOG1', '.LOG2'].flatMap((end) => read(`${name}${end}`) ?? read(`${name}${end}.gz`) ?? []);
      return { name, bytes: read(file) ?? new Uint8Array(0), logs };
    });
}

function read(name: string): Uint8Array | undefined {
  const file = path.join(FOLDER, name);
  if (!existsSync(file)) return undefined;
  const bytes = readFileSync(file);
  return new Uint8Array(name.endsWith('.gz') ? gunzipSync(bytes) : bytes);
}
