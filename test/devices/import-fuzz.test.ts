// Whatever stands in a file, reading it ends, names what it can not read, and never throws; what is found fit to be kept is kept by
// the database as it is; cells come out of a CSV as they went in.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { RecordBody } from '../../src/domain/enrollment/record.ts';
import { deviceRecordOf, type NewDeviceRecord } from '../../src/domain/import/device-record.ts';
import { readInstant } from '../../src/domain/import/read-instant.ts';
import { thingsIn } from '../../src/domain/import/recognize.ts';
import type { Json } from '../../src/lib/canonical-json.ts';
import { ok } from '../../src/lib/result.ts';
import { putDeviceRecords } from '../../src/server/devices/device-record-store.ts';
import { openFile } from '../../src/server/import/open-file.ts';
import { readCsv } from '../../src/server/import/read-csv.ts';
import { survey } from '../../src/server/import/survey.ts';
import { inTenant } from '../../src/server/transact.ts';
import { asFixture } from '../audit/demand-events.ts';
import { expectOk } from '../database.ts';
import { onEachServer } from '../server/service-fixture.ts';
import { idOf, madeDirectoryDevice, madeManagedDevice } from './made-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'keepsake-fuzz-'));
after(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'export');

const CELL = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', ',', '\n', '\r\n', ';', '', 'ä', '=1+1'),
);

test('any bytes at all end, and what is not read is named', async () => {
  const pieces = fc.constantFrom(...PIECES).map((it) => Buffer.from(it));
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((it) => Buffer.from(it)),
    fc
      .array(
        fc.oneof(
          pieces,
          fc.uint8Array({ maxLength: 5 }).map((it) => Buffer.from(it)),
        ),
        { maxLength: 30 },
      )
      .map((it) => Buffer.concat(it)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      writeFileSync(path, content);
      const source = expectOk(await openFile(path));
      const { files } = await survey([source], () => {});
      for (const { origin, reason } of [...(files[0]?.malformed ?? []), ...(files[0]?.leftOut ?? [])]) {
        assert.ok(origin.startsWith('export') && reason !== '');
      }
    }),
    { numRuns: 600 },
  );
});

test('cells come out as they went in', async () => {
  const separators = fc.constantFrom(',', ';', '\t');
  // A file of one column has no separator to see.
  const header = fc.uniqueArray(fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,8}[a-z]$/), { minLength: 2, maxLength: 6 });
  const made = fc
    .tuple(separators, fc.constantFrom('\n', '\r\n'), header)
    .chain(([separator, end, names]) =>
      fc.tuple(
        fc.constant({ separator, end, names }),
        fc.array(fc.array(CELL.map(sound), { minLength: names.length, maxLength: names.length }), { maxLength: 8 }),
      ),
    );
  await fc.assert(
    fc.asyncProperty(made, async ([{ separator, end, names }, rows]) => {
      const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
      const lines = [names, ...rows].map((cells) => cells.map(quoted).join(separator));
      writeFileSync(path, `\uFEFF${lines.join(end)}`);
      const read: Json[] = [];
      for await (const { content } of readCsv(path, 'export'))
        read.push('json' in content ? content.json : content.error);
      assert.deepEqual(
        read,
        rows.map((cells) => Object.fromEntries(names.map((name, nth) => [name, cells[nth] ?? '']))),
      );
    }),
    { numRuns: 500 },
  );
});

test('any JSON is something or nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      for (const thing of thingsIn(json as Json, 'x')) assert.ok(thing.kind !== undefined || thing.reason !== '');
    }),
    { numRuns: 2000 },
  );
});

test('a date is the day that it says, or nobody’s', () => {
  for (const [text, expected] of DATES) assert.equal(readInstant(text), expected, text);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789/.-: TPMAZ')) }), (text) => {
      const instant = readInstant(text);
      if (instant !== undefined) assert.ok(!Number.isNaN(Date.parse(instant)));
    }),
    { numRuns: 3000 },
  );
});

onEachServer('what is found fit to be kept is kept as it is', async ({ context, newTenant }) => {
  const tenantId = await newTenant();
  const now = new Date(context.clock());
  const value = fc.oneof(fc.jsonValue({ stringUnit: 'binary' }), fc.string({ unit: 'binary' }));
  const bodies = fc.dictionary(
    fc.oneof(fc.constantFrom('deviceName', 'serialNumber', 'notes', 'lastSyncDateTime'), fc.string()),
    value,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(bodies, { maxLength: 10 }), async (made) => {
      const records = made.flatMap((body, nth): readonly NewDeviceRecord[] => {
        const record = deviceRecordOf('managedDevice', { ...(body as RecordBody), id: idOf('a', nth) });
        return record.ok ? [record.value] : [];
      });
      const rows = await inTenant(context, tenantId, async (tx) => {
        await asFixture(tx);
        await putDeviceRecords(tx, records, { source: 'fuzz', now });
        const ids = records.map(({ objectId }) => objectId);
        return ok(
          await tx.query<{ body: Json }>(
            'SELECT body FROM device_record WHERE tenant_id = $1 AND object_id = ANY ($2::uuid[]) ORDER BY object_id',
            [tenantId, ids],
          ),
        );
      }).then(expectOk);
      assert.deepEqual(
        rows.map(({ body }) => body),
        records.map(({ body }) => JSON.parse(JSON.stringify(body)) as Json),
      );
    }),
    { numRuns: 150 },
  );
});

/** What CSV can hold: no half characters, which UTF-8 has none of, and no space at the ends, which quotes keep. */
function sound(cell: string): string {
  return cell.toWellFormed();
}

const PIECES: readonly string[] = [
  '\uFEFF',
  '{"value":[',
  ']}',
  '[',
  '{}',
  ',',
  '\n',
  '\r\n',
  '"',
  ';',
  'Device ID,Device name\n',
  JSON.stringify(madeManagedDevice(1)),
  JSON.stringify(madeDirectoryDevice(1)),
  '{"@odata.context":"x/$metadata#devices","value":[{"id":1}]}',
  '{"conditions":{},"state":"enabled","grantControls":null}',
  '\0',
];

const DATES: readonly (readonly [text: string, instant: string | undefined])[] = [
  ['2026-01-15T10:30:00Z', '2026-01-15T10:30:00Z'],
  ['2026-01-15 10:30:00.0000000', '2026-01-15T10:30:00Z'],
  ['2026-01-15', '2026-01-15T00:00:00Z'],
  ['15.01.2026 10:30', '2026-01-15T10:30:00Z'],
  ['1.2.2026', '2026-02-01T00:00:00Z'],
  ['1/15/2026 12:05:06 AM', '2026-01-15T00:05:06Z'],
  ['1/2/2026, 3:04 PM', '2026-01-02T15:04:00Z'],
  ['15/01/2026 10:30:00', '2026-01-15T10:30:00Z'],
  ['03/03/2026', '2026-03-03T00:00:00Z'],
  ['03/04/2026', undefined],
  ['31.02.2026', undefined],
  ['2026-13-01', undefined],
  ['1/15/2026 13:05 PM', '2026-01-15T13:05:00Z'],
  ['yesterday', undefined],
  ['', undefined],
];
