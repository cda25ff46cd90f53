// The files of the admin center on their way: compressed for whoever takes that, the same bytes either way, and kept by browsers.

import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { withoutBrowser } from '../identity-provider/browser.ts';
import { withService } from '../server/service-fixture.ts';

test('the scripts of the admin center are sent compressed to whoever takes that', { skip: withoutBrowser }, () =>
  withService(async ({ url }) => {
    const script = await largeScript(url, '/admin');
    const plain = await read(script, {});
    const gzipped = await read(script, { 'accept-encoding': 'gzip, deflate, br' });
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(gzipped.headers['content-encoding'], 'gzip');
    assert.equal(gzipped.headers.vary, 'accept-encoding');
    assert.match(gzipped.headers['cache-control'] ?? '', /immutable/);
    assert.ok(gunzipSync(gzipped.body).equals(plain.body));
    assert.ok(gzipped.body.length < plain.body.length / 2);
  }),
);

/** The first on the way from the page on, from script to script: the one that signs in is small. */
async function largeScript(url: string, page: string): Promise<string> {
  const addresses = new Set([url + page]);
  for (const address of addresses) {
    const { body } = await read(address, {});
    if (body.length > 100_000) return address;
    for (const [name] of body.toString('utf8').matchAll(/[\w-]+\.js\b/g)) addresses.add(`${url}/admin/assets/${name}`);
  }
  throw new Error('the page leads to no large script');
}

type Answer = { readonly headers: IncomingMessage['headers']; readonly body: Buffer };

/** As it comes: `fetch` would unpack it. */
function read(url: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      buffer(response).then((body) => resolve({ headers: response.headers, body }), reject);
    }).on('error', reject);
  });
}
