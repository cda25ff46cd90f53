// Real exports, as people published them: everything in them is recognized or named, and what is imported loses nothing.

import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { factsOfRecords } from '../../src/domain/enrollment/facts-of-records.ts';
import { type RecordBody, text } from '../../src/domain/enrollment/record.ts';
import { type Thing, thingsIn } from '../../src/domain/import/recognize.ts';
import type { Json } from '../../src/lib/canonical-json.ts';
import { importSources } from '../../src/server/import/import-sources.ts';
import { openFile } from '../../src/server/import/open-file.ts';
import { expectOk } from '../database.ts';
import { withService } from '../server/service-fixture.ts';

const FOLDER = join(import.meta.dirname, '../../../shared/data/intune');
const skip = existsSync(FOLDER) ? false : 'the real exports (../shared/data/intune) are not here';
const FILES = globSync([`${FOLDER}/devices/**/*.json`, `${FOLDER}/enrollment/**/*.json`]).toSorted();

test('devices and provisioning of real tenants are imported without loss', { skip }, () =>
  withService(async ({ context, newTenant, sql }) => {
    assert.ok(FILES.length > 30);
    const tenantId = await newTenant();
    const sources = [];
    for (const file of FILES) sources.push(expectOk(await openFile(file)));
    const choices = { skipMalformed: true, isDryRun: false, enforce: false, onProgress: () => {} };
    const outcome = expectOk(await importSources(context, { tenantId, sources, ...choices }));
    assert.equal(outcome.written, 'everything');
    const malformed = outcome.files.flatMap((file) => file.malformed);
    assert.deepEqual(malformed, []);

    const records = FILES.flatMap(thingsOf).filter(({ kind }) => kind === 'managedDevice' || kind === 'device');
    const last = new Map(records.map((it) => [`${it.kind} ${text(it.body, 'id')}`, it.body]));
    const rows = await sql("SELECT kind, object_id, body FROM device_record WHERE kind IN ('managedDevice', 'device')");
    assert.deepEqual(
      new Map(rows.map((row) => [`${String(row['kind'])} ${String(row['object_id'])}`, row['body'] as RecordBody])),
      last,
    );
    assert.ok(outcome.objects.length >= 4);
  }),
);

test('nothing in them is left out without a reason', { skip }, () => {
  const others = FILES.flatMap(thingsOf).filter((it) => it.kind === undefined);
  const reasons = new Set(others.map((it) => (it.kind === undefined ? it.reason : '')));
  for (const reason of reasons)
    assert.match(reason, /error that Graph answered|not imported by itself|nothing that is imported/);
});

test('what they say of a device is known', { skip }, () => {
  const device = FILES.flatMap(thingsOf).find(
    ({ body }) => body['id'] === '00000000-0000-0000-0000-000000000001' && body['deviceName'],
  );
  assert.ok(device);
  const facts = factsOfRecords([{ kind: 'managedDevice', body: device.body, importedAt: 0 }]);
  const { deviceName, windowsBuild, updateRevision, isCompliant, ownership, usage } = facts.device;
  assert.deepEqual([deviceName, windowsBuild, updateRevision], ['DESKTOP-WIN-001', 19045, 3693]);
  assert.deepEqual([isCompliant, ownership, usage], [true, 'company', 'singleUser']);
});

function thingsOf(path: string): readonly Thing[] {
  return thingsIn(JSON.parse(readFileSync(path, 'utf8')) as Json, basename(path));
}
