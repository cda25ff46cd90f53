// What the audit log says of a change to a Conditional Access object: which, its name and state before and after, and the whole
// of it where an event has room.

import { canonicalJson, type Json } from '../../lib/canonical-json.ts';
import { sha256 } from '../../lib/hash.ts';
import { RULES } from './collections.ts';
import type { Collection, GraphObject } from './object-store.ts';

export function auditedChange(collection: Collection, before: GraphObject | undefined, after: GraphObject | undefined) {
  const object = after ?? before;
  const verb = before === undefined ? 'created' : after === undefined ? 'deleted' : 'changed';
  const member = (name: string) => ({ old: textOf(before?.[name]), new: textOf(after?.[name]) });
  const properties = {
    displayName: member('displayName'),
    state: member('state'),
    definition: { old: definition(before), new: definition(after) },
  };
  return {
    activity: `conditionalAccess.${verb}`,
    resources: [
      { type: RULES[collection].resourceType, id: object?.id ?? '', name: textOf(object?.['displayName']), properties },
    ],
  } as const;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Else what proves which one it was. */
function definition(object: GraphObject | undefined): string | undefined {
  if (object === undefined) return undefined;
  const text = canonicalJson(object);
  return text.length <= DEFINITION_LENGTH_MAX ? text : `sha256:${sha256(text)} (${text.length} characters)`;
}

const DEFINITION_LENGTH_MAX = 4000;
