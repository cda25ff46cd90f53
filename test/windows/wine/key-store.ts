// Run by a Node for Windows: what its key store and its sealing can do, as one JSON line.

import { createPublicKey, verify } from 'node:crypto';
import { type CngProvider, openKeyStore } from '../../../src/agent/identity/cng-key.ts';
import { openSealer } from '../../../src/agent/identity/dpapi.ts';

const message = Buffer.from('a proof of possession');
const store = await openKeyStore();
const sealer = await openSealer();

console.log(JSON.stringify({ platform: tryKey('platform'), software: tryKey('software'), sealing: trySealing() }));

function tryKey(provider: CngProvider): string {
  const name = `Keepsake test ${process.pid}`;
  try {
    store.create(provider, name);
    const key = store.open(provider, name);
    const signature = key.sign(message);
    const publicKey = createPublicKey({ key: key.publicJwk, format: 'jwk' });
    const options = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
    store.remove(provider, name);
    return verify('sha256', message, options, signature) ? 'works' : 'signs wrongly';
  } catch (error) {
    return String(error);
  }
}

function trySealing(): string {
  try {
    const sealed = sealer.seal(message);
    if (Buffer.from(sealed).includes(message)) return 'does not seal';
    return Buffer.from(sealer.open(sealed)).equals(message) ? 'works' : 'opens wrongly';
  } catch (error) {
    return String(error);
  }
}
