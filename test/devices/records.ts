// Records of devices in a service, for tests: kept as an import leaves them, or imported.

import type { Json } from '../../src/lib/canonical-json.ts';
import type { RecordBody } from '../../src/domain/enrollment/record.ts';
import { deviceRecordOf } from '../../src/domain/import/device-record.ts';
import type { DeviceRecordKind } from '../../src/domain/enrollment/record.ts';
import { ok } from '../../src/lib/result.ts';
import { putDeviceRecords } from '../../src/server/devices/device-record-store.ts';
import type { ImportItem } from '../../src/server/import/import-item.ts';
import { importSources } from '../../src/server/import/import-sources.ts';
import { inTenant } from '../../src/server/transact.ts';
import { asFixture } from '../audit/demand-events.ts';
import { expectOk } from '../database.ts';
import type { TestService } from '../server/service-fixture.ts';

/** As an import would leave them, without its event. */
export async function keepRecords(
  { context }: TestService,
  tenantId: string,
  kind: DeviceRecordKind,
  bodies: readonly RecordBody[],
): Promise<void> {
  const records = bodies.map((body) => expectOk(deviceRecordOf(kind, body)));
  const now = new Date(context.clock());
  expectOk(
    await inTenant(context, tenantId, async (tx) => {
      await asFixture(tx);
      return ok(await putDeviceRecords(tx, records, { source: 'records.ts', now }));
    }),
  );
}

/** By an import, with its event. */
export async function importRecords(
  { context }: TestService,
  tenantId: string,
  kind: DeviceRecordKind,
  bodies: readonly RecordBody[],
): Promise<void> {
  const content = { json: bodies.map((body) => ({ '@odata.type': `#microsoft.graph.${GRAPH_TYPES[kind]}`, ...body })) };
  async function* items(): AsyncGenerator<ImportItem> {
    yield { origin: 'records.ts', content };
  }
  const sources = [{ name: 'records.ts', source: 'records.ts', sizeBytes: 0, items }];
  const choices = { skipMalformed: false, isDryRun: false, enforce: false, onProgress: () => {} };
  const outcome = expectOk(await importSources(context, { tenantId, sources, ...choices }));
  if (outcome.written !== 'everything') throw new Error(JSON.stringify(outcome.files));
}

const GRAPH_TYPES: Readonly<Record<DeviceRecordKind, string>> = {
  managedDevice: 'managedDevice',
  device: 'device',
  autopilotDeviceIdentity: 'windowsAutopilotDeviceIdentity',
  cloudPC: 'cloudPC',
};

export type Page = {
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly Readonly<Record<string, Json>>[];
};
