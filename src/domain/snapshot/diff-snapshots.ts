// What changed between two snapshots, setting by setting. A setting that is not chosen is at Windows' default or was
// not seen; both read as "Windows' default" to a person, because nothing of it would be restored.

import { sameValue } from '../catalog/setting-value.ts';
import type { SettingValue } from '../catalog/setting.ts';
import type { Snapshot } from './snapshot.ts';

export type SnapshotChange = {
  readonly settingId: string;
  readonly category: string;
  /** Left out where the older snapshot has no chosen value. */
  readonly before?: SettingValue;
  /** Left out where the newer snapshot has no chosen value. */
  readonly after?: SettingValue;
};

/** Sorted by setting id; empty exactly when both would restore the same. */
export function diffSnapshots(older: Snapshot, newer: Snapshot): readonly SnapshotChange[] {
  const before = chosenValues(older);
  const after = chosenValues(newer);
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].toSorted().flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    if (was !== undefined && is !== undefined && sameValue(was.value, is.value)) return [];
    return [
      {
        settingId: id,
        category: (is ?? was)?.category ?? '',
        ...(was === undefined ? {} : { before: was.value }),
        ...(is === undefined ? {} : { after: is.value }),
      },
    ];
  });
}

function chosenValues(snapshot: Snapshot): Map<string, { category: string; value: SettingValue }> {
  return new Map(
    snapshot.documents.flatMap((document) =>
      Object.entries(document.chosen).map(([id, value]) => [id, { category: document.category, value }] as const),
    ),
  );
}
