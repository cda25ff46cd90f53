// Turns observations into a snapshot. The rule of what travels: a value that is present and differs from Windows'
// default for the source's build. Where the default is unknown, every present value travels. If one member of a group
// travels, the whole group does, because a group means something only together.

import { canonicalJson } from '../../lib/canonical-json.ts';
import { sha256 } from '../../lib/hash.ts';
import type { SettingValue } from '../catalog/setting.ts';
import type { DeviceFacts } from '../device/device-facts.ts';
import type { Observed } from './observe.ts';
import {
  type CategoryDocument,
  type Manifest,
  type ManifestCategory,
  SNAPSHOT_VERSION,
  type Snapshot,
} from './snapshot.ts';

export type SnapshotContext = {
  readonly catalogVersion: number;
  readonly facts: DeviceFacts;
  /** RFC 3339 in UTC. */
  readonly capturedAt: string;
  readonly excluded: readonly string[];
};

export function takeSnapshot(observed: readonly Observed[], context: SnapshotContext): Snapshot {
  const wanted = observed.filter((item) => !context.excluded.includes(item.category));
  const byCategory = Map.groupBy(wanted, (item) => item.category as string);
  const documents = [...byCategory.keys()].toSorted().map((id) => documentOf(id, byCategory.get(id) ?? []));
  const manifest: Manifest = {
    format: 'keepsake.snapshot',
    version: SNAPSHOT_VERSION,
    catalogVersion: context.catalogVersion,
    capturedAt: context.capturedAt,
    source: {
      ...(context.facts.deviceName === undefined ? {} : { deviceName: context.facts.deviceName }),
      ...(context.facts.windowsBuild === undefined ? {} : { windowsBuild: context.facts.windowsBuild }),
    },
    categories: documents.map(manifestCategoryOf),
    excluded: context.excluded.toSorted(),
  };
  return { manifest, documents };
}

/** The exact text whose SHA-256 names a document. */
export function documentText(document: CategoryDocument): string {
  return canonicalJson(document);
}

/** Equal for two captures of the same choices on the same Windows build, whenever they were taken. */
export function contentSha256(manifest: Manifest): string {
  const categories = manifest.categories.map(({ category, sha256: hash }) => ({ category, sha256: hash }));
  return sha256(canonicalJson({ categories, excluded: manifest.excluded, source: manifest.source }));
}

function documentOf(category: string, observed: readonly Observed[]): CategoryDocument {
  const chosenGroups = new Set(observed.filter(differs).map((item) => item.setting.group));
  const chosen: Record<string, SettingValue> = {};
  const unreadable: Record<string, string> = {};
  const atDefault: string[] = [];
  const absent: string[] = [];
  for (const item of observed) {
    const { observation, setting } = item;
    const travels = differs(item) || (setting.group !== undefined && chosenGroups.has(setting.group));
    if (observation.state === 'unreadable') unreadable[setting.id] = observation.reason;
    else if (observation.state === 'absent') absent.push(setting.id);
    else if (travels) chosen[setting.id] = observation.value;
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

function differs(item: Observed): boolean {
  return item.observation.state === 'present' && !item.observation.atDefault;
}

function manifestCategoryOf(document: CategoryDocument): ManifestCategory {
  const bytes = new TextEncoder().encode(documentText(document));
  const chosenCount = Object.keys(document.chosen).length;
  const unreadableCount = Object.keys(document.unreadable).length;
  return {
    category: document.category,
    sha256: sha256(bytes),
    sizeBytes: bytes.length,
    chosenCount,
    unreadableCount,
    observedCount: chosenCount + unreadableCount + document.atDefault.length + document.absent.length,
  };
}
