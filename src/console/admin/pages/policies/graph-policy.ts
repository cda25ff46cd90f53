// A policy as the service answers it and as a person changes it. What this page does not know of a policy is kept as it came:
// a policy that another tool made loses nothing by being changed here.

import { canonicalJson, type Json } from '../../../../lib/canonical-json.ts';

/** An object of Graph's. */
export type Body = { readonly [member: string]: Json };

export type Policy = Body & {
  readonly id: string;
  readonly name: string;
  readonly description?: string | null;
  readonly settings?: readonly Body[];
  readonly assignments?: readonly Body[];
  readonly settingCount: number;
  readonly isAssigned: boolean;
  readonly lastModifiedDateTime: string;
  readonly '@odata.etag': string;
};

export type PolicyDraft = {
  readonly name: string;
  readonly description: string;
  readonly settings: readonly Body[];
  readonly assignments: readonly Body[];
};

/** Without the numbers that the service gives to settings: what is added would get one of them again. */
export function draftOf({ name, description, settings = [], assignments = [] }: Policy): PolicyDraft {
  return { name, description: description ?? '', settings: settings.map(unnumbered), assignments };
}

function unnumbered(setting: Body): Body {
  return Object.fromEntries(Object.entries(setting).filter(([member]) => member !== 'id'));
}

/** The members that differ, as PATCH takes them; `undefined` where none does. Assignments have an action of their own. */
export function changedMembers(before: PolicyDraft, after: PolicyDraft): Body | undefined {
  const members = (['name', 'description', 'settings'] as const).filter((it) => !isSame(before[it], after[it]));
  return members.length === 0 ? undefined : Object.fromEntries(members.map((it) => [it, after[it]]));
}

/** In whichever order the service keeps members. */
export function isSame(one: object | string, other: object | string): boolean {
  return canonicalJson(one as Json) === canonicalJson(other as Json);
}

/** A new policy with all that the draft says, in one request; what the draft does not know comes from `like`. */
export function newPolicy(draft: PolicyDraft, like: Body = NEW): Body {
  return { ...like, ...draft };
}

const NEW = {
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationPolicy',
  platforms: 'windows10',
  technologies: 'mdm',
  roleScopeTagIds: ['0'],
} as const;
