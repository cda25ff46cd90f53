// What an administrator could change, as data; and the world as it would be then. Nothing is stored and nobody is asked: whoever
// makes the change makes it where it belongs.

import { parsePolicy } from '../conditional-access/parse-policy.ts';
import { mergePatch } from '../conditional-access/merge-patch.ts';
import { RESTORE_APPLICATIONS } from '../conditional-access/explanation/restore-sign-ins.ts';
import { withPolicies } from '../conditional-access/tenant.ts';
import { type Occasion, OCCASIONS } from '../enrollment/phase.ts';
import { minimumWords } from '../eligibility/build-table.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Assignment } from '../policy/assignment.ts';
import type { ChosenSetting } from '../policy/configuration-policy.ts';
import type { Policy, PolicyState } from '../policy/policy.ts';
import type { RestorePageState } from '../policy/restore-page.ts';
import { WINDOWS_POLICIES } from '../policy/windows-policies.ts';
import type { World } from './world.ts';

export type ReadinessChange =
  /** Of the organization's default; of the one with this id; or, with assignments and no id, of a new one, asked last. */
  | {
      readonly kind: 'restorePage';
      readonly state: RestorePageState;
      readonly configurationId?: string;
      readonly assignments?: readonly Assignment[];
    }
  /** One more policy says so; to all devices where nobody is named. */
  | {
      readonly kind: 'policy';
      readonly policy: string;
      readonly state: PolicyState;
      readonly assignments?: readonly Assignment[];
    }
  /** A whole policy: in place of the one with this id, or one more. */
  | {
      readonly kind: 'policyAs';
      readonly objectId?: string;
      readonly settings: readonly { readonly policy: string; readonly state: PolicyState }[];
      readonly assignments: readonly Assignment[];
    }
  /** Of a policy, or of a configuration of the restore page. */
  | { readonly kind: 'assign'; readonly objectId: string; readonly assignments: readonly Assignment[] }
  | { readonly kind: 'remove'; readonly objectId: string }
  /** In the table of builds; for every occasion that the release has unless one is named. */
  | {
      readonly kind: 'minimumBuild';
      readonly build: number;
      readonly revision: number;
      readonly occasion?: Occasion;
    }
  /** From a Conditional Access policy; those that a restore signs in to where no other is named. */
  | { readonly kind: 'excludeApplication'; readonly policyId: string; readonly applicationId?: string }
  /** Nobody is in the group any more. */
  | { readonly kind: 'retireGroup'; readonly groupId: string };

/** A failure says what there is not. */
export function changedWorld(world: World, change: ReadinessChange): Result<World, string> {
  switch (change.kind) {
    case 'restorePage':
      return withRestorePage(world, change);
    case 'policy':
      return withPolicy(world, change);
    case 'policyAs':
      return withPolicyAs(world, change);
    case 'assign':
      return withObject(world, change.objectId, (object) => [{ ...object, assignments: change.assignments }]);
    case 'remove':
      return withObject(world, change.objectId, () => []);
    case 'minimumBuild':
      return withMinimum(world, change);
    case 'excludeApplication':
      return withExclusion(world, change);
    case 'retireGroup':
      return ok(withoutGroup(world, change.groupId));
  }
}

type Of<Kind extends ReadinessChange['kind']> = Extract<ReadinessChange, { kind: Kind }>;

function withRestorePage(world: World, change: Of<'restorePage'>): Result<World, string> {
  const { state, configurationId, assignments } = change;
  const { restorePages } = world;
  const assigned = assignments === undefined ? {} : { assignments };
  if (configurationId !== undefined) {
    return withObject(world, configurationId, (object) => [{ ...object, state, ...assigned }], 'restorePages');
  }
  if (assignments !== undefined) {
    const priority = Math.max(0, ...restorePages.map((it) => it.priority)) + 1;
    const added = { id: 'new', name: 'a new configuration', state, priority, assignments };
    return ok({ ...world, restorePages: [...restorePages, added] });
  }
  const others = restorePages.filter(({ priority }) => priority !== 0);
  const before = restorePages.find(({ priority }) => priority === 0);
  const after = { id: 'default', name: 'All users and all devices', assignments: [], ...before, priority: 0, state };
  return ok({ ...world, restorePages: [...others, after] });
}

function withPolicy(world: World, change: Of<'policy'>): Result<World, string> {
  const { policy: name, state, assignments = [{ target: { kind: 'allDevices' } }] } = change;
  const policy = policyNamed(name);
  if (!policy.ok) return policy;
  const { title } = policy.value;
  const added = { id: 'new', name: `${title}, ${state}`, settings: [{ policy: policy.value, state }], assignments };
  return ok({ ...world, policies: [...world.policies, added] });
}

function withPolicyAs(world: World, { objectId, settings, assignments }: Of<'policyAs'>): Result<World, string> {
  const chosen: ChosenSetting[] = [];
  for (const { policy: name, state } of settings) {
    const policy = policyNamed(name);
    if (!policy.ok) return policy;
    chosen.push({ policy: policy.value, state });
  }
  const { policies } = world;
  if (objectId === undefined) {
    const added = { id: 'new', name: 'a new policy', settings: chosen, assignments };
    return ok({ ...world, policies: [...policies, added] });
  }
  if (!policies.some(({ id }) => id === objectId)) return fail(`There is no policy with the id ${objectId}.`);
  const replaced = policies.map((it) => (it.id === objectId ? { ...it, settings: chosen, assignments } : it));
  return ok({ ...world, policies: replaced });
}

function policyNamed(name: string): Result<Policy, string> {
  const policy = WINDOWS_POLICIES.find((it) => it.name.toLowerCase() === name.toLowerCase());
  if (policy !== undefined) return ok(policy);
  return fail(`There is no policy "${name}"; there are ${WINDOWS_POLICIES.map((it) => it.name).join(', ')}.`);
}

type Assigned = World['policies'][number] | World['restorePages'][number];

/** `kinds`: where the object is looked for. */
function withObject(
  world: World,
  id: string,
  become: <T extends Assigned>(object: T) => readonly T[],
  kinds: 'all' | 'restorePages' = 'all',
): Result<World, string> {
  const isIt = (object: Assigned): boolean => object.id.toLowerCase() === id.toLowerCase();
  const change = <T extends Assigned>(objects: readonly T[]): readonly T[] =>
    objects.flatMap((object) => (isIt(object) ? become(object) : [object]));
  const looked: readonly Assigned[] = kinds === 'all' ? [...world.policies, ...world.restorePages] : world.restorePages;
  if (!looked.some(isIt)) {
    return fail(
      `There is no ${kinds === 'all' ? 'policy or ' : ''}configuration of the restore page with the id ${id}.`,
    );
  }
  const restorePages = change(world.restorePages);
  return ok({ ...world, restorePages, ...(kinds === 'all' ? { policies: change(world.policies) } : {}) });
}

function withMinimum(world: World, { build, revision, occasion }: Of<'minimumBuild'>): Result<World, string> {
  const { buildTable } = world.choices;
  const release = buildTable.releases.find((it) => it.build === build);
  if (release === undefined) {
    const known = buildTable.releases.map((it) => `${it.build} (${it.name})`).join(', ');
    return fail(`Build ${build} is no release in the table of builds; it has ${known}.`);
  }
  const concerned = OCCASIONS.filter((it) => (occasion ?? it) === it && (occasion === it || release.minimum[it]));
  const minimum = { ...release.minimum, ...Object.fromEntries(concerned.map((it) => [it, { revision }])) };
  const releases = buildTable.releases.map((it) => (it === release ? { ...release, minimum } : it));
  const version = `${buildTable.version}, with ${minimumWords(release, { revision })}`;
  return ok({ ...world, choices: { ...world.choices, buildTable: { version, releases } } });
}

function withExclusion(world: World, change: Of<'excludeApplication'>): Result<World, string> {
  const { policyId, applicationId } = change;
  const applications = applicationId === undefined ? RESTORE_APPLICATIONS : [applicationId];
  const tenant = world.conditionalAccess;
  const isIt = (policy: { readonly id: string | undefined; readonly name: string }): boolean =>
    policy.id?.toLowerCase() === policyId.toLowerCase() || policy.name.toLowerCase() === policyId.toLowerCase();
  if (tenant === undefined || !tenant.policies.some(isIt)) {
    return fail(`There is no Conditional Access policy "${policyId}".`);
  }
  const policies = tenant.policies.map((policy) => {
    if (!isIt(policy)) return policy;
    const excludeApplications = [...policy.conditions.applications.exclude, ...applications];
    return parsePolicy(mergePatch(policy.source, { conditions: { applications: { excludeApplications } } }));
  });
  return ok({ ...world, conditionalAccess: withPolicies(tenant, policies) });
}

function withoutGroup(world: World, groupId: string): World {
  const without = <T extends { readonly assignments: readonly Assignment[] }>(objects: readonly T[]): readonly T[] =>
    objects.map((object) => ({ ...object, assignments: object.assignments.filter((it) => !isOf(it, groupId)) }));
  return {
    ...world,
    policies: without(world.policies),
    restorePages: without(world.restorePages),
    statusPages: without(world.statusPages),
  };
}

function isOf({ target }: Assignment, groupId: string): boolean {
  return 'groupId' in target && target.groupId.toLowerCase() === groupId.toLowerCase();
}
