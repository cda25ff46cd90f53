// What a person chose to leave out of their backups on this device, in a file of their own beside the agent's memory. It only ever
// narrows what travels: what policies leave out stays out, whatever stands here. A damaged file counts as none, and the next
// choice replaces it.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { ALL_GROUPS, type BackupGroup } from '../../domain/policy/backup-groups.ts';
import type { Disk } from '../apply/disk.ts';
import { replaceFile } from './replace-file.ts';

const ChoicesSchema = Type.Object({ version: Type.Literal(1), leftOut: Type.Array(Type.String()) });
const checker = Compile(ChoicesSchema);

export function readLeftOut(stateFolder: string): readonly BackupGroup[] {
  const path = choicesPath(stateFolder);
  try {
    const json: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
    return checker.Check(json) ? ALL_GROUPS.filter((group) => json.leftOut.includes(group)) : [];
  } catch {
    return [];
  }
}

/** @throws Error where the disk refuses */
export function writeChoice(disk: Disk, stateFolder: string, group: BackupGroup, isIncluded: boolean): void {
  const others = readLeftOut(stateFolder).filter((it) => it !== group);
  const choices = { version: 1, leftOut: isIncluded ? others : [...others, group] };
  disk.makeFolder(stateFolder);
  replaceFile(disk, choicesPath(stateFolder), new TextEncoder().encode(`${JSON.stringify(choices, null, 2)}\n`));
}

function choicesPath(stateFolder: string): string {
  return join(stateFolder, 'own-choices.json');
}
