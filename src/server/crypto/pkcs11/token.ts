// A token behind a PKCS#11 module: finding a key by its label, making one, and AES-256-GCM with it. Keys never leave it.
//
// Calls run one after the other in one session, which is opened again once if the token has lost it. Whoever waits longer
// than the limit gets an error and not the token's late answer. What goes wrong throws.

import { readFile, stat } from 'node:fs/promises';
import { whyNotPrivate } from '../private-file.ts';
import { type Attribute, type Cryptoki, CryptokiError, type Handle, loadCryptoki } from './cryptoki.ts';

export type TokenOptions = {
  /** The path of the module: `/usr/lib/softhsm/libsofthsm2.so`. */
  readonly module: string;
  readonly tokenLabel: string;
  /** A file whose first line is the user's PIN. */
  readonly pinFile: string;
  readonly answerMilliseconds?: number | undefined;
};

export type Token = {
  /** How many AES keys have this label. */
  readonly countKeys: (label: string) => Promise<number>;
  /** An AES-256 key that never leaves the token. */
  readonly makeKey: (label: string) => Promise<void>;
  /** `undefined` if no key has this label. */
  readonly encrypt: (label: string, message: Message) => Promise<Uint8Array | undefined>;
  readonly decrypt: (label: string, message: Message) => Promise<Uint8Array | undefined>;
  readonly close: () => Promise<void>;
};

export type Message = { readonly iv: Uint8Array; readonly associatedData: Uint8Array; readonly bytes: Uint8Array };

export async function openToken(options: TokenOptions): Promise<Token> {
  const cryptoki = await loadCryptoki(options.module);
  let session: Handle | undefined = await openSession(cryptoki, options);
  let queue: Promise<unknown> = Promise.resolve();

  const attempt = async <T>(work: (session: Handle) => Promise<T>): Promise<T> => {
    session ??= await openSession(cryptoki, options);
    return work(session);
  };
  const perform = async <T>(work: (session: Handle) => Promise<T>): Promise<T> => {
    try {
      return await attempt(work);
    } catch (error) {
      if (!(error instanceof CryptokiError) || !SESSION_LOST.has(error.code)) throw error;
      session = undefined;
      return attempt(work);
    }
  };
  const inTurn = <T>(work: (session: Handle) => Promise<T>): Promise<T> => {
    const turn = queue.then(() => perform(work));
    queue = turn.catch(() => {});
    return withDeadline(turn, options.answerMilliseconds ?? ANSWER_MILLISECONDS);
  };
  const withKey = <T>(label: string, work: (session: Handle, key: Handle) => Promise<T>): Promise<T | undefined> =>
    inTurn(async (it) => {
      const [key, another] = await findKeys(cryptoki, it, label);
      if (another !== undefined) throw new Error(`several keys have the label "${label}"`);
      return key === undefined ? undefined : work(it, key);
    });

  return {
    countKeys: (label) => inTurn(async (it) => (await findKeys(cryptoki, it, label)).length),
    makeKey: (label) => inTurn((it) => generate(cryptoki, it, label)),
    encrypt: (label, message) =>
      withKey(label, async (it, key) => {
        await cryptoki.encryptInit(it, cryptoki.gcm(message.iv, message.associatedData), key);
        return transform(message.bytes, (...args) => cryptoki.encrypt(it, ...args));
      }),
    decrypt: (label, message) =>
      withKey(label, async (it, key) => {
        await cryptoki.decryptInit(it, cryptoki.gcm(message.iv, message.associatedData), key);
        return transform(message.bytes, (...args) => cryptoki.decrypt(it, ...args));
      }),
    close: async () => {
      await queue;
      if (session !== undefined) await cryptoki.closeSession(session).catch(() => {});
      session = undefined;
    },
  };
}

async function openSession(cryptoki: Cryptoki, { tokenLabel, pinFile }: TokenOptions): Promise<Handle> {
  const slot = await findSlot(cryptoki, tokenLabel);
  const opened: [Handle] = [0];
  await cryptoki.openSession(slot, SERIAL_SESSION | READ_WRITE, null, null, opened);
  const pin = await readPin(pinFile);
  try {
    await cryptoki.login(opened[0], USER, pin, pin.length);
  } catch (error) {
    if (!(error instanceof CryptokiError) || error.code !== ALREADY_LOGGED_IN) throw error;
  } finally {
    pin.fill(0);
  }
  return opened[0];
}

async function readPin(pinFile: string): Promise<Uint8Array> {
  const unsafe = whyNotPrivate(await stat(pinFile));
  if (unsafe !== undefined) throw new Error(`the PIN file ${pinFile} is not used, because ${unsafe}`);
  return Buffer.from((await readFile(pinFile, 'utf8')).split(/\r?\n/, 1)[0] ?? '', 'utf8');
}

async function findSlot(cryptoki: Cryptoki, tokenLabel: string): Promise<Handle> {
  const count: [number] = [0];
  await cryptoki.getSlotList(1, null, count);
  const list = new Uint8Array(count[0] * cryptoki.ulong.bytes);
  await cryptoki.getSlotList(1, list, count);
  const found: Handle[] = [];
  for (const slot of cryptoki.ulong.decodeAll(list).slice(0, count[0])) {
    const info = new Uint8Array(TOKEN_INFO_BYTES_MAX);
    await cryptoki.getTokenInfo(slot, info);
    // The label is padded with blanks.
    if (Buffer.from(info.subarray(0, LABEL_BYTES)).toString('utf8').trimEnd() === tokenLabel) found.push(slot);
  }
  const [only, another] = found;
  if (only === undefined) throw new Error(`no token has the label "${tokenLabel}"`);
  if (another !== undefined) throw new Error(`several tokens have the label "${tokenLabel}"`);
  return only;
}

async function findKeys(cryptoki: Cryptoki, session: Handle, label: string): Promise<readonly Handle[]> {
  const template = keyTemplate(cryptoki, label);
  await cryptoki.findObjectsInit(session, template, template.length);
  const handles = new Uint8Array(2 * cryptoki.ulong.bytes);
  const found: [number] = [0];
  await cryptoki.findObjects(session, handles, 2, found);
  await cryptoki.findObjectsFinal(session);
  return cryptoki.ulong.decodeAll(handles).slice(0, found[0]);
}

async function generate(cryptoki: Cryptoki, session: Handle, label: string): Promise<void> {
  const template = [
    ...keyTemplate(cryptoki, label),
    attribute(ATTRIBUTE.token, TRUE),
    attribute(ATTRIBUTE.private, TRUE),
    attribute(ATTRIBUTE.sensitive, TRUE),
    attribute(ATTRIBUTE.extractable, FALSE),
    attribute(ATTRIBUTE.encrypt, TRUE),
    attribute(ATTRIBUTE.decrypt, TRUE),
    attribute(ATTRIBUTE.valueLength, cryptoki.ulong.encode(32)),
  ];
  const mechanism = { mechanism: AES_KEY_GEN, parameter: null, parameterLength: 0 };
  await cryptoki.generateKey(session, mechanism, template, template.length, [0]);
}

function keyTemplate(cryptoki: Cryptoki, label: string): readonly Attribute[] {
  return [
    attribute(ATTRIBUTE.class, cryptoki.ulong.encode(SECRET_KEY)),
    attribute(ATTRIBUTE.keyType, cryptoki.ulong.encode(AES)),
    attribute(ATTRIBUTE.label, Buffer.from(label, 'utf8')),
  ];
}

function attribute(type: number, pValue: Uint8Array): Attribute {
  return { type, pValue, ulValueLen: pValue.length };
}

async function transform(
  bytes: Uint8Array,
  run: (data: Uint8Array, size: number, out: Uint8Array, outSize: [number]) => Promise<void>,
): Promise<Uint8Array> {
  const out = Buffer.alloc(bytes.length + TAG_BYTES);
  const size: [number] = [out.length];
  await run(bytes, bytes.length, out, size);
  // A view, so that whoever clears it clears the only copy.
  return out.subarray(0, size[0]);
}

function withDeadline<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} milliseconds`)), milliseconds);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

const ANSWER_MILLISECONDS = 10_000;
const SERIAL_SESSION = 4;
const READ_WRITE = 2;
const USER = 1;
const ALREADY_LOGGED_IN = 0x100;
const SESSION_LOST: ReadonlySet<number> = new Set([0x32, 0xb0, 0xb3, 0xe0, 0x101]);
const LABEL_BYTES = 32;
/** CK_TOKEN_INFO has 208 bytes where a long has eight. */
const TOKEN_INFO_BYTES_MAX = 512;
const TAG_BYTES = 16;
const SECRET_KEY = 4;
const AES = 0x1f;
const AES_KEY_GEN = 0x1080;
const ATTRIBUTE = {
  class: 0,
  token: 1,
  private: 2,
  label: 3,
  keyType: 0x100,
  sensitive: 0x103,
  encrypt: 0x104,
  decrypt: 0x105,
  valueLength: 0x161,
  extractable: 0x162,
} as const;
const TRUE = Uint8Array.of(1);
const FALSE = Uint8Array.of(0);
