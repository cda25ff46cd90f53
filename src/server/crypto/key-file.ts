// Keys in a file, the default beside the embedded database: JSON, readable by its owner alone. The first key wraps; the
// others are there for what they wrapped before.
//
// Guarantees: a file that others may read is refused; a file appears whole or not at all, and a new one never replaces
// another; what was written is on the disk before anything is wrapped with it. Windows has no file modes: there the rights
// of the folder count, and nothing is checked.

import { randomBytes, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { fromBase64, toBase64 } from '../../lib/bytes.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type KeyConfigurationProblem, keyConfigurationProblem } from './key-configuration.ts';
import type { KeyProvider } from './key-provider.ts';
import { whyNotPrivate } from './private-file.ts';
import { importKey, KEY_BYTES, keyIdOf, type NamedKey } from './secret-key.ts';
import { softwareKeys } from './software-keys.ts';

export type KeyFileOptions = {
  readonly path: string;
  /** Makes the file if it is not there. Only for who knows that nothing was ever wrapped. */
  readonly mayCreate: boolean;
};

export async function keyFile({
  path,
  mayCreate,
}: KeyFileOptions): Promise<Result<KeyProvider, KeyConfigurationProblem>> {
  const found = await readKeyFile(path);
  if (!found.ok) return found;
  if (found.value !== undefined) return ok(providerOf(path, found.value));
  if (!mayCreate) return missing(path);
  const created = await writing(path, () => create(path, { ...EMPTY, keys: [freshKey()] }));
  // Somebody else may have made it just now: what lies there counts.
  return created.ok ? keyFile({ path, mayCreate: false }) : created;
}

/** Adds a fresh key, which wraps from now on. Answers its id. */
export async function addKeyToFile(path: string): Promise<Result<string, KeyConfigurationProblem>> {
  const found = await readKeyFile(path);
  if (!found.ok) return found;
  const keys: StoredKeys = [freshKey(), ...(found.value?.keys ?? [])];
  const written = await writing(path, () =>
    found.value === undefined ? create(path, { ...EMPTY, keys }) : replace(path, { ...EMPTY, keys }),
  );
  return written.ok ? ok(keys[0].keyId) : written;
}

/** Takes a key out of the file for ever. Whatever is still wrapped by it is lost; the caller knows that nothing is. */
export async function removeKeyFromFile(
  path: string,
  keyId: string,
): Promise<Result<boolean, KeyConfigurationProblem>> {
  const found = await readKeyFile(path);
  if (!found.ok) return found;
  const [current, ...others] = found.value?.keys ?? [];
  const kept = others.filter((it) => it.keyId !== keyId);
  if (current === undefined || kept.length === others.length) return ok(false);
  const written = await writing(path, () => replace(path, { ...EMPTY, keys: [current, ...kept] }));
  return written.ok ? ok(true) : written;
}

const StoredKey = Type.Object(
  { keyId: Type.String(), key: Type.String({ description: `${KEY_BYTES} bytes in base64` }) },
  { additionalProperties: false },
);
const KeyFileSchema = Type.Object(
  { format: Type.Literal('keepsake.keys'), version: Type.Literal(1), keys: Type.Array(StoredKey, { minItems: 1 }) },
  { additionalProperties: false },
);
type StoredKey = Static<typeof StoredKey>;
type StoredKeys = [StoredKey, ...StoredKey[]];
type StoredFile = Omit<Static<typeof KeyFileSchema>, 'keys'> & { readonly keys: StoredKeys };

const checker = Compile(KeyFileSchema);
const EMPTY = { format: 'keepsake.keys', version: 1 } as const;

/** `undefined`: there is none. */
async function readKeyFile(path: string): Promise<Result<StoredFile | undefined, KeyConfigurationProblem>> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? ok(undefined) : unusable(path, error);
  }
  try {
    const unsafe = whyNotPrivate(await file.stat());
    if (unsafe !== undefined) return unsafeFile(path, unsafe);
    const value = parseJson(await file.readFile('utf8'));
    return checker.Check(value) && value.keys.every(isWhole) ? ok(value as StoredFile) : broken(path);
  } catch (error) {
    return unusable(path, error);
  } finally {
    await file.close();
  }
}

function providerOf(path: string, { keys: [current, ...earlier] }: StoredFile): KeyProvider {
  return softwareKeys(`the file ${path}`, [namedKeyOf(current), ...earlier.map(namedKeyOf)]);
}

function namedKeyOf({ keyId, key }: StoredKey): NamedKey {
  return { keyId, key: importKey(fromBase64(key) ?? new Uint8Array()) };
}

function isWhole({ keyId, key }: StoredKey): boolean {
  const bytes = fromBase64(key);
  return bytes?.length === KEY_BYTES && keyIdOf(importKey(bytes)) === keyId;
}

function freshKey(): StoredKey {
  const bytes = randomBytes(KEY_BYTES);
  const key = toBase64(bytes);
  return { keyId: keyIdOf(importKey(bytes)), key };
}

/** Appears under its name at once and only if nothing has that name. */
async function create(path: string, content: StoredFile): Promise<void> {
  const draft = await writeDraft(path, content);
  try {
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  await syncFolder(path);
}

async function replace(path: string, content: StoredFile): Promise<void> {
  await rename(await writeDraft(path, content), path);
  await syncFolder(path);
}

async function writeDraft(path: string, content: StoredFile): Promise<string> {
  await mkdir(dirname(resolve(path)), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}.new`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dirname(resolve(path)), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writing(path: string, write: () => Promise<void>): Promise<Result<undefined, KeyConfigurationProblem>> {
  try {
    await write();
    return ok(undefined);
  } catch (error) {
    return unusable(path, error);
  }
}

function missing(path: string) {
  const detail = `There is no key file ${path}, and there are backups that are sealed under a key.`;
  const fix = 'Put the key file back from its backup, or say with KEEPSAKE_KEY_FILE where it is.';
  return fail(keyConfigurationProblem('key-lost', detail, fix));
}

function unsafeFile(path: string, why: string) {
  const detail = `The key file ${path} is not used, because ${why}.`;
  const fix = `Give it to the user that runs the service, and to nobody else: chmod 600 ${path}`;
  return fail(keyConfigurationProblem('key-file-unsafe', detail, fix));
}

function broken(path: string) {
  const detail = `The key file ${path} is damaged.`;
  return fail(keyConfigurationProblem('key-malformed', detail, 'Put it back from its backup; it is not made anew.'));
}

function unusable(path: string, error: unknown) {
  const detail = `The key file ${path} can not be used: ${error instanceof Error ? error.message : String(error)}.`;
  const fix = 'Check that the user who runs the service may read it, and may write its folder.';
  return fail(keyConfigurationProblem('key-file-unusable', detail, fix));
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
