// What a person chose of their backups on this device, in a file of their own beside the agent's memory: what they leave out,
// and what they take in again where policies leave that to them. Elsewhere what policies leave out stays out, whatever stands
// here. A damaged file counts as none, and the next choice replaces it.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { ALL_GROUPS, type BackupGroup } from '../../domain/policy/backup-groups.ts';
import type { Disk } from '../apply/disk.ts';
import { replaceFile } from './replace-file.ts';

const Names = Type.Array(Type.String());
const ChoicesSchema = Type.Object({ version: Type.Literal(1), leftOut: Names, takenIn: Type.Optional(Names) });
const checker = Compile(ChoicesSchema);

export type OwnChoices = { readonly leftOut: readonly BackupGroup[]; readonly takenIn: readonly BackupGroup[] };

export function readOwnChoices(stateFolder: string): OwnChoices {
  const path = choicesPath(stateFolder);
  try {
    const json: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
    if (!checker.Check(json)) return NONE;
    const { leftOut, takenIn = [] } = json;
    return {
      leftOut: ALL_GROUPS.filter((group) => leftOut.includes(group)),
      takenIn: ALL_GROUPS.filter((group) => takenIn.includes(group)),
    };
  } catch {
    return NONE;
  }
}

/**
 * `isHeldBack`: policies leave the group out unless the person takes it in. Only what differs from what holds anyway is kept, so
 * that no choice outlives what it was about.
 *
 * @throws Error where the disk refuses
 */
export function writeChoice(
  disk: Disk,
  stateFolder: string,
  { group, isIncluded, isHeldBack }: { group: BackupGroup; isIncluded: boolean; isHeldBack: boolean },
): void {
  const { leftOut, takenIn } = readOwnChoices(stateFolder);
  const choices = {
    version: 1,
    leftOut: withOrWithout(leftOut, group, !isIncluded && !isHeldBack),
    takenIn: withOrWithout(takenIn, group, isIncluded && isHeldBack),
  };
  disk.makeFolder(stateFolder);
  replaceFile(disk, choicesPath(stateFolder), new TextEncoder().encode(`${JSON.stringify(choices, null, 2)}\n`));
}

function withOrWithout(groups: readonly BackupGroup[], group: BackupGroup, isIn: boolean): readonly BackupGroup[] {
  const others = groups.filter((it) => it !== group);
  return isIn ? [...others, group] : others;
}

function choicesPath(stateFolder: string): string {
  return join(stateFolder, 'own-choices.json');
}

const NONE: OwnChoices = { leftOut: [], takenIn: [] };
