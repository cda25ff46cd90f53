// Sealed bytes: AES-256-GCM under a key that is used once. Normative: docs/formats/sealed.md.
//
// Guarantees: whoever lacks the key reads nothing and changes nothing unseen; bytes sealed for one tenant, user, purpose and
// name open as nothing else. A key and a nonce never come together twice, whatever happens to the database: both are derived
// from 32 fresh random bytes, not counted. Deliberately absent: hiding how many bytes there are.

import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { fromHex, toHex } from '../../lib/bytes.ts';
import { canonicalJson } from '../../lib/canonical-json.ts';
import { KEY_BYTES, type NamedKey } from './secret-key.ts';

/** What sealed bytes are, and of whom. It is not stored with them: who opens them must know it. */
export type Binding = {
  readonly tenantId: string;
  /** `null` for what belongs to the tenant itself. */
  readonly userId: string | null;
  readonly purpose:
    | 'blob'
    | 'manifest'
    | 'content-hash'
    | 'restore-outcomes'
    | 'user-key'
    | 'tenant-key'
    | 'tenant-secret';
  readonly name: string;
};

/** `salt` is given by tests of the format alone: what must never repeat does not come from a source that can. */
export function seal(
  { keyId, key }: NamedKey,
  content: Uint8Array,
  binding: Binding,
  salt: Uint8Array = randomBytes(SALT_BYTES),
): Uint8Array {
  const head = headOf(keyId, salt);
  const { onceKey, nonce } = derive(key, salt);
  const cipher = createCipheriv(CIPHER, onceKey, nonce).setAAD(associatedData(keyId, binding));
  const body = cipher.update(content);
  cipher.final();
  onceKey.fill(0);
  return Buffer.concat([head, body, cipher.getAuthTag()]);
}

/** The content; `undefined` unless every byte is as it was sealed, with this key, for this binding. */
export function open({ keyId, key }: NamedKey, sealed: Uint8Array, binding: Binding): Uint8Array | undefined {
  if (sealedKeyId(sealed) !== keyId) return undefined;
  const { onceKey, nonce } = derive(key, sealed.subarray(SALT_AT, BODY_AT));
  const tag = sealed.subarray(sealed.length - TAG_BYTES);
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv(CIPHER, onceKey, nonce, options)
    .setAAD(associatedData(keyId, binding))
    .setAuthTag(tag);
  onceKey.fill(0);
  const content = decipher.update(sealed.subarray(BODY_AT, sealed.length - TAG_BYTES));
  try {
    decipher.final();
    return content;
  } catch {
    // The tag is wrong: other bytes, another key or another binding. GCM can not tell which, and nobody may see the content.
    content.fill(0);
    return undefined;
  }
}

/** Which key opens them; `undefined` if these are not sealed bytes of a version that we know. */
export function sealedKeyId(sealed: Uint8Array): string | undefined {
  if (sealed.length < BODY_AT + TAG_BYTES || sealed[0] !== VERSION) return undefined;
  return toHex(sealed.subarray(KEY_ID_AT, SALT_AT)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What the tag covers besides the content. Canonical JSON says one thing in one way, so no two bindings look alike. */
export function associatedData(keyId: string, { tenantId, userId, purpose, name }: Binding): Uint8Array {
  const members = { format: 'keepsake.sealed', version: VERSION, keyId, tenantId, userId, purpose, name };
  return Buffer.from(canonicalJson(members), 'utf8');
}

function headOf(keyId: string, salt: Uint8Array): Uint8Array {
  const id = fromHex(keyId.replaceAll('-', ''));
  if (id?.length !== SALT_AT - KEY_ID_AT) throw new TypeError('the id of a key is a UUID');
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`);
  return Buffer.concat([Uint8Array.of(VERSION), id, salt]);
}

function derive(key: KeyObject, salt: Uint8Array): { readonly onceKey: Uint8Array; readonly nonce: Uint8Array } {
  const bytes = new Uint8Array(hkdfSync('sha256', key, salt, 'keepsake sealed 1', KEY_BYTES + NONCE_BYTES));
  return { onceKey: bytes.subarray(0, KEY_BYTES), nonce: bytes.subarray(KEY_BYTES) };
}

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const SALT_BYTES = 32;
const KEY_ID_AT = 1;
const SALT_AT = KEY_ID_AT + 16;
const BODY_AT = SALT_AT + SALT_BYTES;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
