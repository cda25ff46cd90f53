// Other people's policy sets, where they were collected.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readExportsIn } from '../../src/bin/commands/conditional-access-exports.ts';
import type { Exports } from '../../src/domain/conditional-access/read-exports.ts';

const SETS = join(import.meta.dirname, '../../../shared/data/intune/ca');

export const absent = existsSync(SETS) ? false : 'the collected Conditional Access policies are not present';

export function folderOf(author: string): string {
  return join(SETS, author);
}

export function exportsOf(author: string): Exports {
  const exports = readExportsIn(folderOf(author));
  if (!exports.ok) throw new Error(exports.error.detail);
  return exports.value;
}
