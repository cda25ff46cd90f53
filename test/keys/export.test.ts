// A person's export: everything that was stored is in it, to the byte, and it is read without Keepsake's own readers.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { documentTexts } from '../../src/domain/snapshot/take-snapshot.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { toBase64 } from '../../src/lib/bytes.ts';
import { canonicalJson, type Json } from '../../src/lib/canonical-json.ts';
import { writeCredential } from '../../src/agent/credential-file.ts';
import type { ExportPage } from '../../src/protocol/operations/own-data.ts';
import { operatorsAct } from '../../src/server/keys/act.ts';
import { eraseUser } from '../../src/server/keys/erase-user.ts';
import { expectOk, makeTestFolder } from '../database.ts';
import { CAPTURE, capture, onEachServer, withService } from '../server/service-fixture.ts';
import { runProgram } from './run-program.ts';

type Line = { readonly record: string; readonly [name: string]: unknown };

const PICTURE = Buffer.alloc(300_000, 'A picture of nothing. ');

function snapshots(): readonly Snapshot[] {
  const picture = { state: 'present', value: { base64: toBase64(PICTURE) }, atDefault: false } as const;
  const first = capture({ ...CAPTURE, gaming: { 'made.up.picture': picture } });
  return [
    first,
    capture({
      ...CAPTURE,
      personalization: { 'made.up.theme': 'ünïcødé \u{1f5dd}' },
      gaming: { 'made.up.picture': picture },
    }),
  ];
}

test('the file that `keepsake export` writes holds every value, and its hashes are of what it holds', () =>
  withService(async ({ url, newTenant, newDevice }) => {
    const { folder, remove } = await makeTestFolder();
    try {
      const device = await newDevice(await newTenant());
      const sent = snapshots();
      for (const snapshot of sent) assert.equal((await device.backUp(snapshot)).status, 200);
      const { token, userPrincipalName: user, deviceName, tenantId, credentialId, expiresAt } = device.enrolled;
      const credential = join(folder, 'anna.json');
      writeCredential(credential, { service: url, token, user, device: deviceName, tenantId, credentialId, expiresAt });
      const out = join(folder, 'anna.ndjson');
      const ran = await runProgram(['export', '--credential', credential, '--out', out, '--json']);
      assert.equal(ran.code, 0, ran.stderr);
      assert.equal(statSync(out).mode & 0o077, 0);
      assert.equal(
        (await runProgram(['export', '--credential', credential, '--out', out])).code,
        1,
        'never overwritten',
      );

      const text = readFileSync(out, 'utf8');
      assert.ok(text.endsWith('\n'));
      const lines = text
        .trimEnd()
        .split('\n')
        .map((it) => JSON.parse(it) as Line);
      assert.deepEqual(
        [lines[0]?.record, lines[0]?.['format'], lines[0]?.['version']],
        ['export', 'keepsake.export', 1],
      );
      assert.deepEqual(lines.at(-1), { record: 'end', snapshotCount: 2 });
      compare(lines, sent);
    } finally {
      await remove();
    }
  }));

/** Every document, file and manifest, found by the hash of what the line itself holds. */
function compare(lines: readonly Line[], sent: readonly Snapshot[]): void {
  const contents = new Map<string, string>();
  for (const line of lines) {
    if (line.record !== 'document' && line.record !== 'file') continue;
    const bytes =
      line.record === 'document'
        ? Buffer.from(canonicalJson(line['document'] as Json))
        : Buffer.from(line['base64'] as string, 'base64');
    assert.equal(createHash('sha256').update(bytes).digest('hex'), line['sha256']);
    assert.ok(!contents.has(String(line['sha256'])), 'each once');
    contents.set(String(line['sha256']), bytes.toString('base64'));
  }
  const textOf = (manifest: unknown): string => canonicalJson(manifest as Json);
  const manifests = lines.filter((it) => it.record === 'snapshot').map((it) => textOf(it['manifest']));
  assert.deepEqual(manifests.toSorted(), sent.map((it) => textOf(it.manifest)).toSorted());
  const wanted = sent.flatMap((it) => [
    ...documentTexts(it).map((text) => Buffer.from(text).toString('base64')),
    ...[...it.files.values()].map(toBase64),
  ]);
  assert.deepEqual([...contents.values()].toSorted(), [...new Set(wanted)].toSorted());
}

onEachServer('an export goes on from page to page, is one person’s alone, and ends with erasure', async (service) => {
  const { context, newTenant, newDevice, sql } = service;
  const tenantId = await newTenant();
  const [anna, ben] = [await newDevice(tenantId), await newDevice(tenantId, 'ben@contoso.example', 'PC-2')];
  const noise = Array.from({ length: 4 }, (_, i) => {
    const bytes = createHash('shake256', { outputLength: 4_000_000 }).update(`${i}`).digest();
    const observation = { state: 'present', value: { base64: toBase64(bytes) }, atDefault: false } as const;
    return capture({ gaming: { 'made.up.picture': observation } });
  });
  for (const snapshot of noise) assert.equal((await anna.backUp(snapshot)).status, 200);
  assert.equal((await ben.backUp(capture())).status, 200);
  const lines: Line[] = [];
  let pages = 0;
  for (let after: string | null = ''; after !== null; pages += 1) {
    const query: string = after === '' ? '' : `?after=${after}`;
    const page = (await anna.send<ExportPage>('GET', `/v1/me/export${query}`)).body;
    lines.push(...(page.records as Line[]));
    after = page.next;
  }
  assert.ok(pages > 1, `${pages} page`);
  compare(lines, noise);
  const people = lines.filter((it) => it.record === 'person').map((it) => it['userPrincipalName']);
  assert.deepEqual(people, ['anna@contoso.example']);
  const told = await sql("SELECT 1 FROM audit_entry WHERE convert_from(body, 'UTF8') LIKE '%ownData.exported%'");
  assert.equal(told.length, 1, 'one export, one event');
  expectOk(await eraseUser(context, operatorsAct(context, tenantId), anna.enrolled.userId));
  const { records } = (await anna.send<ExportPage>('GET', '/v1/me/export')).body;
  assert.deepEqual(
    records.filter((it) => it.record === 'snapshot' || it.record === 'backupProfile'),
    [],
  );
});
