// A snapshot: what one capture found, as a manifest and one document per category. Documents are named by the SHA-256
// of their canonical JSON, so that an unchanged category is never sent or stored twice. Normative: docs/formats/snapshot.md.

import type { AppsDocument } from '../apps/app-list.ts';
import type { SettingValue } from '../catalog/setting.ts';
import type { DeviceFacts } from '../device/device-facts.ts';

export const SNAPSHOT_VERSION = 1;

export type Manifest = {
  readonly format: 'keepsake.snapshot';
  readonly version: typeof SNAPSHOT_VERSION;
  /** The version of the catalog that the capturing side knew. */
  readonly catalogVersion: number;
  /** The device's clock, in RFC 3339 and UTC. Shown to people; never decides anything. */
  readonly capturedAt: string;
  readonly source: SnapshotSource;
  /** Sorted by category id. */
  readonly categories: readonly ManifestCategory[];
  /** Categories that were left out on purpose, sorted; leaving one out otherwise counts as a half-read capture. */
  readonly excluded: readonly string[];
  /** The Store apps; left out where the source has no list of them. */
  readonly apps?: ManifestApps;
  /** What values refer to as `{"file": …}`, sorted by hash; left out when there is none. */
  readonly files?: readonly ManifestFile[];
};

/** What was known of the device; the facts in `DeviceFacts` say what each means. */
export type SnapshotSource = Pick<
  DeviceFacts,
  'deviceName' | 'windowsBuild' | 'updateRevision' | 'edition' | 'displayVersion' | 'scalingPercent' | 'locale'
>;

export type ManifestApps = {
  /** Of the apps document's canonical JSON in UTF-8. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly appCount: number;
  readonly unreadableCount: number;
};

export type ManifestFile = { readonly sha256: string; readonly sizeBytes: number };

export type ManifestCategory = {
  /** A category id; one that this program does not know is carried and reported by name. */
  readonly category: string;
  /** Of the category document's canonical JSON in UTF-8. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** How many settings hold a value that travels. */
  readonly chosenCount: number;
  readonly unreadableCount: number;
  /** How many settings were looked at, the unreadable ones included. */
  readonly observedCount: number;
};

export type CategoryDocument = {
  readonly format: 'keepsake.category';
  readonly version: typeof SNAPSHOT_VERSION;
  readonly category: string;
  /** Values that differ from Windows' default, and the rest of their groups, by setting id. */
  readonly chosen: Readonly<Record<string, SettingValue>>;
  /** Present and equal to Windows' default; sorted ids. */
  readonly atDefault: readonly string[];
  /** Not there, so Windows uses its default; sorted ids. */
  readonly absent: readonly string[];
  /** Why each could not be read, by setting id. */
  readonly unreadable: Readonly<Record<string, string>>;
};

/** A manifest with all its documents at hand. */
export type Snapshot = {
  readonly manifest: Manifest;
  readonly documents: readonly CategoryDocument[];
  readonly apps?: AppsDocument;
  /** The files that values refer to, by their SHA-256; empty where only the documents were asked for. */
  readonly files: ReadonlyMap<string, Uint8Array>;
};
