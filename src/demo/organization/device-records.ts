// What a management service's export says of the devices, as an import takes it in.

import type { Json } from '../../lib/canonical-json.ts';
import type { Context } from '../../server/context.ts';
import type { ImportSource } from '../../server/import/import-item.ts';
import { importSources } from '../../server/import/import-sources.ts';
import type { Seat } from './device-life.ts';
import { certain } from './device-life.ts';

export async function importRecords(context: Context, tenantId: string, seats: readonly Seat[]): Promise<void> {
  const source: ImportSource = {
    name: 'managed-devices.json',
    source: 'managed-devices.json',
    sizeBytes: seats.length,
    items: async function* () {
      for (const [nth, seat] of seats.entries()) {
        yield { origin: `managed-devices.json#${nth}`, content: { json: recordOf(seat, nth, context.clock()) } };
      }
    },
  };
  const choices = { skipMalformed: false, isDryRun: false, enforce: false, onProgress: () => {} };
  const outcome = certain(await importSources(context, { tenantId, sources: [source], ...choices }));
  if (outcome.written !== 'everything') throw new Error('the made records of devices are malformed');
}

function recordOf({ kind, deviceName, directoryDeviceId, userPrincipalName }: Seat, nth: number, now: number): Json {
  const { windowsBuild, updateRevision, joinState, ownership, sku, hardwareClass } = kind.facts;
  const [manufacturer, model] = kind.facts.cloudPc === 'dedicated' ? CLOUD_PC : (MODELS[hardwareClass ?? ''] ?? LAPTOP);
  return {
    '@odata.type': '#microsoft.graph.managedDevice',
    id: directoryDeviceId.replace(/^.{8}/, 'a0000000'),
    azureADDeviceId: directoryDeviceId,
    deviceName,
    userPrincipalName,
    osVersion: `10.0.${windowsBuild}.${updateRevision}`,
    operatingSystem: 'Windows',
    joinType: JOIN_TYPES[joinState ?? ''] ?? 'unknown',
    complianceState: nth % 17 === 5 ? 'noncompliant' : 'compliant',
    managedDeviceOwnerType: ownership ?? 'company',
    skuNumber: sku ?? 0,
    manufacturer,
    model,
    serialNumber: `FB${(0x51_0000 + nth * 137).toString(36).toUpperCase()}`,
    isEncrypted: nth % 23 !== 7,
    lastSyncDateTime: new Date(now - ((nth * 37) % 500) * 60_000).toISOString(),
  };
}

const JOIN_TYPES: Readonly<Record<string, string>> = {
  entraJoined: 'azureADJoined',
  hybridJoined: 'hybridAzureADJoined',
  workplaceRegistered: 'azureADRegistered',
};

const LAPTOP = ['Fabrikam', 'Wayfarer 14 G3'] as const;
const CLOUD_PC = ['Microsoft Corporation', 'Cloud PC Enterprise 4vCPU/16GB/128GB'] as const;
const MODELS: Readonly<Record<string, readonly [string, string]>> = {
  desktop: ['Fabrikam', 'Anchor Mini 7'],
  tablet: ['Fabrikam', 'Slate 11'],
};
