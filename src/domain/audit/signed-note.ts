// Signed notes (C2SP signed-note): a text, a blank line, and lines that sign it. Here with Ed25519 keys, each with a name.
//
// Guarantees: there is one way to write a note, a signature and a key, and nothing else is read; so no byte of a note with
// one signature can change without the note being refused. A signature of somebody unknown is passed over.

import { equalBytes, fromBase64, toBase64, toHex } from '../../lib/bytes.ts';
import { ED25519_KEY_BYTES, ed25519PublicKey, ed25519Sign, ed25519Verify } from '../../lib/ed25519.ts';
import { sha256Bytes } from '../../lib/hash.ts';
import { fail, ok, type Result } from '../../lib/result.ts';

export type VerifierKey = { readonly name: string; readonly publicKey: Uint8Array };
export type SignerKey = { readonly name: string; readonly seed: Uint8Array };

/** `text` ends with a newline. */
export function signNote(text: string, { name, seed }: SignerKey): string {
  const signature = ed25519Sign(seed, encode(text));
  const id = keyId({ name, publicKey: ed25519PublicKey(seed) });
  return `${text}\n— ${name} ${toBase64(join(id, signature))}\n`;
}

/** The note's text, if the key has signed it; else why not, as the end of a sentence. */
export function openNote(note: Uint8Array, key: VerifierKey): Result<string, string> {
  const parsed = parseNote(note);
  if (parsed === undefined) return fail('is not a signed note');
  const id = keyId(key);
  const own = parsed.signatures.filter((it) => it.name === key.name && equalBytes(it.bytes.subarray(0, 4), id));
  if (own.length === 0) return fail(`is not signed by ${key.name} with the key that is trusted`);
  const valid = own.every(({ bytes }) => ed25519Verify(key.publicKey, encode(parsed.text), bytes.subarray(4)));
  return valid ? ok(parsed.text) : fail(`has a wrong signature of ${key.name}`);
}

/** `<name>+<key id>+<type and key>`: what a verifier is given. */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${toHex(keyId(key))}+${toBase64(join(ED25519, key.publicKey))}`;
}

/** `undefined` unless `text` is exactly what `formatVerifierKey` writes for some key. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const match = /^([^\s+]+)\+[0-9a-f]{8}\+([A-Za-z0-9+/]+=*)$/.exec(text);
  const bytes = fromBase64(match?.[2] ?? '');
  if (match === null || bytes?.length !== 1 + ED25519_KEY_BYTES) return undefined;
  const key = { name: match[1] ?? '', publicKey: bytes.subarray(1) };
  return formatVerifierKey(key) === text ? key : undefined;
}

export function verifierKeyOf({ name, seed }: SignerKey): VerifierKey {
  return { name, publicKey: ed25519PublicKey(seed) };
}

type Note = { readonly text: string; readonly signatures: readonly { name: string; bytes: Uint8Array }[] };

function parseNote(note: Uint8Array): Note | undefined {
  const whole = decode(note);
  const end = whole?.lastIndexOf('\n\n') ?? -1;
  if (whole === undefined || end < 0 || note.length > NOTE_BYTES_MAX || hasControls(whole)) return undefined;
  const lines = whole.slice(end + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0 || lines.length > SIGNATURES_MAX) return undefined;
  const signatures = lines.flatMap((line) => {
    const [, name = '', text = ''] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(text);
    return name === '' || bytes === undefined || bytes.length <= 4 ? [] : [{ name, bytes }];
  });
  return signatures.length === lines.length ? { text: whole.slice(0, end + 1), signatures } : undefined;
}

function keyId({ name, publicKey }: VerifierKey): Uint8Array {
  return sha256Bytes(encode(`${name}\n`), ED25519, publicKey).subarray(0, 4);
}

/** `undefined` unless the bytes are UTF-8, and the one UTF-8 of their text (a byte order mark stays). */
function decode(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return equalBytes(encode(text), bytes) ? text : undefined;
}

function hasControls(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return /[\u0000-\u0009\u000b-\u001f]/.test(text);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function join(left: Uint8Array, right: Uint8Array): Uint8Array {
  return Uint8Array.of(...left, ...right);
}

/** The type of signature, as the format numbers them. */
const ED25519 = Uint8Array.of(1);
const SIGNATURES_MAX = 16;
const NOTE_BYTES_MAX = 100_000;
