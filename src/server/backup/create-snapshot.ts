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
import type { SnapshotSummary, StoredSnapshot } from '../../protocol/operations/backup.ts';
import type { Problem } from '../../protocol/problem.ts';
import { readManifest, readSnapshot } from '../../protocol/snapshot-format.ts';
import { type Context, newId, newIds } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { lockPersonToWrite } from '../keys/lock-person.ts';
import { ensureKeysOf, sealFor, type UserKeys } from '../keys/user-keys.ts';
import { inTenant } from '../transact.ts';
import { applyRetention } from './apply-retention.ts';
import { appendConfirmed, appendStored, type BackupAct } from './backup-events.ts';
import { checkPolicy } from './check-policy.ts';
import { blobName, pack, sealBlob } from './blob-codec.ts';
import { addBlobs, replaceBlobs } from './blob-store.ts';
import { addProfile, lockProfile, type Profile, setHead } from './profile-store.ts';
import { damaged, openManifest, openSummary, readIntact } from './read-stored.ts';
import { addSnapshot, findSnapshot, type NewSnapshotRow } from './snapshot-store.ts';

export type SnapshotInput = {
  /** As it came. */
  readonly manifest: unknown;
  readonly expectedHead: string | null;
  readonly documents: readonly string[];
  /** In base64. */
  readonly files?: readonly string[];
  readonly acceptLoss?: boolean;
  readonly decidedBy?: 'policy' | 'administrator';
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
  return inTenant(context, actor.tenantId, (tx) => storeAsHead(context, tx, work), {
    alsoRetry: [FOREIGN_KEY_VIOLATION],
  });
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
  /** The same, compressed. */
  readonly packed: ReadonlyMap<string, Uint8Array>;
};

async function storeAsHead(
  context: Context,
  tx: TenantTransaction,
  work: Work,
): Promise<Result<StoredSnapshot, Problem>> {
  const { actor, input, manifest } = work;
  await lockPersonToWrite(tx, actor.userId);
  const permitted = await checkPolicy(context, tx, { actor, manifest, decidedBy: input.decidedBy ?? 'administrator' });
  if (!permitted.ok) return permitted;
  const keys = await ensureKeysOf(context, tx, actor.userId);
  if (!keys.ok) return keys;
  await addProfile(tx, actor, work.profileId, work.now);
  const profile = await lockProfile(tx, actor);
  if (profile === undefined) throw new Error('the backup profile that was just added is gone');
  const head = await findHead(tx, keys.value, profile);
  if (!head.ok) return head;
  if (head.value?.summary.contentSha256 === work.content) return repeated(tx, work, profile, head.value.summary);
  if (profile.headSnapshotId !== input.expectedHead) return stale(profile.headSnapshotId);
  return replaceHead(tx, { ...work, keys: keys.value, profile, head: head.value });
}

/** What was loaded. */
type Loaded = Work & { readonly keys: UserKeys; readonly profile: Profile; readonly head: Head | undefined };

async function replaceHead(tx: TenantTransaction, work: Loaded): Promise<Result<StoredSnapshot, Problem>> {
  const { actor, manifest, input, keys, profile, snapshotId } = work;
  const hashes = hashesOf(manifest);
  // What was not sent because this person's earlier snapshots hold it.
  const known = await readIntact(
    tx,
    keys,
    hashes.filter((hash) => !work.sent.has(hash)),
  );
  const snapshot = checkContents(manifest, new Map([...work.sent, ...known]));
  if (!snapshot.ok) return snapshot;

  const decision = decideSnapshot(manifest, work.head?.manifest, input.acceptLoss === true);
  if (!decision.ok) return decision;

  const written = await write(tx, work, hashes);
  if (!written.ok) return written;
  await setHead(tx, profile.profileId, snapshotId, work.now);
  const { profileId } = profile;
  const expired = await applyRetention(
    tx,
    { profileId, userId: actor.userId, headSnapshotId: snapshotId },
    work.now.getTime(),
  );
  const stored = await findSnapshot(tx, actor.userId, snapshotId);
  const summary = stored === undefined ? damaged(snapshotId) : openSummary(keys, stored);
  if (!summary.ok) return summary;
  const acceptLoss = input.acceptLoss === true;
  await appendStored(tx, actOf(work), { profile, snapshotId, acceptLoss, expired });
  return ok({ snapshot: summary.value, created: true });
}

/** The sealed contents and the sealed manifest; then reads the contents back. */
async function write(tx: TenantTransaction, work: Loaded, hashes: readonly string[]): Promise<Result<void, Problem>> {
  const { keys, packed } = work;
  const blobs = [...packed].map(([hash, bytes]) => ({ hash, blob: sealBlob(keys, hash, bytes) }));
  await addBlobs(
    tx,
    blobs.map((it) => it.blob),
    work.now,
  );
  // References first: they hold the blobs, so that nobody's sweep removes one between its writing and its reading back.
  await addSnapshot(
    tx,
    rowOf(work),
    [...new Set(hashes)].map((hash) => blobName(keys, hash)),
  );
  const whole = await readIntact(tx, keys, hashes);
  const unreadable = blobs.filter(({ hash }) => !whole.has(hash)).map((it) => it.blob);
  if (unreadable.length === 0 && hashes.every((hash) => whole.has(hash))) return ok(undefined);
  // Somebody damaged what had been stored earlier. It was sent again, so it heals.
  await replaceBlobs(tx, unreadable);
  const healed = await readIntact(tx, keys, hashes);
  return hashes.every((hash) => healed.has(hash)) ? ok(undefined) : damaged(work.snapshotId);
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
  const packed = new Map([...sent].map(([hash, bytes]) => [hash, pack(bytes)]));
  return ok({ manifest: manifest.value, content: contentSha256(manifest.value), sent, packed });
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
  };
}

type Head = { readonly summary: SnapshotSummary; readonly manifest: Manifest };

async function findHead(
  tx: TenantTransaction,
  keys: UserKeys,
  { headSnapshotId }: Profile,
): Promise<Result<Head | undefined, Problem>> {
  if (headSnapshotId === null) return ok(undefined);
  const row = await findSnapshot(tx, keys.userId, headSnapshotId);
  if (row === undefined) return damaged(headSnapshotId);
  const [summary, manifest] = [openSummary(keys, row), openManifest(keys, row)];
  if (!summary.ok) return summary;
  return manifest.ok ? ok({ summary: summary.value, manifest: manifest.value }) : manifest;
}

/** Also where this very transaction was committed, its answer lost, and it is run again. */
async function repeated(
  tx: TenantTransaction,
  work: Work,
  profile: Profile,
  summary: SnapshotSummary,
): Promise<Result<StoredSnapshot, Problem>> {
  if (summary.snapshotId === work.snapshotId) return ok({ snapshot: summary, created: true });
  await setHead(tx, profile.profileId, summary.snapshotId, work.now);
  await appendConfirmed(tx, actOf(work), profile);
  return ok({ snapshot: summary, created: false });
}

function rowOf({ manifest, snapshotId, content, now, keys, profile }: Loaded): NewSnapshotRow {
  const { categories, apps, files = [] } = manifest;
  const contents = [...categories, ...(apps === undefined ? [] : [apps]), ...files];
  const text = new TextEncoder().encode(canonicalJson(manifest));
  return {
    snapshotId,
    profileId: profile.profileId,
    parentSnapshotId: profile.headSnapshotId,
    contentHash: sealFor(keys, Buffer.from(content, 'hex'), { purpose: 'content-hash', name: snapshotId }),
    manifest: sealFor(keys, pack(text), { purpose: 'manifest', name: snapshotId }),
    settingCount: categories.reduce((sum, entry) => sum + entry.chosenCount, 0),
    sizeBytes: contents.reduce((sum, entry) => sum + entry.sizeBytes, 0),
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
