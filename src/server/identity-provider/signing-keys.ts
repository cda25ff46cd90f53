// The keys that a tenant's tokens are signed with: made when there is none, replaced with overlap, kept sealed.

import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { type KeyPlan, planSigningKeys, PUBLISHED_BEFORE_MILLISECONDS } from './plan-signing-keys.ts';
import {
  addSigningKey,
  findSigningKeys,
  lockSigningKeys,
  removeSigningKey,
  type StoredSigningKey,
} from './signing-key-store.ts';
import type { Vault } from './vault.ts';

/** A private key as oidc-provider takes it. */
export type SigningJwk = { readonly kid: string; readonly kty: 'RSA'; readonly alg: 'RS256'; readonly use: 'sig' } & {
  readonly [member: string]: string;
};

/** A key pair that a transaction may need; made outside of it, because that takes long. */
export type FreshKey = { readonly keyId: string; readonly jwk: object };

export async function makeSigningKey(context: Context): Promise<FreshKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { keyId: newId(context), jwk: privateKey.export({ format: 'jwk' }) };
}

/** Whether `loadSigningKeys` will need a fresh key. */
export async function needsFreshKey(context: Context, tx: TenantTransaction): Promise<boolean> {
  return planOf(await findSigningKeys(tx), context.clock()).addFrom !== undefined;
}

/** The keys to publish, the one that signs first. Brings them up to date with the clock. */
export async function loadSigningKeys(
  context: Context,
  tx: TenantTransaction,
  { vault, fresh }: { readonly vault: Vault; readonly fresh: FreshKey | undefined },
): Promise<readonly SigningJwk[]> {
  const now = context.clock();
  const plan = planOf(await findSigningKeys(tx), now);
  if (plan.addFrom !== undefined || plan.remove.length > 0) {
    await lockSigningKeys(tx);
    const again = planOf(await findSigningKeys(tx), now);
    if (again.addFrom !== undefined && fresh !== undefined) await add(tx, vault, fresh, now, again.addFrom);
    for (const keyId of again.remove) await removeSigningKey(tx, keyId);
  }
  const keys = await findSigningKeys(tx);
  const { signing } = planOf(keys, now);
  return keys
    .toSorted((a, b) => Number(b.keyId === signing) - Number(a.keyId === signing))
    .map((key) => jwkOf(vault, key));
}

/** Makes a new key that signs after the usual notice, whatever the age of the one that signs now. */
export async function addSigningKeyNow(
  context: Context,
  tx: TenantTransaction,
  { vault, fresh }: { readonly vault: Vault; readonly fresh: FreshKey },
): Promise<{ readonly keyId: string; readonly signsFrom: Date }> {
  await lockSigningKeys(tx);
  const now = context.clock();
  const none = planOf(await findSigningKeys(tx), now).signing === undefined;
  const signsFrom = none ? now : now + PUBLISHED_BEFORE_MILLISECONDS;
  await add(tx, vault, fresh, now, signsFrom);
  return { keyId: fresh.keyId, signsFrom: new Date(signsFrom) };
}

async function add(
  tx: TenantTransaction,
  vault: Vault,
  fresh: FreshKey,
  now: number,
  signsFrom: number,
): Promise<void> {
  const sealed = vault.seal(sealName(fresh.keyId), Buffer.from(JSON.stringify(fresh.jwk)));
  await addSigningKey(tx, {
    keyId: fresh.keyId,
    sealed,
    createdAt: new Date(now),
    signsFrom: new Date(signsFrom),
  });
}

function jwkOf(vault: Vault, key: StoredSigningKey): SigningJwk {
  const jwk = JSON.parse(Buffer.from(vault.open(sealName(key.keyId), key.sealed)).toString()) as object;
  return { ...jwk, kid: key.keyId, kty: 'RSA', alg: 'RS256', use: 'sig' };
}

function planOf(keys: readonly StoredSigningKey[], now: number): KeyPlan {
  const times = keys.map(({ keyId, createdAt, signsFrom }) => ({
    keyId,
    createdAt: createdAt.getTime(),
    signsFrom: signsFrom.getTime(),
  }));
  return planSigningKeys(times, now);
}

function sealName(keyId: string): string {
  return `signing-key ${keyId}`;
}
