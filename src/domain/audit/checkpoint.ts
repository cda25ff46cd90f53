// A checkpoint (C2SP tlog-checkpoint): the name of a log, how many entries it has and the root hash over them, signed by the
// log. Whoever keeps one can tell for ever whether a later copy still begins with what it was signed over.

import { fromBase64, toBase64 } from '../../lib/bytes.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { HASH_BYTES, type Hash } from './merkle.ts';
import { openNote, type SignerKey, signNote, type VerifierKey } from './signed-note.ts';

export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Hash };

/** The name of a tenant's log, which is its key's name, too. It never changes, wherever the service is. */
export function originOf(tenantId: string): string {
  return `${ORIGIN_PREFIX}${tenantId}`;
}

/** The other way round; `undefined` for what is not a log of Keepsake. */
export function tenantOf(origin: string): string | undefined {
  return origin.startsWith(ORIGIN_PREFIX) ? origin.slice(ORIGIN_PREFIX.length) : undefined;
}

export function signCheckpoint({ origin, size, root }: Checkpoint, signer: SignerKey): string {
  return signNote(`${origin}\n${size}\n${toBase64(root)}\n`, signer);
}

/** The checkpoint that the key has signed under its own name; else why there is none, as the end of a sentence. */
export function openCheckpoint(note: Uint8Array, key: VerifierKey): Result<Checkpoint, string> {
  const text = openNote(note, key);
  if (!text.ok) return text;
  const [, origin, digits, encoded] = /^([^\n]+)\n(0|[1-9]\d*)\n([^\n]+)\n$/.exec(text.value) ?? [];
  const [size, root] = [Number(digits), fromBase64(encoded ?? '')];
  if (!Number.isSafeInteger(size) || root?.length !== HASH_BYTES) return fail('is not a checkpoint');
  if (origin !== key.name) return fail(`is of the log ${origin}, not of ${key.name}`);
  return ok({ origin, size, root });
}

const ORIGIN_PREFIX = 'keepsake/';
