// A page of everything that is stored of a person's backups, opened and checked: a page ends with the snapshot that makes it
// large. What a page shares with an earlier one is in both. Whose asking it takes, and who comes to know, is the caller's.

import { canonicalJson } from '../../lib/canonical-json.ts';
import { sha256 } from '../../lib/hash.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { contentHashes } from '../../domain/snapshot/take-snapshot.ts';
import { EXPORT_PAGE_BYTES, PAGE_SIZE_MAX } from '../../protocol/limits.ts';
import type { SnapshotContent } from '../../protocol/operations/backup.ts';
import type { ExportPage, ExportRecord } from '../../protocol/operations/own-data.ts';
import type { Problem } from '../../protocol/problem.ts';
import { restoresOf } from './restores-of.ts';
import { findBackupAccesses } from '../backup/backup-access-store.ts';
import { readContent } from '../backup/get-snapshot.ts';
import { findProfiles } from '../backup/profile-store.ts';
import { findSnapshotIds, findSnapshots } from '../backup/snapshot-store.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findDevicesOf } from '../devices/device-store.ts';
import { findUser } from '../identity/user-store.ts';

type Whose = { readonly tenantId: string; readonly userId: string };

export async function exportPage(
  context: Context,
  tx: TenantTransaction,
  whose: Whose,
  after: string | undefined,
): Promise<Result<ExportPage, Problem>> {
  const { userId } = whose;
  const head = after === undefined ? await headOf(context, tx, whose) : ok([]);
  if (!head.ok) return head;
  const page = await snapshotsOf(context, tx, userId, after);
  if (!page.ok) return page;
  const { records, next } = page.value;
  const end: ExportRecord[] =
    next === null ? [{ record: 'end', snapshotCount: (await findSnapshotIds(tx, userId)).length }] : [];
  return ok({ records: [...head.value, ...records, ...end], next });
}

async function headOf(
  context: Context,
  tx: TenantTransaction,
  { tenantId, userId }: Whose,
): Promise<Result<readonly ExportRecord[], Problem>> {
  const user = await findUser(tx, userId);
  if (user === undefined) return fail({ code: 'not-found', detail: `There is no user ${userId}.` });
  const { userPrincipalName, displayName } = user;
  const devices = await findDevicesOf(tx, userId);
  const profiles = await findProfiles(tx, userId);
  const accesses = await findBackupAccesses(tx, userId, PAGE_SIZE_MAX);
  const restores = await restoresOf(context, tx, userId);
  if (!restores.ok) return restores;
  const exportedAt = new Date(context.clock()).toISOString();
  return ok([
    { record: 'export', format: 'keepsake.export', version: 1, exportedAt, tenantId },
    { record: 'person', userId, userPrincipalName, displayName },
    ...devices.map((it) => ({
      record: 'device' as const,
      deviceId: it.deviceId,
      displayName: it.displayName,
      createdAt: it.createdAt.toISOString(),
    })),
    ...profiles.map((profile) => ({ record: 'backupProfile' as const, profile })),
    ...accesses.map((access) => ({ record: 'access' as const, access })),
    ...restores.value,
  ]);
}

async function snapshotsOf(
  context: Context,
  tx: TenantTransaction,
  userId: string,
  after: string | undefined,
): Promise<Result<{ readonly records: readonly ExportRecord[]; readonly next: string | null }, Problem>> {
  const found = await findSnapshots(tx, userId, { profileId: undefined, after, limit: PAGE_SIZE_MAX + 1 });
  const records: ExportRecord[] = [];
  const given = new Set<string>();
  let bytes = 0;
  for (const [i, { facts }] of found.entries()) {
    if (i === PAGE_SIZE_MAX || bytes > EXPORT_PAGE_BYTES) {
      return ok({ records, next: found[i - 1]?.facts.snapshotId ?? null });
    }
    const content = await readContent(context, tx, userId, { snapshotId: facts.snapshotId, withFiles: true });
    if (!content.ok) return content;
    for (const record of recordsOf(content.value)) {
      if ('sha256' in record && given.has(record.sha256)) continue;
      if ('sha256' in record) given.add(record.sha256);
      bytes += record.record === 'file' ? record.base64.length : canonicalJson(record as never).length;
      records.push(record);
    }
  }
  return ok({ records, next: null });
}

function recordsOf({ snapshot, manifest, documents, files = [] }: SnapshotContent): readonly ExportRecord[] {
  const fileHashes = contentHashes(manifest).files;
  return [
    { record: 'snapshot', snapshot, manifest: structuredClone(manifest) as never },
    ...documents.map((text) => ({
      record: 'document' as const,
      sha256: sha256(text),
      document: JSON.parse(text) as unknown,
    })),
    ...files.map((base64, i) => ({ record: 'file' as const, sha256: fileHashes[i] ?? '', base64 })),
  ];
}
