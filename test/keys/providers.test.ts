// The three key providers, each against the same contract; then what is particular to each.

import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { addKeyToFile, keyFile, removeKeyFromFile } from '../../src/server/crypto/key-file.ts';
import { environmentKeys } from '../../src/server/crypto/environment-keys.ts';
import type { KeyProvider } from '../../src/server/crypto/key-provider.ts';
import { openKeyProvider } from '../../src/server/crypto/open-key-provider.ts';
import { pkcs11Keys } from '../../src/server/crypto/pkcs11-keys.ts';
import { openToken } from '../../src/server/crypto/pkcs11/token.ts';
import { remembering } from '../../src/server/crypto/remembering.ts';
import { importKey } from '../../src/server/crypto/secret-key.ts';
import { severalProviders } from '../../src/server/crypto/several-providers.ts';
import { createProviderKey } from '../../src/server/keys/provider-keys.ts';
import { expectOk, makeTestFolder } from '../database.ts';
import { tryProvider } from './provider-contract.ts';
import { makeTokens, skip } from './softhsm.ts';
import { newKeyText, testKeys } from './test-keys.ts';

const OF = { tenantId: '0190a000-0000-7000-8000-00000000000a', keyId: '0190a000-0000-7000-8000-00000000000b' };
const NEVER = async () => false;

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const { folder, remove } = await makeTestFolder();
  try {
    await work(folder);
  } finally {
    await remove();
  }
}

async function codeOf(result: Promise<{ ok: true } | { ok: false; error: { code: string } }>): Promise<string> {
  const settled = await result;
  return settled.ok ? 'ok' : settled.error.code;
}

suite('a key file', () => {
  test('keeps the contract', () =>
    inFolder(async (folder) =>
      tryProvider(expectOk(await keyFile({ path: join(folder, 'k.json'), mayCreate: true }))),
    ));

  test('is made once, for its owner alone, whole, however many make it at once', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'new', 'keys.json');
      assert.equal(await codeOf(keyFile({ path, mayCreate: false })), 'key-lost');
      assert.ok(!existsSync(path), 'nothing is made without being asked for');
      const made = await Promise.all(Array.from({ length: 8 }, () => keyFile({ path, mayCreate: true })));
      assert.equal(new Set(made.map((it) => expectOk(it).currentKeyId)).size, 1);
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.deepEqual(readdirSync(join(folder, 'new')), ['keys.json'], 'no draft is left');
    }));

  test('that others may read, that is a link, damaged or of another form is refused and never made anew', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'keys.json');
      expectOk(await keyFile({ path, mayCreate: true }));
      const text = readFileSync(path, 'utf8');
      for (const mode of [0o640, 0o604, 0o620, 0o660]) {
        chmodSync(path, mode);
        assert.equal(await codeOf(keyFile({ path, mayCreate: true })), 'key-file-unsafe', mode.toString(8));
      }
      chmodSync(path, 0o600);
      const link = join(folder, 'link.json');
      symlinkSync(path, link);
      assert.equal(await codeOf(keyFile({ path: link, mayCreate: true })), 'key-file-unusable');
      const [key = ''] = /"key": "([^"]+)"/.exec(text)?.slice(1) ?? [];
      for (const bad of ['', '{}', text.replace('"version": 1', '"version": 2'), text.replace(key, newKeyText())]) {
        writeFileSync(path, bad);
        assert.equal(await codeOf(keyFile({ path, mayCreate: true })), 'key-malformed');
        assert.equal(readFileSync(path, 'utf8'), bad, 'it is left as it was found');
      }
    }));

  test('takes another key that wraps, opens what the one before wrapped, until that is removed', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'keys.json');
      const before = expectOk(await keyFile({ path, mayCreate: true }));
      const wrapped = expectOk(await before.wrap(importKey(new Uint8Array(32).fill(1)), OF));
      const added = expectOk(await addKeyToFile(path));
      const both = expectOk(await keyFile({ path, mayCreate: false }));
      assert.equal(both.currentKeyId, added);
      expectOk(await both.unwrap(wrapped, OF));
      assert.equal(expectOk(await removeKeyFromFile(path, added)), false, 'the current one stays');
      assert.equal(expectOk(await removeKeyFromFile(path, before.currentKeyId)), true);
      const after = expectOk(await keyFile({ path, mayCreate: false }));
      assert.equal(await codeOf(after.unwrap(wrapped, OF)), 'key-lost');
      assert.equal(statSync(path).mode & 0o777, 0o600);
    }));
});

suite('the environment', () => {
  test('keeps the contract', () => tryProvider(testKeys()));

  test('opens with earlier keys, and knows a key by itself wherever it is kept', () =>
    inFolder(async (folder) => {
      const [old, current] = [newKeyText(), newKeyText()];
      const wrapped = expectOk(await testKeys(old).wrap(importKey(new Uint8Array(32).fill(1)), OF));
      expectOk(await testKeys(current, ` ${old} ,`).unwrap(wrapped, OF));
      assert.equal(await codeOf(testKeys(current).unwrap(wrapped, OF)), 'key-lost');
      const path = join(folder, 'keys.json');
      const stored = expectOk(await keyFile({ path, mayCreate: true }));
      const [, key = ''] = /"key": "([^"]+)"/.exec(readFileSync(path, 'utf8')) ?? [];
      assert.equal(testKeys(key).currentKeyId, stored.currentKeyId);
    }));

  test('refuses what is no key, without showing it', () => {
    for (const text of ['secret', newKeyText().slice(4), `${newKeyText()}AAAA`]) {
      const refused = environmentKeys(text, '');
      assert.ok(!refused.ok && refused.error.code === 'key-malformed' && !JSON.stringify(refused).includes(text));
    }
  });
});

test('a token keeps the contract, and one that does not answer is told from a lost key', { skip }, () =>
  inFolder(async (folder) => {
    const { module, pinFile } = makeTokens(folder, ['keepsake', 'other']);
    const configuration = { module, tokenLabel: 'keepsake', pinFile, keyLabel: 'one' };
    assert.equal(expectOk(await createProviderKey({ pkcs11: configuration })).keyId, 'pkcs11:one');
    assert.equal(await codeOf(createProviderKey({ pkcs11: configuration })), 'key-not-configured', 'made once');
    const provider = expectOk(await openKeyProvider({ pkcs11: configuration }, NEVER));
    await tryProvider(provider);
    const wrapped = expectOk(await provider.wrap(importKey(new Uint8Array(32).fill(1)), OF));

    expectOk(await createProviderKey({ pkcs11: { ...configuration, keyLabel: 'two' } }));
    const second = expectOk(await openKeyProvider({ pkcs11: { ...configuration, keyLabel: 'two' } }, NEVER));
    expectOk(await second.unwrap(wrapped, OF));
    const elsewhere = { ...configuration, tokenLabel: 'other' };
    const stranger = expectOk(await openKeyProvider({ pkcs11: elsewhere }, NEVER));
    assert.equal(await codeOf(stranger.unwrap(wrapped, OF)), 'key-lost', 'no such key in that token');
    assert.equal(await codeOf(stranger.wrap(importKey(new Uint8Array(32)), OF)), 'key-lost');
    for (const broken of [{ tokenLabel: 'none' }, { pinFile: '/nonexistent' }, { module: '/nonexistent.so' }]) {
      const opened = openKeyProvider({ pkcs11: { ...configuration, ...broken } }, NEVER);
      assert.equal(await codeOf(opened), 'key-unavailable', JSON.stringify(broken));
    }
    chmodSync(pinFile, 0o640);
    assert.equal(await codeOf(openKeyProvider({ pkcs11: configuration }, NEVER)), 'key-unavailable', 'a PIN for many');
    chmodSync(pinFile, 0o600);
    const impatient = await openToken({ ...configuration, answerMilliseconds: 1 });
    const hurried = pkcs11Keys(impatient, 'keepsake', 'one');
    const codes = await Promise.all(Array.from({ length: 200 }, () => codeOf(hurried.unwrap(wrapped, OF))));
    assert.equal(codes.at(-1), 'key-unavailable', 'who waits too long is told so');
    await impatient.close();
    await Promise.all([provider.close(), second.close(), stranger.close()]);
    const reopened = provider.unwrap(wrapped, OF);
    assert.equal(await codeOf(reopened), 'ok', 'a session that is gone is opened again');
    await provider.close();
  }),
);

test('several providers wrap with the first and open with each', async () => {
  const [first, second] = [testKeys(), testKeys()];
  const both = severalProviders([first, second]);
  await tryProvider(both);
  const wrapped = expectOk(await second.wrap(importKey(new Uint8Array(32).fill(1)), OF));
  expectOk(await both.unwrap(wrapped, OF));
  assert.equal(await codeOf(first.unwrap(wrapped, OF)), 'key-lost');
});

test('what is remembered is asked for once, forgotten in time and in number, and found by the same bytes alone', async () => {
  let [asked, now] = [0, 0];
  const real = testKeys();
  const counting: KeyProvider = {
    ...real,
    unwrap: (...args) => {
      asked += 1;
      return real.unwrap(...args);
    },
  };
  const provider = remembering(counting, { keysMax: 2, milliseconds: 1000, clock: () => now });
  const wrap = async () => expectOk(await provider.wrap(importKey(new Uint8Array(32).fill(1)), OF));
  const [a, b, c] = [await wrap(), await wrap(), await wrap()];
  const asking = async (wrapped: typeof a) => {
    const before = asked;
    expectOk(await provider.unwrap(wrapped, OF));
    return asked - before;
  };
  assert.deepEqual([await asking(a), await asking(a), await asking(b), await asking(a)], [1, 0, 1, 0]);
  assert.deepEqual([await asking(c), await asking(b), await asking(a)], [1, 0, 1], 'the oldest went for the third');
  now += 1000;
  assert.equal(await asking(a), 1, 'its time was over');
  assert.equal(await codeOf(provider.unwrap(a, { ...OF, tenantId: OF.keyId })), 'key-lost');
  await tryProvider(provider);
});

test('without any configuration nothing is made; the default file only where nothing was ever wrapped', () =>
  inFolder(async (folder) => {
    assert.equal(await codeOf(openKeyProvider({}, async () => true)), 'key-not-configured');
    const defaultFile = join(folder, 'keys.json');
    assert.equal(await codeOf(openKeyProvider({ defaultFile }, NEVER)), 'key-lost');
    assert.ok(!existsSync(defaultFile));
    expectOk(await openKeyProvider({ defaultFile }, async () => true));
    const environment = { current: newKeyText(), previous: '' };
    const moved = expectOk(await openKeyProvider({ environment, file: defaultFile }, NEVER));
    await tryProvider(moved);
    assert.equal(moved.currentKeyId, testKeys(environment.current).currentKeyId);
  }));
