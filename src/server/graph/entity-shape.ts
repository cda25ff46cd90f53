// What the entities of a collection have, as far as a query may name it: an allow-list with the kind of each property. What
// is not in it can not be filtered, ordered or selected by, and is named in the refusal.

import { fail, ok, type Result } from '../../lib/result.ts';

export type Shape = { readonly [property: string]: Kind };

/** `opaque`: there, and can be selected; nothing else. */
export type Kind = Scalar | 'opaque' | { readonly of: Shape } | { readonly list: Scalar | { readonly of: Shape } };

/**
 * `id`: a UUID. `instant`: RFC 3339. Case does not matter in texts, ids and members of enumerations. An `integer` is compared
 * as the database keeps it, so that an index of it serves.
 */
export type Scalar =
  | 'text'
  | 'id'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'instant'
  | { readonly oneOf: readonly string[] };

export type Property = { readonly path: readonly string[]; readonly kind: Kind };

/** The property at a path such as `actor/userPrincipalName`. The error is a sentence. */
export function findProperty(shape: Shape, path: readonly string[]): Result<Property, string> {
  let kind: Kind = { of: shape };
  const found: string[] = [];
  for (const name of path) {
    const inside: Shape = typeof kind === 'object' && 'of' in kind ? kind.of : {};
    const spelled = Object.keys(inside).find((it) => it.toLowerCase() === name.toLowerCase());
    const next = spelled === undefined ? undefined : inside[spelled];
    if (spelled === undefined || next === undefined) {
      return fail(`There is no "${path.join('/')}" here. There are ${propertyNames(shape).join(', ')}.`);
    }
    found.push(spelled);
    kind = next;
  }
  return ok({ path: found, kind });
}

export function isScalar(kind: Kind): kind is Scalar {
  return kind !== 'opaque' && (typeof kind === 'string' || 'oneOf' in kind);
}

/** As they are written in queries: `id`, `actor/userId`, and `resources/any(r:…)` for a list. */
export function propertyNames(shape: Shape, prefix = ''): readonly string[] {
  return Object.entries(shape).flatMap(([name, kind]) => {
    if (typeof kind === 'object' && 'of' in kind) return propertyNames(kind.of, `${prefix}${name}/`);
    return typeof kind === 'object' && 'list' in kind ? [`${prefix}${name}/any(…)`] : [`${prefix}${name}`];
  });
}
