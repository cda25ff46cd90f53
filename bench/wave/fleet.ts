// The organization that the wave comes over: people with a backup of their old device, and a new device each. Set up with the
// service's own use cases and the agent's own client.

import { catalog } from '../../src/domain/catalog/catalog.ts';
import { locationKey } from '../../src/domain/catalog/setting.ts';
import { observe } from '../../src/domain/snapshot/observe.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { documentTexts, takeSnapshot } from '../../src/domain/snapshot/take-snapshot.ts';
import type { RawValue } from '../../src/regf/raw-value.ts';
import { connectService, type ServiceAddress } from '../../src/agent/upload/service-client.ts';
import { makeFileKey, openFileKey } from '../../src/agent/identity/file-key.ts';
import { closeContext, openContext } from '../../src/bin/commands/operator.ts';
import { CREDENTIAL_HOURS_MAX } from '../../src/protocol/limits.ts';
import type { CheckIn } from '../../src/protocol/operations/restore.ts';
import type { Context } from '../../src/server/context.ts';
import { enroll } from '../../src/server/devices/enroll.ts';
import { enablePolicy, setRestorePage } from '../../src/server/policy/switch-policies.ts';
import { createTenant } from '../../src/server/tenants/create-tenant.ts';
import { ok, type Result } from '../../src/lib/result.ts';
import { type MemoryProfile, reader, settings } from '../../test/fixtures/memory-profile.ts';
import { acceptedValues, emptyPlace } from '../../test/fixtures/setting-examples.ts';

export type Fleet = { readonly devices: readonly ServiceAddress[] };

export const REPORT: CheckIn = {
  enrollmentId: 'wave',
  facts: {
    windowsBuild: 26100,
    updateRevision: 9000,
    edition: 'Enterprise',
    sku: 4,
    joinState: 'entraJoined',
    cloudPc: 'none',
    virtualDesktop: 'none',
    usage: 'singleUser',
  },
  enrollment: { path: 'oobeJoin', mode: 'userDriven' },
  account: 'organizational',
  localPolicies: [],
};

export async function makeFleet(folder: string, url: string, size: number): Promise<Fleet> {
  const context = expect(await openContext({ data: folder }));
  try {
    const { tenantId } = expect(await createTenant(context, { displayName: 'Wave' }));
    expect(await enablePolicy(context, tenantId, { policy: 'backup' }));
    expect(await enablePolicy(context, tenantId, { policy: 'restore' }));
    expect(await setRestorePage(context, tenantId, { state: 'enabled' }));
    const devices: ServiceAddress[] = [];
    for (let person = 0; person < size; person += 1) {
      await backUp(await addDevice(context, url, { tenantId, person, device: 'OLD' }), person);
      devices.push(await addDevice(context, url, { tenantId, person, device: 'NEW' }));
    }
    return { devices };
  } finally {
    await closeContext(context);
  }
}

async function addDevice(
  context: Context,
  url: string,
  { tenantId, person, device }: { readonly tenantId: string; readonly person: number; readonly device: string },
): Promise<ServiceAddress> {
  const deviceName = `${device}-${person}`;
  const userPrincipalName = `person${person}@wave.example`;
  const enrolled = expect(
    await enroll(context, { tenantId, userPrincipalName, deviceName, lifetimeHours: CREDENTIAL_HOURS_MAX }),
  );
  const key = openFileKey(makeFileKey());
  let joinedAs: string | null = null;
  return {
    url,
    token: enrolled.token,
    device: {
      who: deviceName,
      openKey: async () => ok({ key, joinedAs, rememberJoin: (who) => ((joinedAs = who), ok(undefined)) }),
      describe: async () => ({ displayName: deviceName, joinType: 'azureADJoined' }),
    },
  };
}

async function backUp(address: ServiceAddress, person: number): Promise<void> {
  const client = connectService(address);
  expect(await client.checkIn(REPORT));
  const snapshot = snapshotOf(person);
  const proposed = expect(await client.proposeSnapshot({ manifest: snapshot.manifest }));
  if (proposed.outcome !== 'wanted') throw new Error('a first backup was not wanted');
  const { manifest } = snapshot;
  expect(await client.createSnapshot({ manifest, expectedHead: null, documents: [...documentTexts(snapshot)] }));
}

/** Of every third setting a value that its codec takes: others with the next person. */
function profileOf(person: number): MemoryProfile {
  const profile = new Map<string, RawValue>();
  for (const [index, setting] of settings.entries()) {
    const key = locationKey(setting.at);
    const values = VALUES[index] ?? [];
    const value = (index + person) % 3 === 0 ? values[person % Math.max(values.length, 1)] : undefined;
    const raw = value === undefined ? undefined : setting.codec.encode(value, profile.get(key) ?? emptyPlace(setting));
    if (raw?.ok === true) profile.set(key, raw.value);
  }
  return profile;
}

const VALUES = settings.map(acceptedValues);

function snapshotOf(person: number): Snapshot {
  const { facts } = REPORT;
  const scope = { facts, covers: () => true, optedIn: new Set<string>() };
  const context = {
    catalogVersion: catalog.version,
    facts,
    capturedAt: new Date().toISOString(),
    excluded: [],
  };
  return takeSnapshot(observe(catalog, reader(profileOf(person)), scope), context);
}

export function expect<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}
