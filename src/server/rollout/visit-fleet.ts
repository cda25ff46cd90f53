// Every Windows device that is there, joined or only recorded, with what is known of it: as readiness gathers it, but told apart by
// what it is made as well. What only Autopilot lists is not there yet.

import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import { cloudOf } from '../../domain/enrollment/cloud.ts';
import type { EnrollmentFacts } from '../../domain/enrollment/enrollment-facts.ts';
import type { Gathered } from '../../domain/readiness/gather.ts';
import { deviceSituations } from '../../domain/readiness/situated-device.ts';
import type { ToldApart } from '../../domain/readiness/told-apart.ts';
import type { TenantTransaction } from '../database/database.ts';
import { provisioningAmong } from '../devices/find-provisioning.ts';
import { findObjects } from '../policy/management-object-store.ts';
import { gatherTenant } from '../readiness/gather-tenant.ts';

export type FleetDevice = {
  /** Keepsake's, of one that joined. */
  readonly deviceId: string | undefined;
  readonly name: string;
  /** How a person who uses it signs in. */
  readonly person: string | undefined;
  readonly device: DeviceFacts;
  readonly enrollment: EnrollmentFacts;
};

export async function visitFleet(tx: TenantTransaction, visit: (device: FleetDevice) => void): Promise<void> {
  const { gathered, deviceIds, memberships, sources } = await gatherTenant(tx);
  const objects = {
    profiles: await findObjects(tx, 'windowsAutopilotDeploymentProfiles'),
    policies: await findObjects(tx, 'configurationPolicies'),
  };
  const surroundings = {
    cloud: cloudOf(sources),
    provisioningOf: (device: Parameters<typeof provisioningAmong>[1]) => provisioningAmong(objects, device),
    groupsOf: (objectId: string) => memberships.groupsOf([objectId]),
  };
  const situations = deviceSituations(gathered, surroundings, BY_HARDWARE);
  const people = peopleOf(gathered);
  for (let at = 0; at < gathered.deviceCount; at += 1) {
    const deviceId = deviceIds.get(at);
    const isThere = deviceId !== undefined || isPresent(gathered, at);
    if (!gathered.isWindows(at) || !isThere) continue;
    const { device, enrollment } = situations.at(situations.numberOf(at));
    visit({ deviceId, name: gathered.deviceName(at), person: people.get(at), device, enrollment });
  }
}

const BY_HARDWARE: ToldApart = {
  meantGroups: (ids) => ids.toSorted(),
  isMentioned: (...attributes) => attributes.some((it) => it === 'model' || it === 'manufacturer'),
  isNamed: () => false,
};

/** Autopilot lists computers long before they are. */
function isPresent(gathered: Gathered, at: number): boolean {
  return gathered.recordsOf(at).some(({ kind }) => kind !== 'autopilotDeviceIdentity');
}

/** Who joined the device was gathered after who is recorded as its user, and counts. */
function peopleOf({ uses, personName }: Gathered): ReadonlyMap<number, string> {
  const [devices, people] = uses;
  return new Map(Array.from(devices, (device, use) => [device, personName(people[use] ?? 0)] as const));
}
