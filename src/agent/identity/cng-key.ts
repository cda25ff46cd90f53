// A device key in Windows' key store (CNG), under a name: in the TPM where there is one, otherwise in the software store that
// Windows seals for the person. Neither lets the private half out, not even for its owner.

import { createHash } from 'node:crypto';
import type { DeviceKey } from './device-key.ts';

export type CngProvider = 'platform' | 'software';

/** The store's own words. @throws Error with Windows' code where it refuses */
export type KeyStore = {
  readonly create: (provider: CngProvider, name: string) => void;
  readonly open: (provider: CngProvider, name: string) => DeviceKey;
  readonly remove: (provider: CngProvider, name: string) => void;
};

/** @throws Error on another system than Windows */
export async function openKeyStore(): Promise<KeyStore> {
  if (process.platform !== 'win32') throw new Error('there is no Windows key store on this system');
  const api = await loadNcrypt();
  const inProvider = <T>(provider: CngProvider, work: (handle: Handle) => T): T => {
    const handle: Out<Handle> = [0];
    check('open the key store', api.openProvider(handle, PROVIDERS[provider], 0));
    try {
      return work(handle[0]);
    } finally {
      api.free(handle[0]);
    }
  };
  const withKey = <T>(provider: CngProvider, name: string, work: (key: Handle) => T): T =>
    inProvider(provider, (store) => {
      const key: Out<Handle> = [0];
      check('open the key', api.openKey(store, key, name, 0, SILENT));
      try {
        return work(key[0]);
      } finally {
        api.free(key[0]);
      }
    });
  return {
    create: (provider, name) => inProvider(provider, (store) => create(api, store, name)),
    open: (provider, name) => ({
      publicJwk: withKey(provider, name, (key) => exportPublic(api, key)),
      protection: provider === 'platform' ? 'hardware' : 'software',
      sign: (message) => withKey(provider, name, (key) => signHash(api, key, message)),
    }),
    // Deleting frees the handle, too.
    remove: (provider, name) =>
      inProvider(provider, (store) => {
        const key: Out<Handle> = [0];
        check('open the key', api.openKey(store, key, name, 0, SILENT));
        check('delete the key', api.deleteKey(key[0], SILENT));
      }),
  };
}

function create(api: Ncrypt, store: Handle, name: string): void {
  const key: Out<Handle> = [0];
  check('make a key', api.createKey(store, key, 'ECDSA_P256', name, 0, 0));
  try {
    check('forbid the export', api.setProperty(key[0], 'Export Policy', new Uint8Array(4), 4, PERSIST));
    check('keep the key', api.finalizeKey(key[0], SILENT));
  } finally {
    api.free(key[0]);
  }
}

/** BCRYPT_ECCKEY_BLOB: "ECS1", the length of a coordinate, x, y. */
function exportPublic(api: Ncrypt, key: Handle): DeviceKey['publicJwk'] {
  const blob = new Uint8Array(8 + 2 * COORDINATE_BYTES);
  const size: Out<number> = [0];
  check('read the public key', api.exportKey(key, 0, 'ECCPUBLICBLOB', null, blob, blob.length, size, 0));
  const magic = Buffer.from(blob.subarray(0, 4)).toString('latin1');
  if (magic !== 'ECS1' || size[0] !== blob.length) throw new Error('the key is not one on the curve P-256');
  const part = (index: number): string =>
    Buffer.from(blob.subarray(8 + index * COORDINATE_BYTES, 8 + (index + 1) * COORDINATE_BYTES)).toString('base64url');
  return { kty: 'EC', crv: 'P-256', x: part(0), y: part(1) };
}

function signHash(api: Ncrypt, key: Handle, message: Uint8Array): Uint8Array {
  const hash = createHash('sha256').update(message).digest();
  const signature = new Uint8Array(2 * COORDINATE_BYTES);
  const size: Out<number> = [0];
  check('sign', api.signHash(key, null, hash, hash.length, signature, signature.length, size, SILENT));
  return signature;
}

function check(what: string, status: number): void {
  if (status === 0) return;
  throw new Error(`Windows can not ${what} (0x${(status >>> 0).toString(16).padStart(8, '0')})`);
}

type Handle = number | bigint;
/** An argument that is written to. */
type Out<T> = [T];

type Ncrypt = {
  readonly openProvider: (provider: Out<Handle>, name: string, flags: number) => number;
  readonly openKey: (store: Handle, key: Out<Handle>, name: string, keySpec: 0, flags: number) => number;
  readonly createKey: (
    store: Handle,
    key: Out<Handle>,
    algorithm: string,
    name: string,
    keySpec: 0,
    flags: number,
  ) => number;
  readonly setProperty: (key: Handle, name: string, value: Uint8Array, size: number, flags: number) => number;
  readonly finalizeKey: (key: Handle, flags: number) => number;
  readonly exportKey: (
    key: Handle,
    exportKey: 0,
    type: string,
    parameters: null,
    blob: Uint8Array,
    room: number,
    size: Out<number>,
    flags: number,
  ) => number;
  readonly signHash: (
    key: Handle,
    padding: null,
    hash: Uint8Array,
    hashSize: number,
    signature: Uint8Array,
    room: number,
    size: Out<number>,
    flags: number,
  ) => number;
  readonly deleteKey: (key: Handle, flags: number) => number;
  readonly free: (handle: Handle) => number;
};

async function loadNcrypt(): Promise<Ncrypt> {
  const { load } = await import('koffi');
  const library = load('ncrypt.dll');
  return {
    openProvider: library.func('int32 NCryptOpenStorageProvider(_Out_ uintptr *, str16, uint32)'),
    openKey: library.func('int32 NCryptOpenKey(uintptr, _Out_ uintptr *, str16, uint32, uint32)'),
    createKey: library.func('int32 NCryptCreatePersistedKey(uintptr, _Out_ uintptr *, str16, str16, uint32, uint32)'),
    setProperty: library.func('int32 NCryptSetProperty(uintptr, str16, uint8 *, uint32, uint32)'),
    finalizeKey: library.func('int32 NCryptFinalizeKey(uintptr, uint32)'),
    exportKey: library.func(
      'int32 NCryptExportKey(uintptr, uintptr, str16, void *, _Out_ uint8 *, uint32, _Out_ uint32 *, uint32)',
    ),
    signHash: library.func(
      'int32 NCryptSignHash(uintptr, void *, uint8 *, uint32, _Out_ uint8 *, uint32, _Out_ uint32 *, uint32)',
    ),
    deleteKey: library.func('int32 NCryptDeleteKey(uintptr, uint32)'),
    free: library.func('int32 NCryptFreeObject(uintptr)'),
  };
}

const PROVIDERS: Readonly<Record<CngProvider, string>> = {
  platform: 'Microsoft Platform Crypto Provider',
  software: 'Microsoft Software Key Storage Provider',
};
const COORDINATE_BYTES = 32;
/** Never a window: the agent runs where nobody may be looking. */
const SILENT = 0x40;
const PERSIST = 0x8000_0000;
