// Stores a snapshot as the head of the device's backup profile.
//
// Guarantees: what was acknowledged is on disk and was read back; what was refused left nothing. Everything is decided
// here again, whatever the agent thought. Of two writers with the same expected head exactly one wins; a repeat of what
// is already the head succeeds without effect.

import { fail, ok, type Result } from '../../lib/result.ts';
import { fromBase64 } from '../../lib/bytes.ts';
import { canonicalJson } from '../../lib/canonical-json.ts';
import { sha256 } from '../../lib/hash.ts';
import { decideSnapshot } from '../../domain/snapshot/decide-snapshot.ts';
import type { Manifest } from '../../domain/snapshot/snapshot.ts';
import { contentHashes, contentSha256 } from '../../domain/snapshot/take-snapshot.ts';
import type { StoredSnapshot } from '../../protocol/operations/backup.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readManifest, readSnapshot } from '../../protocol/snapshot-format.ts';
import { type Context, newId, newIds } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { tenantSecret } from '../tenants/tenant-store.ts';
import { inTenant } from '../transact.ts';
import { applyRetention } from './apply-retention.ts';
import { appendConfirmed, appendStored, type BackupAct } from './backup-events.ts';
import { blobName, packBlob } from './blob-codec.ts';
import { addBlobs } from './blob-store.ts';
import { addProfile, lockProfile, type Profile, setHead } from './profile-store.ts';
import { damaged, readStoredContents, readStoredManifest } from './read-stored.ts';
import { addSnapshot, type ContentRef, findOwnContents, findSnapshot, type SnapshotRow } from './snapshot-store.ts';

export type SnapshotInput = {
  /** As it came. */
  readonly manifest: unknown;
  readonly expectedHead: string | null;
  readonly documents: readonly string[];
  /** In base64. */
  readonly files?: readonly string[];
  readonly acceptLoss?: boolean;
  /** Of the request. */
  readonly correlationId: string;
};

export async function createSnapshot(
  context: Context,
  actor: DeviceActor,
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
    readonly actor: DeviceActor;
    readonly input: SnapshotInput;
  };

type Arrival = {
  readonly manifest: Manifest;
  readonly content: string;
  /** The documents and files sent along, by hash. */
  readonly sent: ReadonlyMap<string, Uint8Array>;
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
  const known = await readKnownContents(tx, work);
  if (!known.ok) return known;
  const snapshot = checkContents(manifest, new Map([...work.sent, ...known.value]));
  if (!snapshot.ok) return snapshot;

  const decision = decideSnapshot(manifest, head.value?.manifest, input.acceptLoss === true);
  if (!decision.ok) return decision;

  const refs = await storeContents(tx, work);
  // References first: they hold the blobs, so that nobody's sweep removes one between its writing and its reading back.
  await addSnapshot(tx, rowOf(work, profile), refs);
  const written = await readStoredContents(tx, refs);
  if (!written.ok) return written;
  await setHead(tx, profile.profileId, work.snapshotId, work.now);
  const expired = await applyRetention(
    tx,
    { profileId: profile.profileId, headSnapshotId: work.snapshotId },
    work.now.getTime(),
  );
  const stored = await findSnapshot(tx, actor.userId, work.snapshotId);
  if (stored === undefined) return damaged(work.snapshotId);
  const acceptLoss = input.acceptLoss === true;
  await appendStored(tx, actOf(work), { profile, snapshotId: work.snapshotId, acceptLoss, expired });
  return ok({ snapshot: stored.summary, created: true });
}

function readArrival(input: SnapshotInput): Result<Arrival, Problem> {
  const manifest = readManifest(input.manifest);
  if (!manifest.ok) return manifest;
  const sent = new Map<string, Uint8Array>();
  for (const text of input.documents) addTo(sent, new TextEncoder().encode(text));
  for (const text of input.files ?? []) {
    const bytes = fromBase64(text);
    if (bytes === undefined) return broken('a file is not in base64');
    addTo(sent, bytes);
  }
  const named = hashesOf(manifest.value);
  if ([...sent.keys()].some((hash) => !named.includes(hash))) {
    return broken('a document or file was sent that the manifest does not name');
  }
  return ok({ manifest: manifest.value, content: contentSha256(manifest.value), sent });
}

function addTo(contents: Map<string, Uint8Array>, bytes: Uint8Array): void {
  contents.set(sha256(bytes), bytes);
}

function hashesOf(manifest: Manifest): readonly string[] {
  const { documents, files } = contentHashes(manifest);
  return [...documents, ...files];
}

function checkContents(manifest: Manifest, contents: ReadonlyMap<string, Uint8Array>): Result<unknown, Problem> {
  const { documents, files } = contentHashes(manifest);
  const bytesOf = (hash: string): readonly Uint8Array[] => {
    const bytes = contents.get(hash);
    return bytes === undefined ? [] : [bytes];
  };
  const texts = documents.flatMap(bytesOf).map((bytes) => new TextDecoder().decode(bytes));
  return readSnapshot(manifest, texts, files.flatMap(bytesOf));
}

function prepare(context: Context) {
  return {
    now: new Date(context.clock()),
    snapshotId: newId(context),
    profileId: newId(context),
    eventId: newIds(context),
    freshKey: context.randomBytes(32),
  };
}

type Head = { readonly row: SnapshotRow; readonly manifest: Manifest };

async function findHead(
  tx: TenantTransaction,
  actor: DeviceActor,
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
  if (summary.snapshotId === work.snapshotId) return ok({ snapshot: summary, created: true });
  await setHead(tx, profile.profileId, summary.snapshotId, work.now);
  await appendConfirmed(tx, actOf(work), profile);
  return ok({ snapshot: summary, created: false });
}

/** What was not sent because this user's earlier snapshots hold it, by hash. */
async function readKnownContents(
  tx: TenantTransaction,
  work: Work,
): Promise<Result<ReadonlyMap<string, Uint8Array>, Problem>> {
  const hashes = hashesOf(work.manifest).filter((hash) => !work.sent.has(hash));
  const refs = await findOwnContents(tx, work.actor.userId, hashes);
  const contents = await readStoredContents(tx, refs);
  return contents.ok ? ok(new Map(refs.map((ref, i) => [ref.sha256, contents.value[i] as Uint8Array]))) : contents;
}

async function storeContents(tx: TenantTransaction, work: Work): Promise<readonly ContentRef[]> {
  const key = await tenantSecret(tx, 'blob-name-key', work.freshKey);
  await addBlobs(
    tx,
    [...work.sent.values()].map((bytes) => packBlob(key, bytes)),
    work.now,
  );
  return hashesOf(work.manifest).map((hash) => ({ sha256: hash, blobName: blobName(key, hash) }));
}

function rowOf({ manifest, snapshotId, content, now }: Work, profile: Profile) {
  return {
    snapshotId,
    profileId: profile.profileId,
    parentSnapshotId: profile.headSnapshotId,
    contentSha256: content,
    manifestText: canonicalJson(manifest),
    settingCount: manifest.categories.reduce((sum, entry) => sum + entry.chosenCount, 0),
    sizeBytes: [
      ...manifest.categories,
      ...(manifest.apps === undefined ? [] : [manifest.apps]),
      ...(manifest.files ?? []),
    ]
      .map((entry) => entry.sizeBytes)
      .reduce((sum, size) => sum + size, 0),
    capturedAt: new Date(manifest.capturedAt),
    receivedAt: now,
  };
}

function actOf({ actor, input, now, eventId }: Work): BackupAct {
  return { actor, correlationId: input.correlationId, now, eventId };
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
