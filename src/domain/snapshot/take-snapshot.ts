// Turns observations into a snapshot. The rule of what travels: a value that is present and differs from Windows'
// default for the source's build. Where the default is unknown, every present value travels. If one member of a group
// travels, the whole group does, because a group means something only together.

import { canonicalJson } from '../../lib/canonical-json.ts';
import { sha256 } from '../../lib/hash.ts';
import type { AppsDocument } from '../apps/app-list.ts';
import type { SettingValue } from '../catalog/setting.ts';
import type { DeviceFacts } from '../device/device-facts.ts';
import { carried } from './files.ts';
import type { Observed } from './observe.ts';
import {
  type CategoryDocument,
  type Manifest,
  type ManifestApps,
  type ManifestCategory,
  type ManifestFile,
  SNAPSHOT_VERSION,
  type Snapshot,
  type SnapshotSource,
} from './snapshot.ts';

export type SnapshotContext = {
  readonly catalogVersion: number;
  readonly facts: DeviceFacts;
  /** RFC 3339 in UTC. */
  readonly capturedAt: string;
  readonly excluded: readonly string[];
  /** Left out where the source has none; not taken where `excluded` names `apps`. */
  readonly apps?: AppsDocument;
};

/** Who excludes this category excludes the app list. */
export const APPS_CATEGORY = 'apps';

export function takeSnapshot(observed: readonly Observed[], context: SnapshotContext): Snapshot {
  const wanted = observed.filter((item) => !context.excluded.includes(item.category));
  const byCategory = Map.groupBy(wanted, (item) => item.category as string);
  const files = new Map<string, Uint8Array>();
  const documents = [...byCategory.keys()].toSorted().map((id) => documentOf(id, byCategory.get(id) ?? [], files));
  const apps = context.excluded.includes(APPS_CATEGORY) ? undefined : context.apps;
  const manifest: Manifest = {
    format: 'keepsake.snapshot',
    version: SNAPSHOT_VERSION,
    catalogVersion: context.catalogVersion,
    capturedAt: context.capturedAt,
    source: sourceOf(context.facts),
    categories: documents.map(manifestCategoryOf),
    excluded: context.excluded.toSorted(),
    ...(apps === undefined ? {} : { apps: manifestAppsOf(apps) }),
    ...(files.size === 0 ? {} : { files: manifestFilesOf(files) }),
  };
  return { manifest, documents, ...(apps === undefined ? {} : { apps }), files };
}

/** The exact text whose SHA-256 names a document. */
export function documentText(document: CategoryDocument | AppsDocument): string {
  return canonicalJson(document);
}

/** The texts of all documents: the categories' in the manifest's order, then that of the apps. */
export function documentTexts({ documents, apps }: Omit<Snapshot, 'files'>): readonly string[] {
  return [...documents, ...(apps === undefined ? [] : [apps])].map(documentText);
}

/** The hashes of everything that belongs to a snapshot; those of documents are in the order of `documentTexts`. */
export function contentHashes({ categories, apps, files = [] }: Manifest): {
  readonly documents: readonly string[];
  readonly files: readonly string[];
} {
  const documents = [...categories, ...(apps === undefined ? [] : [apps])];
  return { documents: documents.map((entry) => entry.sha256), files: files.map((entry) => entry.sha256) };
}

/**
 * Equal for two captures of the same choices on the same Windows build, whenever they were taken. The facts that every
 * monthly update changes and that decide nothing are not part of it.
 */
export function contentSha256({ categories, excluded, source, apps, files }: Manifest): string {
  const { updateRevision: _, displayVersion: __, ...lasting } = source;
  return sha256(
    canonicalJson({
      categories: categories.map(({ category, sha256: hash }) => ({ category, sha256: hash })),
      excluded,
      source: lasting,
      ...(apps === undefined ? {} : { apps: apps.sha256 }),
      ...(files === undefined ? {} : { files: files.map((file) => file.sha256) }),
    }),
  );
}

function sourceOf(facts: DeviceFacts): SnapshotSource {
  const known = SOURCE_FACTS.filter((name) => facts[name] !== undefined).map((name) => [name, facts[name]]);
  return Object.fromEntries(known) as SnapshotSource;
}

/** `files` collects the bytes that are too many for the document. */
function documentOf(category: string, observed: readonly Observed[], files: Map<string, Uint8Array>): CategoryDocument {
  const chosenGroups = new Set(observed.filter(startsTravelling).map((item) => item.setting.group));
  const chosen: Record<string, SettingValue> = {};
  const unreadable: Record<string, string> = {};
  const atDefault: string[] = [];
  const absent: string[] = [];
  for (const item of observed) {
    const { observation, setting } = item;
    const travels = startsTravelling(item) || (setting.group !== undefined && chosenGroups.has(setting.group));
    if (observation.state === 'unreadable') unreadable[setting.id] = observation.reason;
    else if (observation.state === 'absent') absent.push(setting.id);
    else if (travels) chosen[setting.id] = carriedIn(files, observation.value);
    else atDefault.push(setting.id);
  }
  return {
    format: 'keepsake.category',
    version: SNAPSHOT_VERSION,
    category,
    chosen,
    atDefault: atDefault.toSorted(),
    absent: absent.toSorted(),
    unreadable,
  };
}

function startsTravelling({ observation, setting }: Observed): boolean {
  return observation.state === 'present' && !observation.atDefault && setting.onlyWithGroup !== true;
}

function carriedIn(files: Map<string, Uint8Array>, value: SettingValue): SettingValue {
  const taken = carried(value);
  if (taken.bytes !== undefined) files.set(sha256(taken.bytes), taken.bytes);
  return taken.value;
}

function manifestAppsOf(apps: AppsDocument): ManifestApps {
  return {
    ...nameOf(apps),
    appCount: apps.apps.length,
    unreadableCount: Object.keys(apps.unreadable).length,
  };
}

function manifestFilesOf(files: ReadonlyMap<string, Uint8Array>): readonly ManifestFile[] {
  return [...files].map(([hash, bytes]) => ({ sha256: hash, sizeBytes: bytes.length })).toSorted(byHash);
}

function byHash(left: { sha256: string }, right: { sha256: string }): number {
  return left.sha256 < right.sha256 ? -1 : 1;
}

function nameOf(document: CategoryDocument | AppsDocument): { sha256: string; sizeBytes: number } {
  const bytes = new TextEncoder().encode(documentText(document));
  return { sha256: sha256(bytes), sizeBytes: bytes.length };
}

function manifestCategoryOf(document: CategoryDocument): ManifestCategory {
  const chosenCount = Object.keys(document.chosen).length;
  const unreadableCount = Object.keys(document.unreadable).length;
  return {
    category: document.category,
    ...nameOf(document),
    chosenCount,
    unreadableCount,
    observedCount: chosenCount + unreadableCount + document.atDefault.length + document.absent.length,
  };
}

const SOURCE_FACTS = [
  'deviceName',
  'windowsBuild',
  'updateRevision',
  'edition',
  'displayVersion',
  'scalingPercent',
  'locale',
] as const satisfies readonly (keyof SnapshotSource)[];
