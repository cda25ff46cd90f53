// A person's keys, opened for one transaction and kept nowhere: who asks again, asks the database again. So a key that was
// destroyed is destroyed at once, in every process.

import type { KeyObject } from 'node:crypto';
import { ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { type Context, newId } from '../context.ts';
import { type Binding, open, seal, sealedKeyId } from '../crypto/seal.ts';
import { deriveKey, importKey, KEY_BYTES, type NamedKey, withKeyBytes } from '../crypto/secret-key.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findErasure, refuseErased } from './erasure-store.ts';
import { currentTenantKey, tenantKey } from './tenant-keys.ts';
import { addUserKey, findUserKeys, type UserKeyRow } from './user-key-store.ts';

export type UserKeys = {
  readonly tenantId: string;
  readonly userId: string;
  /** Names the person's blobs. It follows from their first key and so stays the same when they get another one. */
  readonly naming: KeyObject;
  /** Seals from now on. */
  readonly current: NamedKey;
  readonly byId: ReadonlyMap<string, NamedKey>;
};

/** `undefined`: the person has none, because nothing was ever sealed for them or everything was erased. */
export async function findKeysOf(
  context: Context,
  tx: TenantTransaction,
  userId: string,
): Promise<Result<UserKeys | undefined, Problem>> {
  const rows = await findUserKeys(tx, userId);
  const opened: NamedKey[] = [];
  for (const row of rows) {
    const key = await openUserKey(context, tx, row);
    if (!key.ok) return key;
    opened.push(key.value);
  }
  const [first, current] = [opened[0], opened.at(-1)];
  if (first === undefined || current === undefined) return ok(undefined);
  const byId = new Map(opened.map((it) => [it.keyId, it]));
  return ok({ tenantId: tx.tenantId, userId, naming: deriveKey(first.key, 'keepsake blob names 1'), current, byId });
}

/**
 * Makes the first one where there is none. Refuses for who was erased. The caller has locked the person (`lockPerson`), so
 * that they are not erased before the transaction ends.
 */
export async function ensureKeysOf(
  context: Context,
  tx: TenantTransaction,
  userId: string,
): Promise<Result<UserKeys, Problem>> {
  const found = await findKeysOf(context, tx, userId);
  if (!found.ok) return found;
  if (found.value !== undefined) return ok(found.value);
  const erasure = await findErasure(tx, userId);
  if (erasure !== undefined) return refuseErased(erasure);
  const added = await addFreshUserKey(context, tx, userId, 1);
  if (!added.ok) return added;
  // Another transaction may have been first: what is stored counts.
  const stored = await findKeysOf(context, tx, userId);
  if (stored.ok && stored.value === undefined) throw new Error('the user key that was just added is gone');
  return stored as Result<UserKeys, Problem>;
}

export async function addFreshUserKey(
  context: Context,
  tx: TenantTransaction,
  userId: string,
  version: number,
): Promise<Result<void, Problem>> {
  const wrapper = await currentTenantKey(context, tx);
  if (!wrapper.ok) return wrapper;
  const key = { keyId: newId(context), key: importKey(context.randomBytes(KEY_BYTES)) };
  const wrapped = wrapUserKey(wrapper.value, key, { tenantId: tx.tenantId, userId });
  const row = { userId, version, keyId: key.keyId, tenantKeyId: wrapper.value.keyId, wrapped };
  return ok(await addUserKey(tx, row, new Date(context.clock())));
}

export async function openUserKey(
  context: Context,
  tx: TenantTransaction,
  row: UserKeyRow,
): Promise<Result<NamedKey, Problem>> {
  const wrapper = await tenantKey(context, tx, row.tenantKeyId);
  if (!wrapper.ok) return wrapper;
  const bytes = open(wrapper.value, row.wrapped, userKeyBinding(tx.tenantId, row.userId, row.keyId));
  // Nobody but the database can have changed it.
  if (bytes === undefined) throw new Error(`the user key ${row.keyId} was changed or belongs to somebody else`);
  return ok({ keyId: row.keyId, key: importKey(bytes) });
}

export function wrapUserKey(
  wrapper: NamedKey,
  { keyId, key }: NamedKey,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
): Uint8Array {
  return withKeyBytes(key, (bytes) => seal(wrapper, bytes, userKeyBinding(tenantId, userId, keyId)));
}

/** What is sealed for a person, and under which name. */
export type Sealed = Pick<Binding, 'purpose' | 'name'>;

export function sealFor(keys: UserKeys, content: Uint8Array, what: Sealed): Uint8Array {
  return seal(keys.current, content, bindingOf(keys, what));
}

/** `undefined` if it was changed, or is something else, or is not this person's. */
export function openFor(keys: UserKeys, sealed: Uint8Array, what: Sealed): Uint8Array | undefined {
  const key = keys.byId.get(sealedKeyId(sealed) ?? '');
  return key === undefined ? undefined : open(key, sealed, bindingOf(keys, what));
}

function bindingOf({ tenantId, userId }: UserKeys, what: Sealed): Binding {
  return { tenantId, userId, ...what };
}

function userKeyBinding(tenantId: string, userId: string, keyId: string): Binding {
  return { tenantId, userId, purpose: 'user-key', name: keyId };
}
