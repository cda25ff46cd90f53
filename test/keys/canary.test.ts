// The canary: a person with 10,000 known values is backed up by a real service on its own PostgreSQL; then every byte that the
// database, its write-ahead log, the service's log, its error answers and the temporary folder hold is searched for each.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import type { AppsDocument } from '../../src/domain/apps/app-list.ts';
import { documentTexts } from '../../src/domain/snapshot/take-snapshot.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { toBase64 } from '../../src/lib/bytes.ts';
import { type Database, openDatabase } from '../../src/server/database/database.ts';
import { startEmbeddedPostgres } from '../../src/server/database/embedded.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { openKeys } from '../../src/server/keys/open-keys.ts';
import { startService } from '../../src/server/service.ts';
import { createTenant } from '../../src/server/tenants/create-tenant.ts';
import { expectOk, makeTestFolder } from '../database.ts';
import { capture, contentDigest, deviceAt, type Found, type TestDevice } from '../server/service-fixture.ts';
import { bytesOf, encodings, filesBelow, scannerFor } from './canary-scanner.ts';

const CATEGORIES = 8;
const VALUES = 10_000;

/** The same at every run, and like nothing else: 80 bits of a hash, or fifteen digits of it. */
function canary(i: number): string {
  const digest = createHash('sha256').update(`canary ${i}`).digest();
  return i % 10 === 0
    ? `7${digest.readUIntBE(0, 6) % 1e14}`.padEnd(15, '3')
    : digest.toString('base64url').slice(0, 14);
}

const values = Array.from({ length: VALUES }, (_, i) => canary(i));
const appNames = Array.from({ length: 200 }, (_, i) => canary(VALUES + i * 10 + 1));
const inPicture = Array.from({ length: 6000 }, (_, i) => canary(2 * VALUES + i * 10 + 1));
const everything = [...values, ...appNames, ...inPicture];

test('none of 10,000 known values is anywhere but in the sealed bytes', async () => {
  const { folder, remove } = await makeTestFolder();
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary, { mode: 0o1777 });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = temporary;
  const lines: string[] = [];
  const dataFolder = join(folder, 'data');
  const database = expectOk(await openDatabase({ dataFolder, log: (line) => lines.push(line) }));
  try {
    const answers = await liveThrough(database, dataFolder, lines);
    const scanner = scannerFor(everything);
    await inspect(dataFolder, 'CHECKPOINT');
    const found = (): string[] =>
      filesBelow(folder).flatMap((file) => [...scanner.scan(bytesOf(file)).keys()].map((it) => `${it} in ${file}`));
    assert.deepEqual(found(), []);
    const files = filesBelow(folder);
    for (const [what, pattern] of Object.entries(EXPECTED_FILES)) {
      assert.ok(
        files.some((file) => pattern.test(file)),
        `no ${what} was searched`,
      );
    }
    assert.deepEqual([...scanner.scan(Buffer.from(lines.join('\n'))).keys()], [], 'in the log');
    for (const answer of answers)
      assert.deepEqual([...scanner.scan(Buffer.from(answer)).keys()], [], answer.slice(0, 300));
    assert.ok(scanner.scannedBytes() > 30e6, `only ${scanner.scannedBytes()} bytes were searched`);

    await proveThatItIsFound(folder, dataFolder, found);
  } finally {
    await database.close();
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await remove();
  }
});

/** Backs everything up, reads it back, and fails in every way; the bodies of the answers that were no success. */
async function liveThrough(database: Database, dataFolder: string, lines: string[]): Promise<readonly string[]> {
  const keys = expectOk(await openKeys(database, { defaultFile: join(dataFolder, 'keys.json') }));
  const context = { database, keys, clock: Date.now, randomBytes };
  const service = await startService({ ...context, host: '127.0.0.1', port: 0, log: (line) => lines.push(line) });
  try {
    const { tenantId } = expectOk(await createTenant(context, { displayName: 'Contoso' }));
    const who = { tenantId, userPrincipalName: 'anna@contoso.example', deviceName: 'PC-1' };
    const device = deviceAt(service.url, expectOk(await enroll(context, who)));
    const snapshot = everyCanary();
    const { snapshotId } = expectStored(await device.backUp(snapshot));
    const back = await device.get(snapshotId, '?files=true');
    const given = JSON.stringify(back.body.documents) + Buffer.from(back.body.files?.[0] ?? '', 'base64').toString();
    const missing = everything.filter((it) => !given.includes(it));
    assert.deepEqual(missing, [], 'all of it was stored, and comes back');
    return [...(await provoke(device, service.url, everyCanary('other'))), await metrics(service.url)];
  } finally {
    await service.stop();
  }
}

const EXPECTED_FILES = {
  'write-ahead log': /pg_wal\/[0-9A-F]{24}$/,
  table: /postgres\/base\/\d+\/\d+$/,
  'key file': /keys\.json$/,
} as const;

/** The scanner is not blind: the same values, planted as they are, are found in each place and in each encoding. */
async function proveThatItIsFound(folder: string, dataFolder: string, found: () => string[]): Promise<void> {
  const [value = '', another = ''] = [values[1], values[10]];
  await inspect(
    dataFolder,
    'CREATE TABLE planted (body bytea)',
    'ALTER TABLE planted ALTER COLUMN body SET STORAGE EXTERNAL',
    `INSERT INTO planted VALUES ('${'x'.repeat(4000)}${value}')`,
    'CHECKPOINT',
  );
  const planted = Object.entries(encodings(another)).map(([encoding, bytes]) => {
    const file = join(folder, 'tmp', encoding.replaceAll(/\W/g, '-'));
    writeFileSync(file, Buffer.concat([Buffer.from('before '), bytes, Buffer.from(' after')]));
    return `${another} in ${file}`;
  });
  const all = found();
  const inDatabase = all.filter((it) => it.startsWith(value));
  assert.ok(
    inDatabase.some((it) => it.includes('/base/')),
    'a value in a table is found',
  );
  assert.ok(
    inDatabase.some((it) => it.includes('/pg_wal/')),
    'and in the write-ahead log',
  );
  assert.deepEqual(
    planted.filter((it) => !all.includes(it)),
    [],
  );
  // What is stored is not plain bytes that were merely compressed, either.
  const [plain] = await inspect(
    dataFolder,
    `SELECT count(*)::int AS plain FROM (SELECT body FROM blob UNION ALL SELECT manifest FROM snapshot) AS it (bytes)
      WHERE position('\\x28b52ffd'::bytea IN bytes) > 0`,
  );
  assert.deepEqual(plain, { plain: 0 });
}

/** `more` makes it another snapshot, with the same canaries. */
function everyCanary(more = 'none'): Snapshot {
  const found: Record<string, Record<string, Found[string][string]>> = { gaming: { 'made.up.more': more } };
  for (const [i, value] of values.entries()) {
    const given = i % 10 === 0 ? Number(value) : value;
    (found[`canaries-${i % CATEGORIES}`] ??= {})[`made.up.setting-${i}`] = {
      state: 'present',
      value: given,
      atDefault: false,
    };
  }
  (found['canaries-0'] ??= {})['made.up.picture'] = {
    state: 'present',
    value: { base64: toBase64(Buffer.from(inPicture.join(' '))) },
    atDefault: false,
  };
  const apps: AppsDocument = {
    format: 'keepsake.apps',
    version: 1,
    apps: appNames
      .map((displayName, i) => ({
        packageFamilyName: `Contoso.App${String(i).padStart(3, '0')}_8wekyb3d8bbwe`,
        displayName,
        source: 'store' as const,
        version: '1.0.0.0',
        architecture: 'x64' as const,
      }))
      .toSorted((a, b) => (a.packageFamilyName < b.packageFamilyName ? -1 : 1)),
    unreadable: {},
  };
  return capture(found, [], apps);
}

/** Requests that carry values and fail in every way there is; the bodies of their answers. */
async function provoke(device: TestDevice, url: string, snapshot: Snapshot): Promise<readonly string[]> {
  const texts = documentTexts(snapshot);
  const { manifest } = snapshot;
  const [value = '', number = ''] = [values[1], values[10]];
  const post = (path: string, body: unknown) => device.send('POST', path, body);
  const create = (body: object) => post('/v1/snapshots', { manifest, expectedHead: null, documents: texts, ...body });
  const raw = async (body: string, digest = contentDigest(Buffer.from(body))) => {
    const headers = { authorization: `Bearer ${device.enrolled.token}`, 'content-type': 'application/json' };
    const init = { method: 'POST', headers: { ...headers, 'content-digest': digest }, body };
    const answer = await fetch(`${url}/v1/snapshots`, init);
    return { status: answer.status, body: await answer.text() };
  };
  const refused = [
    await create({ documents: texts.map((it) => it.replace(value, `${value}${value}`)) }),
    await create({ documents: [...texts, JSON.stringify({ [value]: number })] }),
    await create({ documents: texts.slice(1) }),
    await create({ acceptLoss: value }),
    await create({ manifest: { ...manifest, excluded: [value, number] } }),
    await create({ manifest: { ...manifest, capturedAt: value } }),
    await create({ files: [value] }),
    await create({ expectedHead: value }),
    await post('/v1/snapshots/proposals', { manifest: value }),
    await device.send('GET', `/v1/snapshots/${value}`),
    await device.send('GET', `/v1/snapshots?limit=${value}`),
    await device.send('GET', `/v1/${value}`),
    await raw(JSON.stringify({ documents: texts }).slice(0, -1)),
    await raw(JSON.stringify({ documents: texts }), contentDigest(Buffer.from('other'))),
  ];
  for (const { status } of refused) assert.ok(status >= 400, `${status}`);
  return refused.map((it) => (typeof it.body === 'string' ? it.body : JSON.stringify(it.body)));
}

async function metrics(url: string): Promise<string> {
  return (await fetch(`${url}/metrics`)).text();
}

function expectStored(answer: Awaited<ReturnType<TestDevice['backUp']>>) {
  assert.equal(answer.status, 200, JSON.stringify(answer.body).slice(0, 500));
  return answer.body.snapshot;
}

/** Runs statements as the database's owner. */
async function inspect(dataFolder: string, ...statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const { connection } = expectOk(await startEmbeddedPostgres({ dataFolder }));
  const owner = new pg.Client(connection);
  await owner.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const sql of statements) rows = (await owner.query<Record<string, unknown>>(sql)).rows;
    return rows;
  } finally {
    await owner.end();
  }
}
