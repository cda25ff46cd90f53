// The port to whatever keeps the organization's own keys: a file, the environment or a hardware token. A provider's keys wrap
// the tenants' keys and nothing else; they are never in the database.
//
// Every implementation guarantees: what was wrapped for one tenant and one tenant key unwraps as nothing else; a key that
// is not there (`key-lost`) is told from a provider that does not answer (`key-unavailable`).

import type { KeyObject } from 'node:crypto';
import { fail, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Binding } from './seal.ts';

export type KeyProvider = {
  /** Where the keys are, for people: `the file /srv/keepsake/keys.json`. */
  readonly where: string;
  /** The key that wraps from now on. */
  readonly currentKeyId: string;
  /** Whether this key would be here if it is anywhere. */
  readonly answersFor: (keyId: string) => boolean;
  readonly wrap: (tenantKey: KeyObject, of: TenantKeyName) => Promise<Result<WrappedKey, Problem>>;
  readonly unwrap: (wrapped: WrappedKey, of: TenantKeyName) => Promise<Result<KeyObject, Problem>>;
  /** Forgets what it holds open. */
  readonly close: () => Promise<void>;
};

export type TenantKeyName = { readonly tenantId: string; readonly keyId: string };

export type WrappedKey = {
  /** Of the provider's key. */
  readonly providerKeyId: string;
  readonly bytes: Uint8Array;
};

/** What a wrapped tenant key is bound to. */
export function tenantKeyBinding({ tenantId, keyId }: TenantKeyName): Binding {
  return { tenantId, userId: null, purpose: 'tenant-key', name: keyId };
}

export function keyLost(keyId: string, where: string): Result<never, Problem> {
  const detail = `The key "${keyId}" is not in ${where}. What is sealed under it can not be read without it.`;
  return fail({ code: 'key-lost', detail });
}

export function keyWrong(keyId: string, where: string): Result<never, Problem> {
  const detail = `The key "${keyId}" of ${where} does not open what was wrapped under that name: it is another key, or the wrapped key was changed.`;
  return fail({ code: 'key-lost', detail });
}

export function keyUnavailable(where: string, why: string): Result<never, Problem> {
  return fail({ code: 'key-unavailable', detail: `${capitalized(where)} does not answer: ${why}.` });
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
