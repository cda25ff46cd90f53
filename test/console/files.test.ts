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
    const page = await read(`${url}/admin`, {});
    const [, first] = /src="(\/admin\/assets\/[^"]+\.js)"/.exec(page.body.toString('utf8')) ?? [];
    assert.ok(first !== undefined, 'the page names a script');
    // The first one signs in, and is small; the pages come with the next.
    const [, next] = /\/?(assets\/app-[^"']+\.js)/.exec((await read(url + first, {})).body.toString('utf8')) ?? [];
    assert.ok(next !== undefined, 'the first script names the pages');
    const script = `/admin/${next}`;
    const plain = await read(url + script, {});
    const gzipped = await read(url + script, { 'accept-encoding': 'gzip, deflate, br' });
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(gzipped.headers['content-encoding'], 'gzip');
    assert.equal(gzipped.headers.vary, 'accept-encoding');
    assert.match(gzipped.headers['cache-control'] ?? '', /immutable/);
    assert.ok(gunzipSync(gzipped.body).equals(plain.body));
    assert.ok(gzipped.body.length < plain.body.length / 2);
  }),
);

type Answer = { readonly headers: IncomingMessage['headers']; readonly body: Buffer };

/** As it comes: `fetch` would unpack it. */
function read(url: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      buffer(response).then((body) => resolve({ headers: response.headers, body }), reject);
    }).on('error', reject);
  });
}
