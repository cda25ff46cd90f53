// What changed between two snapshots of a person, in words: "Dark mode: off → on". Names and values are the catalog's; what
// the catalog does not know keeps its id. Deliberately absent: the words for "Windows' default" and "not there", which are
// `null` here, because they belong to whoever shows them.

import { appName } from '../apps/app-name.ts';
import { familyOfAppId } from '../apps/package-name.ts';
import { type Catalog, type CatalogEntry, settingsById } from '../catalog/catalog.ts';
import { type Pin, pinName } from '../start/pins.ts';
import { PINS_SETTING, pinsOfSnapshot } from '../start/snapshot-pins.ts';
import { diffApps, diffSnapshots } from './diff-snapshots.ts';
import type { Snapshot } from './snapshot.ts';
import { valueWords } from './value-words.ts';

export type WordedChange = {
  readonly settingId: string;
  readonly category: string;
  readonly name: string;
  /** `null`: at Windows' default. */
  readonly before: string | null;
  readonly after: string | null;
};

export type WordedAppChange = {
  readonly packageFamilyName: string;
  readonly name: string;
  /** The version; `null`: not there. */
  readonly before: string | null;
  readonly after: string | null;
};

export type Unreadable = {
  /** A setting's id, or the name of a package. */
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly why: string;
};

export type Comparison = {
  readonly settings: readonly WordedChange[];
  readonly apps: readonly WordedAppChange[];
  /** By name; both empty where either side has none that can be read. */
  readonly pins: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** What could not be read when the newer snapshot was taken. */
  readonly unreadable: readonly Unreadable[];
};

/** Without an older one: all that the newer one holds. */
export function compareSnapshots(older: Snapshot | undefined, newer: Snapshot, from: Catalog): Comparison {
  const known = settingsById(from);
  const before = older ?? emptied(newer);
  const pins = comparePins(older, newer);
  const arePinsNamed = pins.added.length + pins.removed.length > 0;
  return {
    settings: diffSnapshots(before, newer)
      .filter(({ settingId }) => settingId !== PINS_SETTING || !arePinsNamed)
      .map(({ settingId, category, before: was, after: is }) => {
        const setting = known.get(settingId)?.setting;
        return {
          settingId,
          category,
          name: setting?.name ?? settingId,
          before: was === undefined ? null : valueWords(was, setting, before),
          after: is === undefined ? null : valueWords(is, setting, newer),
        };
      }),
    apps: compareApps(before, newer),
    pins,
    unreadable: unreadableOf(newer, known),
  };
}

function emptied({ manifest, apps }: Snapshot): Snapshot {
  return { manifest, documents: [], files: new Map(), ...(apps === undefined ? {} : { apps: { ...apps, apps: [] } }) };
}

function compareApps(older: Snapshot, newer: Snapshot): readonly WordedAppChange[] {
  const names = appNames(older, newer);
  return diffApps(older, newer).map(({ packageFamilyName, before, after }) => ({
    packageFamilyName,
    name: names.get(packageFamilyName) ?? packageFamilyName,
    before: before ?? null,
    after: after ?? null,
  }));
}

function comparePins(older: Snapshot | undefined, newer: Snapshot): Comparison['pins'] {
  const [before, after] = [older === undefined ? [] : pinsOfSnapshot(older), pinsOfSnapshot(newer)];
  if (before === undefined || after === undefined) return { added: [], removed: [] };
  const names = appNames(older, newer);
  const nameOf = (pin: Pin): string => {
    const family = pin.kind === 'packagedApp' ? familyOfAppId(pin.appId) : undefined;
    return family === undefined ? pinName(pin) : (names.get(family) ?? appName({ packageFamilyName: family }));
  };
  const [was, is] = [new Set(before.map(nameOf)), new Set(after.map(nameOf))];
  return { added: [...is.difference(was)], removed: [...was.difference(is)] };
}

/** By package family name. */
function appNames(...snapshots: readonly (Snapshot | undefined)[]): ReadonlyMap<string, string> {
  const apps = snapshots.flatMap((it) => it?.apps?.apps ?? []);
  return new Map(apps.map((app) => [app.packageFamilyName, appName(app)]));
}

function unreadableOf(snapshot: Snapshot, known: ReadonlyMap<string, CatalogEntry>): readonly Unreadable[] {
  const settings = snapshot.documents.flatMap(({ category, unreadable }) =>
    Object.entries(unreadable).map(([id, why]) => ({ id, name: known.get(id)?.setting.name ?? id, category, why })),
  );
  const apps = Object.entries(snapshot.apps?.unreadable ?? {});
  return [...settings, ...apps.map(([id, why]) => ({ id, name: id, category: 'apps', why }))];
}
