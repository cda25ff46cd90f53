// Records of devices for tests, made up: what a directory, a management service and Autopilot would say.

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

/** The same for the same number: a hundred thousand of them are as many devices. */
export function madeManagedDevice(nth: number, members: RecordBody = {}): RecordBody {
  return {
    id: idOf('a', nth),
    azureADDeviceId: idOf('d', nth),
    deviceName: `PC-${String(nth).padStart(6, '0')}`,
    userPrincipalName: `person${nth}@contoso.example`,
    userId: idOf('e', nth),
    managedDeviceOwnerType: nth % 5 === 0 ? 'personal' : 'company',
    complianceState: nth % 3 === 0 ? 'noncompliant' : 'compliant',
    operatingSystem: 'Windows',
    osVersion: `10.0.26100.${4000 + (nth % 4000)}`,
    deviceEnrollmentType: 'windowsAzureADJoin',
    joinType: 'azureADJoined',
    enrolledDateTime: new Date(Date.UTC(2024, 0, 1) + nth * 60_000).toISOString(),
    serialNumber: `SN-${nth}`,
    manufacturer: 'Fabrikam',
    model: 'Notebook 14',
    skuNumber: 4,
    isEncrypted: nth % 2 === 0,
    ...members,
  };
}

export function madeDirectoryDevice(nth: number, members: RecordBody = {}): RecordBody {
  return {
    id: idOf('b', nth),
    deviceId: idOf('d', nth),
    displayName: `PC-${String(nth).padStart(6, '0')}`,
    trustType: 'AzureAd',
    profileType: 'RegisteredDevice',
    isCompliant: nth % 3 !== 0,
    operatingSystem: 'Windows',
    operatingSystemVersion: '10.0.26100.4946',
    deviceOwnership: 'Company',
    systemLabels: [],
    ...members,
  };
}

export function idOf(letter: string, nth: number): string {
  return `${letter.repeat(8)}-0000-4000-8000-${nth.toString(16).padStart(12, '0')}`;
}

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
