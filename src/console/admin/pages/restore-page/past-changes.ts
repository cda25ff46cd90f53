// What the audit log says of changes to the restore page, read back: what was before and after, and the act that goes back there,
// where the log holds enough for it and what it concerns is still (or no longer) there.

import type { AuditEvent } from '../audit/events.ts';
import { type Body, isSame } from '../policies/graph-policy.ts';
import { assignmentOf, narrowedBy, type TargetKind, targetOf } from '../policies/targets.ts';
import {
  type Act,
  type Configuration,
  type ConfigurationDraft,
  create,
  draftOf,
  move,
  remove,
  save,
  setState,
  type State,
} from './configurations.ts';

export type PastChange = {
  readonly event: AuditEvent;
  readonly id: string;
  /** How the configuration is called; null: the organization's default. */
  readonly name: string | null;
  readonly kind: 'set' | 'created' | 'changed' | 'assigned' | 'deleted';
  readonly before: Said;
  readonly after: Said;
};

/** Of one side of a change; left out: not told, or not there. */
export type Said = {
  readonly name?: string;
  readonly state?: State;
  readonly assignments?: readonly Body[];
  readonly priority?: number;
};

/** `undefined` for what is no change of a restore page. */
export function pastChange(event: AuditEvent): PastChange | undefined {
  const [resource] = event.resources;
  const kind = KINDS[event.activity];
  if (resource === undefined || kind === undefined || event.activityResult !== 'Success') return undefined;
  const values = (side: 'oldValue' | 'newValue') =>
    saidIn(new Map(resource.modifiedProperties.map((it) => [it.displayName, it[side]])));
  const name = kind === 'set' ? null : resource.displayName;
  return { event, id: resource.resourceId, name, kind, before: values('oldValue'), after: values('newValue') };
}

/** The draft that going back would leave, for whoever asks what that means; `undefined`: none, or nothing to go back to. */
export function draftBefore(change: PastChange, now: Configuration): ConfigurationDraft | undefined {
  const draft = { ...draftOf(now), ...changedIn(change) };
  const isAlready =
    draft.displayName === now.displayName &&
    draft.state === now.state &&
    isSame(targetsOf(draft.assignments), targetsOf(now.assignments ?? []));
  return isAlready ? undefined : draft;
}

/** Makes it what it was before; `undefined` where there is nothing to go back to. */
export function wayBack(change: PastChange, there: readonly Configuration[]): Act | undefined {
  const { id, kind, before } = change;
  const now = there.find((it) => it.id === id);
  if (kind === 'deleted') return now === undefined && isWhole(before) ? create(asDraft(before)) : undefined;
  if (now === undefined) return undefined;
  if (kind === 'created') return remove(now);
  if (kind === 'set')
    return before.state === undefined || before.state === now.state ? undefined : setState(now, before.state);
  if (before.priority !== undefined) return before.priority === now.priority ? undefined : move(now, before.priority);
  const draft = draftBefore(change, now);
  return draft && save(now, draft);
}

const KINDS: Readonly<Record<string, PastChange['kind']>> = {
  'restorePage.set': 'set',
  'policy.created': 'created',
  'policy.changed': 'changed',
  'policy.assigned': 'assigned',
  'policy.deleted': 'deleted',
};

function saidIn(values: ReadonlyMap<string, string | null>): Said {
  const definition = jsonOf(values.get('definition')) as Body | undefined;
  const state = values.get('state') ?? definition?.['state'];
  const name = values.get('displayName');
  const words = jsonOf(values.get('assignments')) as readonly string[] | undefined;
  const priority = values.get('priority');
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(isState(state) ? { state } : {}),
    ...(words === undefined ? {} : { assignments: words.flatMap(assignmentIn) }),
    ...(typeof priority === 'string' ? { priority: Number(priority) } : {}),
  };
}

/** A long value is told by its hash alone. */
function jsonOf(text: string | null | undefined): unknown {
  if (text === null || text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `groupAssignmentTarget 7c0e… include filter 51d2…` */
function assignmentIn(words: string): readonly Body[] {
  const [, type = '', groupId, mode, filterId] =
    /^(\w+)(?: ([\w-]+))??(?: (include|exclude) filter ([\w-]+))?$/.exec(words) ?? [];
  const kind = TARGETS[type];
  if (kind === undefined) return [];
  const assignment = assignmentOf(kind, groupId);
  if (filterId === undefined) return [assignment];
  return [narrowedBy(assignment, { mode: mode === 'exclude' ? 'exclude' : 'include', filterId })];
}

const TARGETS: Readonly<Record<string, TargetKind>> = {
  groupAssignmentTarget: 'group',
  exclusionGroupAssignmentTarget: 'excludedGroup',
  allLicensedUsersAssignmentTarget: 'allUsers',
  allDevicesAssignmentTarget: 'allDevices',
};

function isState(value: unknown): value is State {
  return value === 'enabled' || value === 'disabled' || value === 'notConfigured';
}

function isWhole({ name, state, assignments }: Said): boolean {
  return name !== undefined && state !== undefined && assignments !== undefined;
}

function asDraft({ name = '', state = 'notConfigured', assignments = [] }: Said): ConfigurationDraft {
  return { displayName: name, state, assignments };
}

/** What it was, of what the change changed: later changes of other parts stay. */
function changedIn({ before, after }: PastChange): Partial<ConfigurationDraft> {
  const { name, state, assignments } = before;
  return {
    ...(name === undefined || name === after.name ? {} : { displayName: name }),
    ...(state === undefined || state === after.state ? {} : { state }),
    ...(assignments === undefined || isSame(assignments, after.assignments ?? []) ? {} : { assignments }),
  };
}

function targetsOf(assignments: readonly Body[]): readonly string[] {
  return assignments.map((it) => JSON.stringify(targetOf(it))).toSorted();
}
