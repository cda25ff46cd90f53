// Stores a snapshot as the head of the device's backup profile.
//
// Guarantees: what was acknowledged is on disk and was read back; what was refused left nothing. Everything is decided
// here again, whatever the agent thought. Of two writers with the same expected head exactly one wins; a repeat of what
// is already the head succeeds without effect.

import { fail, ok, type Result } from '../../lib/result.ts';
import { canonicalJson } from '../../lib/canonical-json.ts';
import { sha256 } from '../../lib/hash.ts';
import { decideSnapshot } from '../../domain/snapshot/decide-snapshot.ts';
import type { Manifest } from '../../domain/snapshot/snapshot.ts';
import { contentSha256 } from '../../domain/snapshot/take-snapshot.ts';
import type { StoredSnapshot } from '../../protocol/api.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readManifest, readSnapshot } from '../../protocol/snapshot-format.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { type Actor, auditActorOf } from '../identity/actor.ts';
import { tenantSecret } from '../tenants/tenant-store.ts';
import { inTenant } from '../transact.ts';
import { applyRetention } from './apply-retention.ts';
import { blobName, packBlob } from './blob-codec.ts';
import { addBlobs } from './blob-store.ts';
import { addProfile, lockProfile, type Profile, setHead } from './profile-store.ts';
import { damaged, readStoredDocuments, readStoredManifest } from './read-stored.ts';
import { addSnapshot, type DocumentRef, findOwnDocuments, findSnapshot, type SnapshotRow } from './snapshot-store.ts';

export type SnapshotInput = {
  /** As it came. */
  readonly manifest: unknown;
  readonly expectedHead: string | null;
  readonly documents: readonly string[];
  readonly acceptLoss?: boolean;
  /** Of the request. */
  readonly correlationId: string;
};

export async function createSnapshot(
  context: Context,
  actor: Actor,
  input: SnapshotInput,
): Promise<Result<StoredSnapshot, Problem>> {
  const arrived = readArrival(input);
  if (!arrived.ok) return arrived;
  const work: Work = { ...arrived.value, ...prepare(context), actor, input };
  return inTenant(context, actor.tenantId, (tx) => storeAsHead(tx, work), { alsoRetry: [FOREIGN_KEY_VIOLATION] });
}

/** What is known before the transaction, which may run more than once. */
type Work = Arrival &
  ReturnType<typeof prepare> & {
    readonly actor: Actor;
    readonly input: SnapshotInput;
  };

type Arrival = {
  readonly manifest: Manifest;
  readonly content: string;
  /** The documents sent along, by hash. */
  readonly sent: ReadonlyMap<string, string>;
};

async function storeAsHead(tx: TenantTransaction, work: Work): Promise<Result<StoredSnapshot, Problem>> {
  const { actor, manifest, input } = work;
  await addProfile(tx, actor, work.profileId, work.now);
  const profile = await lockProfile(tx, actor);
  if (profile === undefined) throw new Error('the backup profile that was just added is gone');
  const head = await findHead(tx, actor, profile);
  if (!head.ok) return head;
  if (head.value?.row.summary.contentSha256 === work.content) return repeated(tx, work, profile, head.value.row);
  if (profile.headSnapshotId !== input.expectedHead) return stale(profile.headSnapshotId);
  const known = await readKnownDocuments(tx, work);
  if (!known.ok) return known;
  const snapshot = readSnapshot(manifest, [...work.sent.values(), ...known.value]);
  if (!snapshot.ok) return snapshot;

  const decision = decideSnapshot(manifest, head.value?.manifest, input.acceptLoss === true);
  if (!decision.ok) return decision;

  const refs = await storeDocuments(tx, work);
  const written = await readStoredDocuments(tx, refs);
  if (!written.ok) return written;
  await addSnapshot(tx, rowOf(work, profile), refs);
  await setHead(tx, profile.profileId, work.snapshotId, work.now);
  const expired = await applyRetention(
    tx,
    { profileId: profile.profileId, headSnapshotId: work.snapshotId },
    work.now.getTime(),
  );
  await appendEvents(tx, work, profile.profileId, expired);
  const stored = await findSnapshot(tx, actor.userId, work.snapshotId);
  return stored === undefined ? damaged(work.snapshotId) : ok({ snapshot: stored.summary, created: true });
}

function readArrival(input: SnapshotInput): Result<Arrival, Problem> {
  const manifest = readManifest(input.manifest);
  if (!manifest.ok) return manifest;
  const sent = new Map(input.documents.map((text) => [sha256(text), text]));
  const named = new Set(manifest.value.categories.map((entry) => entry.sha256));
  if ([...sent.keys()].some((hash) => !named.has(hash))) {
    return broken('a document was sent that the manifest does not name');
  }
  return ok({ manifest: manifest.value, content: contentSha256(manifest.value), sent });
}

function prepare(context: Context) {
  return {
    now: new Date(context.clock()),
    snapshotId: newId(context),
    profileId: newId(context),
    storedEventId: newId(context),
    expiredEventId: newId(context),
    freshKey: context.randomBytes(32),
  };
}

type Head = { readonly row: SnapshotRow; readonly manifest: Manifest };

async function findHead(
  tx: TenantTransaction,
  actor: Actor,
  { headSnapshotId }: Profile,
): Promise<Result<Head | undefined, Problem>> {
  if (headSnapshotId === null) return ok(undefined);
  const row = await findSnapshot(tx, actor.userId, headSnapshotId);
  if (row === undefined) return damaged(headSnapshotId);
  const manifest = readStoredManifest(row);
  return manifest.ok ? ok({ row, manifest: manifest.value }) : manifest;
}

/** Also where this very transaction was committed, its answer lost, and it is run again. */
async function repeated(
  tx: TenantTransaction,
  work: Work,
  profile: Profile,
  { summary }: SnapshotRow,
): Promise<Result<StoredSnapshot, Problem>> {
  await setHead(tx, profile.profileId, summary.snapshotId, work.now);
  return ok({ snapshot: summary, created: summary.snapshotId === work.snapshotId });
}

/** Documents that were not sent because this user's earlier snapshots hold them. */
async function readKnownDocuments(tx: TenantTransaction, work: Work): Promise<Result<readonly string[], Problem>> {
  const hashes = work.manifest.categories.map((entry) => entry.sha256).filter((hash) => !work.sent.has(hash));
  return readStoredDocuments(tx, await findOwnDocuments(tx, work.actor.userId, hashes));
}

async function storeDocuments(tx: TenantTransaction, work: Work): Promise<readonly DocumentRef[]> {
  const key = await tenantSecret(tx, 'blob-name-key', work.freshKey);
  await addBlobs(
    tx,
    [...work.sent.values()].map((text) => packBlob(key, text)),
    work.now,
  );
  return work.manifest.categories.map((entry) => ({ sha256: entry.sha256, blobName: blobName(key, entry.sha256) }));
}

function rowOf({ manifest, snapshotId, content, now }: Work, profile: Profile) {
  return {
    snapshotId,
    profileId: profile.profileId,
    parentSnapshotId: profile.headSnapshotId,
    contentSha256: content,
    manifestText: canonicalJson(manifest),
    settingCount: manifest.categories.reduce((sum, entry) => sum + entry.chosenCount, 0),
    sizeBytes: manifest.categories.reduce((sum, entry) => sum + entry.sizeBytes, 0),
    capturedAt: new Date(manifest.capturedAt),
    receivedAt: now,
  };
}

async function appendEvents(
  tx: TenantTransaction,
  { actor, input, content, ...work }: Work,
  profileId: string,
  expired: readonly string[],
): Promise<void> {
  const act = { occurredAt: work.now.getTime(), actor: auditActorOf(actor), correlationId: input.correlationId };
  const resource = { profileId, snapshotId: work.snapshotId, contentSha256: content };
  await appendAuditEvent(tx, {
    ...act,
    eventId: work.storedEventId,
    activity: 'snapshot.stored',
    resource: { ...resource, acceptLoss: input.acceptLoss === true },
  });
  if (expired.length === 0) return;
  await appendAuditEvent(tx, {
    ...act,
    eventId: work.expiredEventId,
    activity: 'snapshot.expired',
    resource: { profileId, snapshotIds: expired },
  });
}

function stale(headSnapshotId: string | null): Result<never, Problem> {
  const detail = `The latest snapshot of this backup profile is ${headSnapshotId ?? 'none'}, not the one expected.`;
  return fail({ code: 'stale-head', detail });
}

function broken(why: string): Result<never, Problem> {
  return fail({ code: 'bad-snapshot', detail: `The snapshot is broken: ${why}.` });
}

/** A blob that was there was swept away before this transaction referred to it, or got a reference before it was swept. */
const FOREIGN_KEY_VIOLATION = '23503';
