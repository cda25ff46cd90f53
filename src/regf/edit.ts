// Changing a hive: keys and values set, created and deleted in a copy of its image.
//
// Guarantees: cells that an edit does not concern keep their place and their bytes; security, class names, order and
// timestamps of other keys stay; equal edits give equal bytes; a call that throws has changed nothing. The whole hive
// is checked first and a damaged or dirty one is refused, since writing into it could destroy what a careful reader
// might still save. There is no clock here: `now` is the caller's.

import { fail, ok, type Result } from '../lib/result.ts';
import { CellOwnership } from './cell-ownership.ts';
import { CellSpace } from './cell-space.ts';
import { isDirty } from './header.ts';
import { HiveEditor } from './hive-editor.ts';
import { type Hive, openHive } from './hive.ts';
import type { HiveKey } from './hive-key.ts';
import { KEY_NODE, PAYLOAD_BASE } from './layout.ts';
import { cellsOfKey } from './owned-cells.ts';
import { HiveError, type HiveProblem } from './problem.ts';
import { SecurityRecords } from './security-records.ts';
import { walkHive } from './walk.ts';

export { createHive } from './create.ts';
export { HiveEditor } from './hive-editor.ts';

export type EditOptions = {
  /** FILETIME given to the keys that change and to the hive; without it their timestamps stay. */
  readonly now?: bigint;
};

/** Takes a clean or recovered image, or a hive that was opened from one. The caller's bytes are not written to. */
export function editHive(source: Uint8Array | Hive, options: EditOptions = {}): Result<HiveEditor, HiveProblem> {
  const opened = openHive(new Uint8Array(source instanceof Uint8Array ? source : source.bytes));
  if (!opened.ok) return opened;
  const hive = opened.value;
  if (isDirty(hive.header)) {
    return fail({
      code: 'hive-dirty',
      offset: 4,
      detail: 'The hive must be recovered from its logs before it is edited.',
    });
  }
  try {
    const space = new CellSpace(hive.image);
    const security = new SecurityRecords(space);
    checkOwnership(hive, security);
    hive.image.trusted = true;
    return ok(new HiveEditor(space, security, hive.root.cell, options.now));
  } catch (error) {
    if (error instanceof HiveError) return fail(error.problem);
    throw error;
  }
}

/** Reads everything, and throws a HiveError where something is damaged or two records have a cell in common. */
function checkOwnership(hive: Hive, security: SecurityRecords): void {
  const { image } = hive;
  const ownership = new CellOwnership(image);
  for (const key of walkHive(hive)) {
    security.count(image.view.getUint32(PAYLOAD_BASE + key.cell + KEY_NODE.security, true), ownership, key);
    for (const cell of cellsOfKey(image, key.cell, key)) ownership.own(cell, key);
    readAll(key);
  }
}

function readAll(key: HiveKey): void {
  void [key.className, key.securityDescriptor()];
  for (const value of key.values()) void value.data;
}
