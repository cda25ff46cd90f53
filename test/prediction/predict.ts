// What readiness makes of an organization's exports: through the same reading, gathering and deciding as a report. Two things no
// export of Microsoft's has come from Keepsake itself: the cloud that its directory is in, and who has a backup.

import { parseEnrollmentConfiguration } from '../../src/domain/policy/restore-page.ts';
import { readExports, tenantFromExports } from '../../src/domain/conditional-access/read-exports.ts';
import type { JsonObject } from '../../src/domain/conditional-access/members.ts';
import { DEFAULT_CHOICES } from '../../src/domain/eligibility/choices.ts';
import type { KnownRecord } from '../../src/domain/enrollment/record.ts';
import { deviceRecordOf } from '../../src/domain/import/device-record.ts';
import { parseConfigurationPolicy } from '../../src/domain/policy/configuration-policy.ts';
import { gatherFleet } from '../../src/domain/readiness/gather.ts';
import { memberships } from '../../src/domain/readiness/memberships.ts';
import { fleetIn, situateFleet } from '../../src/domain/readiness/situated-fleet.ts';
import type { SituatedPerson } from '../../src/domain/readiness/situation.ts';
import type { SubjectFacts } from '../../src/domain/readiness/subject.ts';
import type { World } from '../../src/domain/readiness/world.ts';
import { expectOk } from '../database.ts';
import { type Exports, exportsOf, upnOf } from './exports.ts';
import type { Organization } from './organization.ts';

/** By the name of the device. */
export function predictionsFor(organization: Organization): ReadonlyMap<string, SubjectFacts> {
  const exports = exportsOf(organization);
  const gathered = gatheredFrom(exports);
  const world = worldOf(exports);
  const groups = groupsIn(exports);
  const situated = situateFleet(gathered, {
    worlds: [world],
    cloud: organization.cloud,
    provisioningOf: ({ profileName }) => provisioning(exports, profileName),
    groupsOf: (objectId) => groups.groupsOf([objectId]),
    person: (number) => personOf(gathered.personName(number), organization, (id) => groups.groupsOf([id])),
  });
  const { classes, classOf, deviceOf } = fleetIn(situated, world);
  const predictions = new Map<string, SubjectFacts>();
  classOf.forEach((classNumber, subject) => {
    const name = gathered.deviceName(situated.gatheredDevices[deviceOf[subject] ?? 0] ?? 0);
    const facts = classes[classNumber];
    if (facts !== undefined) predictions.set(name, facts);
  });
  return predictions;
}

function gatheredFrom({ devices = [], managedDevices = [], cloudPCs = [] }: Exports) {
  const gathering = gatherFleet();
  const kinds = { device: devices, managedDevice: managedDevices, cloudPC: cloudPCs } as const;
  for (const kind of ['device', 'managedDevice', 'cloudPC'] as const) {
    for (const body of kinds[kind]) gathering.addRecord(expectOk(deviceRecordOf(kind, body)));
  }
  return gathering.gathered();
}

function worldOf(exports: Exports): World {
  const { configurationPolicies = [], deviceEnrollmentConfigurations = [], conditionalAccessPolicies = [] } = exports;
  return {
    policies: configurationPolicies.map((json) => expectOk(parseConfigurationPolicy(json)).policy),
    restorePages: deviceEnrollmentConfigurations
      .map((json) => expectOk(parseEnrollmentConfiguration(json)))
      .flatMap((it) => (it.kind === 'restorePage' ? [it.configuration] : [])),
    filters: [],
    statusPages: deviceEnrollmentConfigurations
      .filter((json) => typeof json['installQualityUpdates'] === 'boolean')
      .map((json) => ({
        priority: 0,
        installsQualityUpdates: json['installQualityUpdates'] === true,
        assignments: [],
      })),
    conditionalAccess: tenantFromExports(
      readExports([{ origin: 'policies.json', content: { json: conditionalAccessPolicies } }]),
    ),
    choices: DEFAULT_CHOICES,
  };
}

function groupsIn({ groups = [] }: Exports) {
  const known = memberships();
  for (const { id, members } of groups) {
    for (const member of members as readonly JsonObject[]) known.add(id as string, member['id'] as string);
  }
  known.setKnown();
  return known;
}

function provisioning(exports: Exports, profileName: string | undefined): readonly KnownRecord[] {
  const profiles = exports['windowsAutopilotDeploymentProfiles'] ?? [];
  return profiles
    .filter(({ displayName }) => displayName === profileName)
    .map((body) => ({ kind: 'autopilotProfile', body, importedAt: 0 }));
}

function personOf(
  name: string,
  { people }: Organization,
  groupsOf: (id: string) => readonly string[] | undefined,
): SituatedPerson {
  const person = people.find((it) => upnOf(it.name) === name);
  if (person === undefined) throw new Error(`nobody is called ${name}`);
  const { id: userId, backup } = person;
  const tenantId = 'the organization';
  const own = {
    profileId: '',
    deviceName: '',
    userId,
    tenantId,
    isUsable: backup === 'readable',
    isOfThisDevice: false,
  };
  return {
    facts: { userId, tenantId },
    groupIds: groupsOf(userId) ?? [],
    identity: { id: userId, principalName: name, guestType: 'none' },
    backups: backup === 'none' ? [] : [own],
  };
}
