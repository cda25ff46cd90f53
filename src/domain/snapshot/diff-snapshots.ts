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

export type AppChange = {
  readonly packageFamilyName: string;
  /** The version; left out where the older snapshot has no such app. */
  readonly before?: string;
  /** Left out where the newer snapshot has no such app. */
  readonly after?: string;
};

/** Sorted by package family name; empty where either side has no app list, because nobody can tell then. */
export function diffApps({ apps: older }: Snapshot, { apps: newer }: Snapshot): readonly AppChange[] {
  if (older === undefined || newer === undefined) return [];
  const before = new Map(older.apps.map((app) => [app.packageFamilyName, app.version]));
  const after = new Map(newer.apps.map((app) => [app.packageFamilyName, app.version]));
  return [...new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((packageFamilyName) => {
    const [was, is] = [before.get(packageFamilyName), after.get(packageFamilyName)];
    if (was === is) return [];
    return [
      { packageFamilyName, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) },
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
