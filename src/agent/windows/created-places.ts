// The keys and folders that a restore creates on its way to values and files: noted before the first write, removed by undo as
// far as they are empty by then. A record is foreign data, so only what lies on the way to a catalogued place is removed.

import { type Location, locationKey } from '../../domain/catalog/setting.ts';
import type { Write } from '../../domain/restore/writes.ts';
import type { Disk } from '../apply/disk.ts';
import { resolveIgnoringCase } from '../offline/profile-files.ts';
import { type KeyPlace, keysOnTheWay } from '../registry/registry.ts';
import type { LiveProfile } from './live-profile.ts';

export type CreatedPlaces = {
  /** Outermost first. */
  readonly createdKeys: readonly KeyPlace[];
  /** From the profile folder, with forward slashes; outermost first. Left out in records of the first version. */
  readonly createdFolders?: readonly string[];
};

/** What these writes will create. */
export function placesToCreate(profile: LiveProfile, writes: readonly Write[]): Required<CreatedPlaces> {
  const written = writes.flatMap(({ location, after }) => (after === undefined ? [] : [location]));
  const keys = new Map(written.flatMap(keysTo).map((place) => [keyId(place), place]));
  const folders = new Map(written.flatMap(foldersTo).map((path) => [folderId(path), path]));
  return {
    createdKeys: [...keys.values()].filter((place) => !profile.registry.hasKey(place)),
    createdFolders: [...folders.values()].filter((path) => resolveIgnoringCase(profile.folder, path) === undefined),
  };
}

/** `catalogued` are the places of the record that the catalog names. */
export function removeCreated(
  profile: LiveProfile,
  { createdKeys, createdFolders = [] }: CreatedPlaces,
  catalogued: readonly Location[],
  disk: Disk,
): void {
  const keys = new Set(catalogued.flatMap(keysTo).map(keyId));
  const folders = new Set(catalogued.flatMap(foldersTo).map(folderId));
  for (const place of createdKeys.toReversed()) {
    if (keys.has(keyId(place))) profile.registry.removeEmptyKey(place);
  }
  for (const path of createdFolders.toReversed()) {
    const found = folders.has(folderId(path)) ? resolveIgnoringCase(profile.folder, path) : undefined;
    if (found !== undefined) disk.removeFolder(found);
  }
}

function keysTo(location: Location): readonly KeyPlace[] {
  return location.kind === 'registry' ? keysOnTheWay(location) : [];
}

function foldersTo(location: Location): readonly string[] {
  const names = location.kind === 'file' ? location.path.split('/').slice(0, -1) : [];
  return names.map((_, i) => names.slice(0, i + 1).join('/'));
}

function keyId({ hive, key }: KeyPlace): string {
  return `${hive}\\${key.toUpperCase()}`;
}

function folderId(path: string): string {
  return locationKey({ kind: 'file', path });
}
