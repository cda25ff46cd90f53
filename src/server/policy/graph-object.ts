// A stored object as Microsoft Graph would answer it: what was given, with what the service says of it.

import { etagOf } from '../graph/etag.ts';
import { RULES } from './collections.ts';
import type { Body, Collection, ManagementObject } from './management-object-store.ts';

/** Lists of its own that Graph gives on demand (`$expand`). */
export type Expansion = 'assignments' | 'settings';

export function graphObject(
  collection: Collection,
  object: ManagementObject,
  expanded: readonly Expansion[] = [],
): Body {
  const shown = Object.fromEntries(expanded.map((it) => [it, partOf(it, object)]));
  return {
    ...(collection === 'configurationPolicies' ? withoutSettings(object.body) : object.body),
    id: object.id,
    createdDateTime: time(object.createdAt),
    lastModifiedDateTime: time(object.modifiedAt),
    ...RULES[collection].computed(object),
    ...shown,
    '@odata.etag': etagOf(object.version),
  };
}

/** They are a list of their own. */
function withoutSettings(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'settings'));
}

export function partOf(expansion: Expansion, { body, assignments }: ManagementObject): readonly Body[] {
  return expansion === 'assignments' ? assignments : settingsOf(body);
}

/** Graph numbers a policy's settings; an id that one came with stays. */
function settingsOf({ settings }: Body): readonly Body[] {
  const list = Array.isArray(settings) ? (settings as readonly Body[]) : [];
  return list.map((setting, index) => ({ id: String(index), ...setting }));
}

/** As Graph writes times: without a fraction where there is none. */
function time(at: Date): string {
  return at.toISOString().replace('.000Z', 'Z');
}
