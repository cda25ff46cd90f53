// What the checklist of a rollout looks at, read from the rows of the service: the fleet and its pilot, what happened on the pilot's
// devices, builds, Conditional Access as the engine judges it, and what people said by name.

import { explainRestore } from '../../domain/conditional-access/explanation/explain-restore.ts';
import type { Tenant } from '../../domain/conditional-access/tenant.ts';
import type { TenantChoices } from '../../domain/eligibility/choices.ts';
import { conditionalAccessFact } from '../../domain/eligibility/conditional-access-fact.ts';
import { minimumBuild } from '../../domain/eligibility/rules/minimum-build.ts';
import { installsQualityUpdates } from '../../domain/policy/status-page.ts';
import type { BuildFacts, MethodFacts, PilotFacts, RolloutFacts } from '../../domain/rollout/checklist.ts';
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
    methods: methodFacts(await loadConditionalAccess(tx), pilot),
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

/**
 * The engine is asked about an ordinary member of the pilot, during setup, on a device that has just joined and is not compliant
 * yet, once for each method by which people prove who they are.
 */
function methodFacts(tenant: Tenant, pilot: Ring | undefined): readonly MethodFacts[] | undefined {
  if (tenant.policies.length === 0) return undefined;
  const { userGroupIds: groups } = groupsIn(pilot);
  const identity = { kind: 'user', id: NOBODY, groups, roles: [], guestType: 'none' } as const;
  return METHODS.map(([method, methods]) => {
    const explanation = explainRestore(tenant, { identity, device: NOT_COMPLIANT, proof: { methods } });
    const { outcome, blockedBy, missing } = conditionalAccessFact(explanation, 'oobe');
    const asksMore = explanation.passages.some(
      ({ moment, evaluation }) => moment === 'oobe' && evaluation.demand.atLeast === 'interaction',
    );
    if (outcome === 'blocked' || outcome === 'unknown') return { method, outcome, blockedBy, missing };
    return { method, outcome: asksMore ? 'asksMore' : 'passes', blockedBy, missing };
  });
}

const NOBODY = '00000000-0000-4000-8000-000000000000';
const NOT_COMPLIANT = { isRegistered: true, attributes: { trusttype: 'AzureAD', iscompliant: false } } as const;

/** Each with what a sign-in by it shows, in Graph's words. */
const METHODS: readonly (readonly [method: string, shown: readonly string[]])[] = [
  ['microsoftAuthenticatorPush', ['password', 'microsoftAuthenticatorPush']],
  ['softwareOath', ['password', 'softwareOath']],
  ['sms', ['password', 'sms']],
  ['fido2', ['fido2']],
  ['windowsHelloForBusiness', ['windowsHelloForBusiness']],
  ['temporaryAccessPassOneTime', ['temporaryAccessPassOneTime']],
];
