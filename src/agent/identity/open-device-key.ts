// The device's key that goes with a credential: the one there is, or a new one in the best place that this device has.

import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { type CngProvider, openKeyStore } from './cng-key.ts';
import type { DeviceKey } from './device-key.ts';
import { makeFileKey, openFileKey } from './file-key.ts';
import { addKeyFile, type KeyFile, keyFileOf, keyProblem, readKeyFile, replaceKeyFile } from './key-file.ts';

export type OpenedKey = {
  readonly key: DeviceKey;
  /** Who has joined with it so far. */
  readonly joinedAs: string | null;
  readonly rememberJoin: (who: string) => Result<void, AgentProblem>;
};

export async function openDeviceKey(credentialPath: string): Promise<Result<OpenedKey, AgentProblem>> {
  const path = keyFileOf(credentialPath);
  const found = readKeyFile(path);
  if (!found.ok) return found;
  const file = found.value === undefined ? await makeKey(path) : ok(found.value);
  if (!file.ok) return file;
  try {
    const key = await openKey(file.value);
    const rememberJoin = (who: string) => replaceKeyFile(path, { ...file.value, joinedAs: who });
    return ok({ key, joinedAs: file.value.joinedAs, rememberJoin });
  } catch (error) {
    return keyProblem(`the one that "${path}" names does not open: ${messageOf(error)}`);
  }
}

/** Out of the key store, and the file that led to it. Nothing happens where there is none. */
export async function removeDeviceKey(credentialPath: string): Promise<void> {
  const path = keyFileOf(credentialPath);
  const found = readKeyFile(path);
  const key = found.ok ? found.value?.key : undefined;
  if (key?.kind === 'cng' && process.platform === 'win32') {
    try {
      (await openKeyStore()).remove(key.provider, key.name);
    } catch {
      // It is gone already, or another person's: without the file nobody finds it.
    }
  }
  rmSync(path, { force: true });
}

async function openKey({ key }: KeyFile): Promise<DeviceKey> {
  return key.kind === 'file' ? openFileKey(key.jwk) : (await openKeyStore()).open(key.provider, key.name);
}

/** Another run of the agent may make one at the same time; the first counts. */
async function makeKey(path: string): Promise<Result<KeyFile, AgentProblem>> {
  const file: KeyFile = { version: 1, key: (await makeInStore()) ?? makeInFile(), joinedAs: null };
  const added = addKeyFile(path, file);
  if (added.ok) return ok(file);
  const first = existsSync(path) ? readKeyFile(path) : added;
  return first.ok && first.value !== undefined ? ok(first.value) : added;
}

/** In the TPM, or in the software store, whichever takes it; a key that can not sign is none. */
async function makeInStore(): Promise<KeyFile['key'] | undefined> {
  if (process.platform !== 'win32') return undefined;
  const name = `Keepsake ${randomUUID()}`;
  const store = await openKeyStore();
  for (const provider of PROVIDERS) {
    try {
      store.create(provider, name);
      store.open(provider, name).sign(new Uint8Array());
      return { kind: 'cng', provider, name };
    } catch {
      // The next one, or the file: which it became is said by `agent status`.
    }
  }
  return undefined;
}

const PROVIDERS: readonly CngProvider[] = ['platform', 'software'];

function makeInFile(): KeyFile['key'] {
  return { kind: 'file', jwk: makeFileKey() };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
