// The history of one backup profile: its snapshots, newest first, with how much each holds and what keeps it. Counts come from
// what is sealed; no value, no name of a setting, an app or a pin leaves.

import { PINS_SETTING, pinsOfSnapshot } from '../../domain/start/snapshot-pins.ts';
import { settingsById, catalog } from '../../domain/catalog/catalog.ts';
import { freshnessOf } from '../../domain/schedule/freshness.ts';
import { explainRetention } from '../../domain/snapshot/retention.ts';
import type { CategoryDocument, Manifest } from '../../domain/snapshot/snapshot.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { PAGE_SIZE_DEFAULT } from '../../protocol/limits.ts';
import type { BackupHistory, HistoryEntry, SnapshotReport } from '../../protocol/operations/backups.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readDocument } from '../../protocol/snapshot-format.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findUser } from '../identity/user-store.ts';
import { findKeysOf } from '../keys/user-keys.ts';
import { inTenant } from '../transact.ts';
import { findProfiles } from './profile-store.ts';
import { openManifest, readIntact } from './read-stored.ts';
import { findRetentionPolicy } from './retention-store.ts';
import { findReceptions, findSnapshotRows, type SnapshotRow } from './snapshot-store.ts';

export type WantedHistory = {
  readonly tenantId: string;
  readonly userId: string;
  readonly profileId: string;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
};

export function getBackupHistory(context: Context, wanted: WantedHistory): Promise<Result<BackupHistory, Problem>> {
  const { tenantId, userId, profileId, after, limit = PAGE_SIZE_DEFAULT } = wanted;
  const now = context.clock();
  return inTenant<BackupHistory>(context, tenantId, async (tx) => {
    const profile = (await findProfiles(tx, userId)).find((it) => it.profileId === profileId);
    const user = await findUser(tx, userId);
    if (profile === undefined || user === undefined) {
      return fail({ code: 'not-found', detail: `This person has no backup profile ${profileId}.` });
    }
    const found = await findSnapshotRows(tx, userId, { profileId, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const retention = await findRetentionPolicy(tx);
    const kept = explainRetention(
      await findReceptions(tx, profileId),
      profile.headSnapshotId ?? undefined,
      retention,
      now,
    );
    const keptById = new Map(kept.map((it) => [it.snapshotId, it]));
    const reports = await reportsOf(context, tx, userId, page);
    const entries = page.map(({ facts }): HistoryEntry => {
      const { by, until } = keptById.get(facts.snapshotId) ?? { by: 'nothing' as const, until: now };
      const report = reports.get(facts.snapshotId) ?? null;
      return { snapshot: facts, report, keptBy: by, keptUntil: new Date(until).toISOString() };
    });
    const confirmedAt = profile.lastConfirmedAt === null ? undefined : Date.parse(profile.lastConfirmedAt);
    return ok({
      profile,
      freshness: freshnessOf(confirmedAt, now),
      displayName: user.displayName,
      userPrincipalName: user.userPrincipalName,
      retention,
      entries,
      next: found.length > limit ? (page.at(-1)?.facts.snapshotId ?? null) : null,
    });
  });
}

/** By snapshot, of those that can be opened: a key that is away keeps nobody from seeing that there are backups. */
async function reportsOf(
  context: Context,
  tx: TenantTransaction,
  userId: string,
  rows: readonly SnapshotRow[],
): Promise<ReadonlyMap<string, SnapshotReport>> {
  const keys = await findKeysOf(context, tx, userId);
  if (!keys.ok || keys.value === undefined) return new Map();
  const opened = keys.value;
  const manifests = rows.flatMap((row) => {
    const manifest = openManifest(opened, row);
    return manifest.ok ? [[row.facts.snapshotId, manifest.value] as const] : [];
  });
  const hashes = manifests.flatMap(([, manifest]) => pinsHash(manifest) ?? []);
  const contents = await readIntact(tx, opened, [...new Set(hashes)]);
  return new Map(manifests.map(([id, manifest]) => [id, reportOf(manifest, contents)] as const));
}

function reportOf(manifest: Manifest, contents: ReadonlyMap<string, Uint8Array>): SnapshotReport {
  const bytes = contents.get(pinsHash(manifest) ?? '');
  const document = bytes === undefined ? undefined : readDocument(new TextDecoder().decode(bytes));
  const unreadable = manifest.categories.reduce((sum, it) => sum + it.unreadableCount, 0);
  return {
    appCount: manifest.apps?.appCount ?? null,
    pinCount: document?.ok === true ? pinCount(manifest, document.value) : null,
    unreadableCount: unreadable + (manifest.apps?.unreadableCount ?? 0),
  };
}

function pinCount(manifest: Manifest, document: CategoryDocument): number | null {
  return pinsOfSnapshot({ manifest, documents: [document], files: new Map() })?.length ?? null;
}

/** Of the document of the category that Start's pins are in. */
function pinsHash({ categories }: Manifest): string | undefined {
  return categories.find(({ category }) => category === PINS_CATEGORY)?.sha256;
}

const PINS_CATEGORY = settingsById(catalog).get(PINS_SETTING)?.category;
