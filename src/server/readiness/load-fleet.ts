// A tenant's whole fleet, ready to be decided in one or several worlds. Everything is read in a handful of statements, however many
// devices there are.

import type { Fleet } from '../../domain/readiness/fleet.ts';
import { fleetIn, situateFleet } from '../../domain/readiness/situated-fleet.ts';
import type { SituatedPerson } from '../../domain/readiness/situation.ts';
import type { World } from '../../domain/readiness/world.ts';
import { cloudOf } from '../../domain/enrollment/cloud.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { provisioningAmong } from '../devices/find-provisioning.ts';
import { findIssuers } from '../identity/issuer-store.ts';
import { findObjects } from '../policy/management-object-store.ts';
import { gatherTenant } from './gather-tenant.ts';
import { importedPerson, loadPeople, ownBackup } from './load-people.ts';

export type LoadedFleet = {
  readonly fleetIn: (world: World) => Fleet;
  /** By their numbers in the fleet; without an id: known from imports alone. */
  readonly device: (number: number) => Named;
  readonly person: (number: number) => Named;
  readonly notWindows: number;
};

export type Named = { readonly id: string | undefined; readonly name: string };

export type Assumed = {
  /** Everybody has a backup that can be restored. */
  readonly backups: boolean;
};

export async function loadFleet(
  context: Context,
  tx: TenantTransaction,
  { worlds, assumed }: { readonly worlds: readonly World[]; readonly assumed: Assumed },
): Promise<LoadedFleet> {
  const { gathered, deviceIds, memberships, sources } = await gatherTenant(tx);
  const people = await loadPeople(tx, { memberships, now: context.clock() });
  const issuers = (await findIssuers(tx)).map(({ issuer }) => issuer);
  const objects = {
    profiles: await findObjects(tx, 'windowsAutopilotDeploymentProfiles'),
    policies: await findObjects(tx, 'configurationPolicies'),
  };
  const { tenantId } = tx;
  const situated = situateFleet(gathered, {
    worlds,
    cloud: cloudOf([...issuers, ...sources]),
    provisioningOf: (device) => provisioningAmong(objects, device),
    groupsOf: (objectId) => memberships.groupsOf([objectId]),
    person: (number) => {
      const name = gathered.personName(number);
      const objectId = gathered.personObjectId(number);
      const person = people.get(name)?.situated ?? importedPerson({ name, objectId, tenantId }, memberships);
      return assumed.backups ? withBackup(person, tenantId) : person;
    },
  });
  return {
    notWindows: situated.notWindows,
    fleetIn: (world) => fleetIn(situated, world),
    device: (number) => {
      const at = situated.gatheredDevices[number] ?? 0;
      return { id: deviceIds.get(at), name: gathered.deviceName(at) };
    },
    person: (number) => {
      const name = gathered.personName(situated.gatheredPeople[number] ?? 0);
      const known = people.get(name);
      return { id: known?.userId, name: known?.userPrincipalName ?? name };
    },
  };
}

function withBackup(person: SituatedPerson, tenantId: string): SituatedPerson {
  return { ...person, backups: [ownBackup(person.facts.userId ?? '', tenantId)] };
}
