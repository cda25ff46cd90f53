// A situation in a world → the facts that are decided from: the policies as they reach this person there, and what Conditional
// Access says of the sign-ins. Both are asked of the engines they belong to.
//
// Answers are remembered by what policies can tell people and devices apart by (`Mentions`), so that a fleet costs as much as it
// has different cases. Two situations that come to the same answer share one object, which makes their classes equal. Nothing
// told about a person names them: the words of a fix have to suit everybody they are told of.

import { deviceOfFacts } from '../conditional-access/device-of-facts.ts';
import type { UserIdentity } from '../conditional-access/sign-in.ts';
import type { Tenant } from '../conditional-access/tenant.ts';
import type { StoppedRing } from '../eligibility/facts.ts';
import type { PolicySubject } from '../policy/policy-subject.ts';
import { resolvePolicy } from '../policy/resolve-policy.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { installsQualityUpdates } from '../policy/status-page.ts';
import { passageThrough } from './passage.ts';
import type { SituatedPerson, Situation } from './situation.ts';
import { setUpAnew, type SubjectFacts } from './subject.ts';
import { attributeSource, type Mentions, mentionsOf, type World } from './world.ts';

export function situate(world: World): (situation: Situation) => SubjectFacts {
  const mentions = mentionsOf(world);
  const policies = new Map<string, Policies>();
  const access = new Map<string, SubjectFacts['conditionalAccess']>();
  const { conditionalAccess: tenant } = world;
  const asked = tenant && { tenant, mentions, passage: passageThrough(tenant) };
  return (situation) => {
    const { device, enrollment, cloud, person } = situation;
    const reached = remember(policies, policyKey(situation, world, mentions), () => policiesFor(situation, world));
    const passage =
      asked === undefined || person === undefined
        ? undefined
        : remember(access, accessKey(situation, person, asked), () => accessFor(situation, person, asked));
    const facts: SubjectFacts = {
      device,
      // What the device itself says of its setup comes before what the organization's Enrollment Status Page would do.
      enrollment: { ...reached.setup, ...enrollment },
      ...(cloud === undefined ? {} : { cloud }),
      person: person?.facts ?? {},
      policy: reached.policy,
      ...(person?.backups === undefined ? {} : { backups: person.backups }),
      ...(reached.stoppedRings.length === 0 ? {} : { stoppedRings: reached.stoppedRings }),
      ...(passage === undefined ? {} : { conditionalAccess: passage }),
    };
    return setUpAnew(facts, world.choices.buildTable);
  };
}

type Policies = {
  readonly policy: ResolvedPolicy;
  readonly setup: { readonly installsQualityUpdates?: boolean };
  readonly stoppedRings: readonly StoppedRing[];
};

function remember<T>(memory: Map<string, T>, key: string, find: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const found = find();
  memory.set(key, found);
  return found;
}

function policiesFor(situation: Situation, world: World): Policies {
  const { policies: tenant, restorePages: restorePage, filters, statusPages, choices, peopleGroupIds = [] } = world;
  const subject = { ...subjectOf(situation), peopleGroupIds };
  const { isBackupOnByDefault } = choices;
  const { local } = situation;
  const resolved = resolvePolicy({ tenant, restorePage, filters, subject, local, isBackupOnByDefault });
  const installs = installsQualityUpdates(statusPages, subject, filters);
  return {
    policy: withUnknowns(resolved, world),
    setup: installs === undefined ? {} : { installsQualityUpdates: installs },
    stoppedRings:
      world.rings?.stoppedFor({ userGroupIds: subject.userGroupIds, deviceGroupIds: subject.deviceGroupIds }) ?? [],
  };
}

/** Where nobody knows the policies, that none says anything is not known either. */
function withUnknowns(resolved: ResolvedPolicy, { unknown }: World): ResolvedPolicy {
  const values = resolved.values.map((value) =>
    unknown?.policies === true && value.state === 'notConfigured'
      ? { ...value, state: 'unknown' as const, missing: [`policy.${value.policy.name}`] }
      : value,
  );
  const isPageUnknown = unknown?.restorePages === true && resolved.restorePage.state === 'notConfigured';
  const restorePage = isPageUnknown ? UNKNOWN_PAGE : resolved.restorePage;
  return { ...resolved, values, restorePage };
}

const UNKNOWN_PAGE = { state: 'unknown', origin: undefined, missing: ['policy.showRestorePage'] } as const;

function subjectOf(situation: Situation): PolicySubject {
  const { device, deviceId, deviceGroupIds, enrollmentProfileName, person } = situation;
  const userId = person?.facts.userId;
  return {
    device,
    ...(userId === undefined ? {} : { userId }),
    ...(person?.groupIds === undefined ? {} : { userGroupIds: person.groupIds }),
    ...(deviceId === undefined ? {} : { deviceId }),
    ...(deviceGroupIds === undefined ? {} : { deviceGroupIds }),
    ...(enrollmentProfileName === undefined ? {} : { enrollmentProfileName }),
  };
}

function policyKey(situation: Situation, { choices }: World, { policyGroups, filterAttributes }: Mentions): string {
  const { device, person, deviceGroupIds, local } = situation;
  const named = (ids: readonly string[] | undefined): readonly string[] | undefined =>
    ids && [...policyGroups.intersection(new Set(ids.map((id) => id.toLowerCase())))].toSorted();
  return JSON.stringify([
    person?.facts.userId === undefined,
    named(person?.groupIds) ?? null,
    named(deviceGroupIds) ?? null,
    local,
    choices.isBackupOnByDefault ? [device.windowsBuild ?? null, device.joinState ?? null] : null,
    attributesIn(filterAttributes, situation),
  ]);
}

function attributesIn(attributes: ReadonlySet<string>, situation: Situation): readonly unknown[] {
  return [...attributes].map((attribute) => attributeSource(attribute, situation));
}

/** For both moments of setting a device up; on demand a person signs in as at the first. */
function accessFor(situation: Situation, person: SituatedPerson, asked: Asked) {
  const { tenant, mentions, passage } = asked;
  const { accessAttributes } = mentions;
  const isNamed = accessAttributes.has('deviceid') || accessAttributes.has('displayname');
  const { deviceName, ...unnamed } = situation.device;
  const device = isNamed && deviceName !== undefined ? { ...unnamed, deviceName } : unnamed;
  return passage({
    identity: identityOf(person, tenant, mentions),
    device: deviceOfFacts(device, isNamed ? situation.deviceId : undefined),
  });
}

type Asked = {
  readonly tenant: Tenant;
  readonly mentions: Mentions;
  readonly passage: ReturnType<typeof passageThrough>;
};

function accessKey(situation: Situation, person: SituatedPerson, { tenant, mentions }: Asked): string {
  const { joinState, isCompliant } = situation.device;
  return JSON.stringify([
    identityOf(person, tenant, mentions),
    joinState ?? null,
    isCompliant ?? null,
    attributesIn(mentions.accessAttributes, situation),
  ]);
}

/** As much of somebody as the policies can tell; whom none of them names is anybody. */
function identityOf({ identity, groupIds }: SituatedPerson, tenant: Tenant, mentions: Mentions): UserIdentity {
  const { id, principalName } = identity;
  const isNamed = [id, principalName].some((it) => it !== undefined && mentions.accessUsers.has(it.toLowerCase()));
  return {
    kind: 'user',
    ...identity,
    ...(isNamed || id === undefined ? {} : { id: ANYBODY }),
    ...(isNamed || principalName === undefined ? {} : { principalName: 'in question' }),
    groups: groupIds && groupsAsNamed(groupIds, tenant, mentions),
  };
}

/** Not an id of anybody. */
const ANYBODY = '5a5a5a5a-0000-4000-8000-0000000000ff';
const UNNAMED_GROUP = '5a5a5a5a-0000-4000-8000-0000000000fe';

/** Those that policies mean, and one for all of which nobody knows whether they do. */
function groupsAsNamed(ids: readonly string[], { names }: Tenant, { accessGroups }: Mentions): readonly string[] {
  const meant = ids.filter((id) => accessGroups.some((reference) => names.same(reference, id) === 'yes'));
  const isOpen = ids.some(
    (id) => !meant.includes(id) && accessGroups.some((reference) => names.same(reference, id) === 'unknown'),
  );
  return [...meant.toSorted(), ...(isOpen ? [UNNAMED_GROUP] : [])];
}
