// What the checklist of a rollout looks at, read from the rows of the service: the fleet and its pilot, what happened on the pilot's
// devices, builds, Conditional Access as the engine judges it, and what people said by name.

import type { TenantChoices } from '../../domain/eligibility/choices.ts';
import { minimumBuild } from '../../domain/eligibility/rules/minimum-build.ts';
import { installsQualityUpdates } from '../../domain/policy/status-page.ts';
import type { BuildFacts, PilotFacts, RolloutFacts } from '../../domain/rollout/checklist.ts';
import { judgeMethods } from '../../domain/rollout/judge-methods.ts';
import { type DeviceKind, kindsOf, type Traits } from '../../domain/rollout/pilot.ts';
import type { Ring } from '../../domain/rollout/ring.ts';
import { loadConditionalAccess } from '../conditional-access/load-tenant.ts';
import type { TenantTransaction } from '../database/database.ts';
import { loadPolicyInput, loadTenantChoices } from '../policy/load-policy.ts';
import { findAcknowledgements } from './acknowledgement-store.ts';
import { findExceptions } from './exception-store.ts';
import { findDevicesOfRing } from './measure-ring.ts';
import { type FleetDevice, visitFleet } from './visit-fleet.ts';

/** `pilot`: the first ring. */
export async function loadRolloutFacts(
  tx: TenantTransaction,
  pilot: Ring | undefined,
  now: number,
): Promise<RolloutFacts> {
  const choices = await loadTenantChoices(tx);
  const { fleet, builds, traitsOf } = await surveyFleet(tx, choices);
  return {
    now,
    fleet,
    pilot: pilot && (await pilotFacts(tx, pilot, traitsOf, now)),
    builds: { ...builds, installsQualityUpdates: await qualityUpdates(tx, pilot) },
    methods: judgeMethods(await loadConditionalAccess(tx), groupsIn(pilot).userGroupIds),
    acknowledgements: await findAcknowledgements(tx),
    exceptions: await findExceptions(tx, { closedToo: false }),
  };
}

type Survey = {
  readonly fleet: readonly DeviceKind[];
  readonly builds: Omit<BuildFacts, 'installsQualityUpdates'>;
  readonly traitsOf: ReadonlyMap<string, Traits>;
};

async function surveyFleet(tx: TenantTransaction, choices: TenantChoices): Promise<Survey> {
  const devices: { traits: Traits; name: string; person?: string }[] = [];
  const traitsOf = new Map<string, Traits>();
  const builds = { enough: 0, tooOld: 0, unknown: 0 };
  await visitFleet(tx, (it) => {
    const traits = traitsIn(it);
    devices.push({ traits, name: it.name, ...(it.person === undefined ? {} : { person: it.person }) });
    if (it.deviceId !== undefined) traitsOf.set(it.deviceId, traits);
    builds[buildOf(it, choices)] += 1;
  });
  return { fleet: kindsOf(devices), builds, traitsOf };
}

function traitsIn({ device, enrollment }: FleetDevice): Traits {
  const { manufacturer = '', model = '', windowsBuild, joinState, cloudPc } = device;
  const hardware = model.startsWith(manufacturer) ? model : `${manufacturer} ${model}`.trim();
  return {
    ...(hardware === '' ? {} : { model: hardware }),
    ...(windowsBuild === undefined ? {} : { build: String(windowsBuild) }),
    ...(joinState === undefined ? {} : { join: joinState }),
    ...(enrollment.mode === undefined ? {} : { provisioning: enrollment.mode }),
    ...(cloudPc === undefined ? {} : { cloudPc }),
  };
}

/** The rule answers: enough is what may be backed up and restored during setup. */
function buildOf({ device, enrollment }: FleetDevice, choices: TenantChoices): 'enough' | 'tooOld' | 'unknown' {
  const judged = (['backup', 'oobe'] as const).map(
    (occasion) => minimumBuild.judge({ occasion, device, enrollment, person: {} }, choices).holds,
  );
  if (judged.includes('no')) return 'tooOld';
  return judged.includes('unknown') ? 'unknown' : 'enough';
}

async function pilotFacts(
  tx: TenantTransaction,
  pilot: Ring,
  traitsOf: ReadonlyMap<string, Traits>,
  now: number,
): Promise<readonly PilotFacts[]> {
  const devices = await findDevicesOfRing(tx, pilot, now);
  const kinds = Map.groupBy(devices, ({ deviceId }) => JSON.stringify(traitsOf.get(deviceId) ?? {}));
  return [...kinds].map(([key, alike]) => ({
    traits: JSON.parse(key) as Traits,
    deviceCount: alike.length,
    isBackedUp: alike.some((it) => it.isBackedUp),
    isRestored: alike.some((it) => it.isRestored),
  }));
}

/** For somebody in the pilot, on a device that nothing else is known of. */
async function qualityUpdates(tx: TenantTransaction, pilot: Ring | undefined): Promise<boolean | undefined> {
  const { statusPages, filters } = await loadPolicyInput(tx);
  return installsQualityUpdates(statusPages, { userId: '', device: {}, ...groupsIn(pilot) }, filters);
}

function groupsIn(pilot: Ring | undefined) {
  const groupIds = pilot === undefined ? [] : [pilot.group.groupId];
  return pilot?.members === 'devices'
    ? { userGroupIds: [], deviceGroupIds: groupIds }
    : { userGroupIds: groupIds, deviceGroupIds: [] };
}
