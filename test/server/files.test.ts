// Files and app lists on their way: sent once, stored once in a tenant, given back byte for byte, gone with the last
// snapshot that needs them; and an app list that got lost on the device never replaces a good one.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { App, AppsDocument } from '../../src/domain/apps/app-list.ts';
import { INLINE_BYTES_MAX } from '../../src/domain/snapshot/files.ts';
import { documentTexts } from '../../src/domain/snapshot/take-snapshot.ts';
import { toBase64 } from '../../src/lib/bytes.ts';
import { FILE_BYTES_MAX } from '../../src/protocol/limits.ts';
import { setRetention } from '../../src/server/backup/set-retention.ts';
import { expectOk } from '../database.ts';
import { CAPTURE, capture, type Found, onEachServer } from './service-fixture.ts';

const PICTURE = new Uint8Array(randomBytes(INLINE_BYTES_MAX + 1));
const APPS = appList([app('Contoso.Timesheet'), app('Fabrikam.Notes')]);

onEachServer(
  'a picture and an app list are sent once, stored once for a person and come back as they were',
  async ({ newTenant, newDevice, counts, sql }) => {
    const tenant = await newTenant();
    const [anna, ben] = [await newDevice(tenant), await newDevice(tenant, 'ben@contoso.example', 'PC-2')];
    const first = capture(withPicture(PICTURE), [], APPS);
    const proposal = await anna.propose(first);
    const { manifest } = first;
    const [file] = manifest.files ?? [];
    assert.deepEqual(proposal.body.outcome === 'wanted' && proposal.body.missing, [
      ...manifest.categories.map((entry) => entry.sha256),
      manifest.apps?.sha256,
      file?.sha256,
    ]);
    const stored = (await anna.backUp(first)).body.snapshot;
    assert.ok(stored.sizeBytes > PICTURE.length);
    assert.equal((await anna.propose(first)).body.outcome, 'unchanged');

    const second = capture({ ...withPicture(PICTURE), gaming: { 'made.up.mode': 'on' } }, [], APPS);
    const change = await anna.propose(second);
    assert.deepEqual(change.body.outcome === 'wanted' && change.body.missing, [second.manifest.categories[1]?.sha256]);
    const replaced = await anna.backUp(second);
    assert.equal(replaced.status, 200, JSON.stringify(replaced.body));
    const before = (await counts())['blob'] ?? 0;
    assert.equal((await ben.backUp(first)).status, 200);
    assert.equal((await counts())['blob'], before + 4, 'another person with the same picture has a copy of their own');

    const looked = await anna.get(stored.snapshotId);
    assert.deepEqual(looked.body.documents, documentTexts(first));
    assert.equal(looked.body.files, undefined);
    const whole = await anna.get(stored.snapshotId, '?files=true');
    assert.deepEqual(whole.body.files, [toBase64(PICTURE)]);
    const [overhead] = await sql('SELECT max(octet_length(body))::int AS bytes FROM blob');
    assert.ok(Number(overhead?.['bytes']) - PICTURE.length < 128, 'what does not shrink costs a few bytes');
  },
);

onEachServer(
  'a file that is missing, other, too large or not asked for stores nothing',
  async ({ newTenant, newDevice, counts }) => {
    const device = await newDevice(await newTenant());
    const snapshot = capture(withPicture(PICTURE), [], APPS);
    const before = await counts();
    const other = toBase64(PICTURE.toReversed());
    for (const [code, files] of [
      ['missing-documents', []],
      ['bad-snapshot', [other]],
      ['bad-snapshot', [toBase64(PICTURE), other]],
      ['bad-snapshot', ['not base64!']],
    ] as const) {
      const answer = await device.create(snapshot, { files });
      assert.deepEqual([answer.status, answer.body.code], [422, code]);
    }
    const documents = documentTexts(snapshot).slice(0, -1);
    assert.equal((await device.create(snapshot, { documents })).body.code, 'missing-documents');
    const huge = capture(withPicture(new Uint8Array(FILE_BYTES_MAX + 1)));
    assert.equal((await device.create(huge)).body.code, 'bad-snapshot');
    assert.deepEqual(await counts(), before);
    const largest = capture(withPicture(new Uint8Array(randomBytes(FILE_BYTES_MAX))));
    assert.equal((await device.create(largest)).status, 200);
  },
);

onEachServer(
  'an app list that got lost or emptied on the device does not replace a good one',
  async ({ newTenant, newDevice }) => {
    const device = await newDevice(await newTenant());
    const lost = Object.fromEntries(['A', 'B', 'C'].map((name) => [`Contoso.${name}`, 'the hive is damaged']));
    assert.equal((await device.backUp(capture(CAPTURE, [], appList([], lost)))).body.code, 'capture-half-read');
    assert.equal((await device.backUp(capture(CAPTURE, [], APPS))).status, 200);
    for (const [code, snapshot] of [
      ['capture-half-read', capture()],
      ['capture-empty', capture(CAPTURE, [], appList([]))],
      ['capture-half-read', capture(CAPTURE, [], appList([app('Contoso.Timesheet')], lost))],
    ] as const) {
      const answer = await device.backUp(snapshot);
      assert.deepEqual([answer.status, answer.body.code], [422, code]);
    }
    assert.equal((await device.backUp(capture(CAPTURE, [], appList([app('Fabrikam.Notes')])))).status, 200);
    const without = await device.backUp(capture(CAPTURE, ['apps'], APPS));
    assert.equal(without.status, 200, 'leaving the apps out on purpose is no loss');
  },
);

onEachServer('a file goes with the last snapshot that needs it', async (service) => {
  const tenantId = await service.newTenant();
  expectOk(await setRetention(service.context, { tenantId, keepLast: 1, keepDays: 0 }));
  const device = await service.newDevice(tenantId);
  await device.backUp(capture(withPicture(PICTURE), [], APPS));
  const before = (await service.counts())['blob'] ?? 0;
  service.advance(1);
  const next = capture(withPicture(PICTURE.toReversed()), [], APPS);
  assert.equal((await device.backUp(next)).status, 200);
  assert.equal((await service.counts())['blob'], before, 'the old picture and document went, the new ones came');
});

function withPicture(bytes: Uint8Array): Found {
  const observation = { state: 'present', value: { base64: toBase64(bytes) }, atDefault: false } as const;
  return { accessibility: { 'made.up.pointer': 'large' }, personalization: { 'made.up.picture': observation } };
}

function appList(apps: readonly App[], unreadable: AppsDocument['unreadable'] = {}): AppsDocument {
  return { format: 'keepsake.apps', version: 1, apps, unreadable };
}

function app(name: string): App {
  const packageFamilyName = `${name}_8wekyb3d8bbwe`;
  return { packageFamilyName, source: 'store', version: '1.0.0.0', architecture: 'x64' };
}
