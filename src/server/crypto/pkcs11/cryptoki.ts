// The functions of a PKCS#11 module (version 2.40) that the service calls, bound by koffi. Each runs on a worker thread, so
// that a token that takes its time does not hold the service up.

import { promisify } from 'node:util';
import type { KoffiFunc, LibraryHandle, TypeObject } from 'koffi';

/** Of a slot, a session or an object. */
export type Handle = number | bigint;

/** An argument that is written to. */
type Out<T> = [T];

export type Attribute = { readonly type: number; readonly pValue: Uint8Array; readonly ulValueLen: number };

export type Cryptoki = {
  readonly getSlotList: Call<[withToken: number, slots: Uint8Array | null, count: Out<number>]>;
  readonly getTokenInfo: Call<[slot: Handle, info: Uint8Array]>;
  readonly openSession: Call<[slot: Handle, flags: number, app: null, notify: null, session: Out<Handle>]>;
  readonly closeSession: Call<[session: Handle]>;
  readonly login: Call<[session: Handle, user: number, pin: Uint8Array, length: number]>;
  readonly findObjectsInit: Call<[session: Handle, template: readonly Attribute[], count: number]>;
  readonly findObjects: Call<[session: Handle, objects: Uint8Array, max: number, found: Out<number>]>;
  readonly findObjectsFinal: Call<[session: Handle]>;
  readonly encryptInit: Call<[session: Handle, mechanism: object, key: Handle]>;
  readonly encrypt: Call<[session: Handle, data: Uint8Array, size: number, out: Uint8Array, outSize: Out<number>]>;
  readonly decryptInit: Call<[session: Handle, mechanism: object, key: Handle]>;
  readonly decrypt: Call<[session: Handle, data: Uint8Array, size: number, out: Uint8Array, outSize: Out<number>]>;
  readonly generateKey: Call<
    [session: Handle, mechanism: object, template: readonly Attribute[], count: number, key: Out<Handle>]
  >;
  readonly gcm: (iv: Uint8Array, associatedData: Uint8Array) => object;
  /** CK_ULONG in memory: as long as the platform's `unsigned long`. */
  readonly ulong: {
    readonly bytes: number;
    readonly encode: (value: number) => Uint8Array;
    readonly decodeAll: (bytes: Uint8Array) => readonly Handle[];
  };
};

/** Throws `CryptokiError` for every answer but CKR_OK. */
type Call<A extends readonly unknown[]> = (...args: A) => Promise<void>;

export class CryptokiError extends Error {
  readonly code: number;
  constructor(name: string, code: number) {
    super(`${name} answered ${MEANINGS[code] ?? 'an error'} (0x${code.toString(16)})`);
    this.code = code;
  }
}

/** Throws what loading throws: no such file, not a library, no such function. */
export async function loadCryptoki(module: string): Promise<Cryptoki> {
  const koffi = await import('koffi');
  const types = (structs ??= defineStructs(koffi));
  const library = koffi.load(module);
  // A library that is collected is unloaded, and the functions behind its list with it.
  loaded.add(library);
  const getFunctionList = library.func('ulong C_GetFunctionList(_Out_ void **list)');
  const list: Out<unknown> = [null];
  if (getFunctionList(list) !== 0) throw new Error('C_GetFunctionList does not answer');
  const bind = <A extends readonly unknown[]>(name: keyof typeof FUNCTIONS): Call<A> => {
    const [index, parameters] = FUNCTIONS[name];
    const pointer = koffi.decode(list[0], types.firstPointer + index * types.pointerBytes, 'void *');
    const bound = koffi.decode(pointer, koffi.proto(`ulong (${parameters})`)) as KoffiFunc<(...args: A) => number>;
    const call = promisify(bound.async) as unknown as (...args: A) => Promise<number>;
    return async (...args) => {
      const running = latest.then(() => call(...args));
      latest = running.catch(() => {});
      inFlight.add(args);
      const code = await running.finally(() => inFlight.delete(args));
      if (code !== OK && !(name === 'C_Initialize' && code === ALREADY_INITIALIZED))
        throw new CryptokiError(name, code);
    };
  };
  // The program's end finalizes the module; other parts of this process may use it too.
  await bind<[object]>('C_Initialize')({ flags: OS_LOCKING });
  return {
    getSlotList: bind('C_GetSlotList'),
    getTokenInfo: bind('C_GetTokenInfo'),
    openSession: bind('C_OpenSession'),
    closeSession: bind('C_CloseSession'),
    login: bind('C_Login'),
    findObjectsInit: bind('C_FindObjectsInit'),
    findObjects: bind('C_FindObjects'),
    findObjectsFinal: bind('C_FindObjectsFinal'),
    encryptInit: bind('C_EncryptInit'),
    encrypt: bind('C_Encrypt'),
    decryptInit: bind('C_DecryptInit'),
    decrypt: bind('C_Decrypt'),
    generateKey: bind('C_GenerateKey'),
    gcm: types.gcm,
    ulong: types.ulong,
  };
}

/** Place in CK_FUNCTION_LIST, and parameters. */
const FUNCTIONS = {
  C_Initialize: [0, 'KsInitializeArgs *args'],
  C_GetSlotList: [4, 'uint8 tokenPresent, uint8 *slots, _Inout_ ulong *count'],
  C_GetTokenInfo: [6, 'ulong slot, uint8 *info'],
  C_OpenSession: [12, 'ulong slot, ulong flags, void *application, void *notify, _Out_ ulong *session'],
  C_CloseSession: [13, 'ulong session'],
  C_Login: [18, 'ulong session, ulong user, uint8 *pin, ulong length'],
  C_FindObjectsInit: [26, 'ulong session, KsAttribute *template, ulong count'],
  C_FindObjects: [27, 'ulong session, uint8 *objects, ulong max, _Out_ ulong *found'],
  C_FindObjectsFinal: [28, 'ulong session'],
  C_EncryptInit: [29, 'ulong session, KsMechanism *mechanism, ulong key'],
  C_Encrypt: [30, 'ulong session, uint8 *data, ulong size, uint8 *out, _Inout_ ulong *outSize'],
  C_DecryptInit: [33, 'ulong session, KsMechanism *mechanism, ulong key'],
  C_Decrypt: [34, 'ulong session, uint8 *data, ulong size, uint8 *out, _Inout_ ulong *outSize'],
  C_GenerateKey: [58, 'ulong session, KsMechanism *mechanism, KsAttribute *template, ulong count, _Out_ ulong *key'],
} as const;

/** The arguments of calls that are running: a worker thread writes to their memory, so they must not be collected. */
const inFlight = new Set<readonly unknown[]>();

const loaded = new Set<LibraryHandle>();

/** Calls into modules come one at a time in this process, whoever makes them: not every module bears more. */
let latest: Promise<unknown> = Promise.resolve();

let structs: ReturnType<typeof defineStructs> | undefined;

function defineStructs(koffi: typeof import('koffi')) {
  // On Windows the standard asks for structures without gaps; elsewhere for the platform's own layout.
  const define = (name: string, members: Record<string, string | TypeObject>): TypeObject =>
    process.platform === 'win32' ? koffi.pack(name, members) : koffi.struct(name, members);
  const callbacks = { createMutex: 'void *', destroyMutex: 'void *', lockMutex: 'void *', unlockMutex: 'void *' };
  define('KsInitializeArgs', { ...callbacks, flags: 'ulong', reserved: 'void *' });
  define('KsAttribute', { type: 'ulong', pValue: 'uint8 *', ulValueLen: 'ulong' });
  const gcmParams = define('KsGcmParams', {
    iv: 'uint8 *',
    ivLength: 'ulong',
    ivBits: 'ulong',
    aad: 'uint8 *',
    aadLength: 'ulong',
    tagBits: 'ulong',
  });
  define('KsMechanism', { mechanism: 'ulong', parameter: 'void *', parameterLength: 'ulong' });
  const pointerBytes = koffi.sizeof('void *');
  const ulongBytes = koffi.sizeof('ulong');
  return {
    pointerBytes,
    /** Before it stands the version: two bytes, and a gap where the platform has one. */
    firstPointer: process.platform === 'win32' ? 2 : pointerBytes,
    gcm: (iv: Uint8Array, aad: Uint8Array): object => ({
      mechanism: AES_GCM,
      parameter: koffi.as(
        { iv, ivLength: iv.length, ivBits: iv.length * 8, aad, aadLength: aad.length, tagBits: 128 },
        'KsGcmParams *',
      ),
      parameterLength: koffi.sizeof(gcmParams),
    }),
    ulong: {
      bytes: ulongBytes,
      encode: (value: number): Uint8Array => {
        const bytes = new Uint8Array(ulongBytes);
        koffi.encode(bytes, 'ulong', value);
        return bytes;
      },
      decodeAll: (bytes: Uint8Array): readonly Handle[] =>
        Array.from(
          { length: bytes.length / ulongBytes },
          (_, i) => koffi.decode(bytes, i * ulongBytes, 'ulong') as Handle,
        ),
    },
  };
}

const OK = 0;
const ALREADY_INITIALIZED = 0x191;
const OS_LOCKING = 2;
const AES_GCM = 0x1087;

const MEANINGS: Readonly<Record<number, string>> = {
  0x5: 'that something went wrong',
  0x6: 'that the function failed',
  0x30: 'that the device has an error',
  0x32: 'that the token was removed',
  0x68: 'that the key may not be used for this',
  0x70: 'that it does not know AES-GCM',
  0xa0: 'that the PIN is wrong',
  0xa4: 'that the PIN is locked',
  0xb0: 'that the session was closed',
  0xb3: 'that the session is gone',
  0xe0: 'that there is no token',
  0x101: 'that nobody is logged in',
};
