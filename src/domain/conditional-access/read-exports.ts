// Documents of an export (Graph's own, or a tool's) → policies, named locations, authentication strengths, and names.
//
// Taken leniently, as people publish them: single objects, arrays, `{"value": […]}`, objects wrapped by a tool, any case of
// member names. Nothing is dropped in silence: a document that holds nothing of the kind is listed with a reason, and one
// that is not JSON counts as a policy nobody could read, because it may be one.

import type { Json } from '../../lib/canonical-json.ts';
import { type AuthenticationStrength, isStrength, parseStrength } from './authentication-strength.ts';
import { locationNamed } from './conditions/locations.ts';
import { type Finding, isMalformed, kindOf } from './finding.ts';
import { isObject, type JsonObject, MAX_DEPTH, memberNames } from './members.ts';
import { isNamedLocation, type NamedLocation, parseNamedLocation } from './named-location.ts';
import { parsePolicy, unreadablePolicy } from './parse-policy.ts';
import type { Policy } from './policy.ts';
import { type Tenant, tenantOf } from './tenant.ts';

export type ExportDocument = {
  /** The file's name. */
  readonly origin: string;
  readonly content: { readonly json: Json } | { readonly error: string };
};

export type Exports = {
  readonly policies: readonly Read<Policy>[];
  readonly locations: readonly Read<NamedLocation>[];
  readonly strengths: readonly Read<StrengthDocument>[];
  readonly names: readonly (readonly [id: string, name: string])[];
  /** Documents that hold neither; groups and migration tables are useful for their names. */
  readonly others: readonly { readonly origin: string; readonly names: number }[];
};

/** A strength that stands for itself, outside a policy, with the document it was read from. */
export type StrengthDocument = AuthenticationStrength & { readonly source: Json };

type Read<T> = { readonly origin: string; readonly item: T };

export function readExports(documents: readonly ExportDocument[]): Exports {
  const found = documents.flatMap(({ origin, content }): readonly Found[] =>
    'error' in content
      ? [{ kind: 'policy', origin, item: unreadablePolicy(origin, content.error) }]
      : find(content.json, origin, 0),
  );
  const names = documents.map(({ origin, content }) => ({
    origin,
    pairs: 'json' in content ? namesIn(content.json, 0) : [],
  }));
  const fruitful = new Set(found.map(({ origin }) => origin.replace(/#.*$/s, '')));
  return {
    policies: found.filter((it) => it.kind === 'policy'),
    locations: found.filter((it) => it.kind === 'location'),
    strengths: found.filter((it) => it.kind === 'strength'),
    names: names.flatMap(({ pairs }) => pairs),
    others: names
      .filter(({ origin }) => !fruitful.has(origin))
      .map(({ origin, pairs }) => ({ origin, names: pairs.length })),
  };
}

export function tenantFromExports(exports: Exports, names: Exports['names'] = []): Tenant {
  const parts = {
    policies: exports.policies.map(({ item }) => item),
    locations: exports.locations.map(({ item }) => item),
    strengths: exports.strengths.map(({ item }) => item),
    names: [...exports.names, ...names],
  };
  const tenant = tenantOf(parts);
  // Some locations were exported and none is missing: then these are taken to be all.
  return { ...tenant, hasAllLocations: parts.locations.length > 0 && missingReferences(tenant).length === 0 };
}

/** What can be enforced as it stands, and where the rest was read from. */
export function withoutMalformed(exports: Exports): { readonly sound: Exports; readonly malformed: readonly string[] } {
  const isSound = ({ item }: Read<Policy | NamedLocation>): boolean => !isMalformed(item.findings);
  const { policies, locations } = exports;
  return {
    sound: { ...exports, policies: policies.filter(isSound), locations: locations.filter(isSound) },
    malformed: [...policies, ...locations].filter((it) => !isSound(it)).map(({ origin }) => origin),
  };
}

/** Named locations that policies refer to and that are not at hand. */
export function missingReferences(tenant: Tenant): readonly { readonly policy: Policy; readonly finding: Finding }[] {
  return tenant.policies.flatMap((policy) =>
    (['include', 'exclude'] as const).flatMap((side) =>
      policy.conditions.locations[side]
        .filter((reference) => !/^all(trusted)?$/i.test(reference) && locationNamed(reference, tenant) === undefined)
        .map((reference) => ({ policy, finding: missingLocation(reference, side) })),
    ),
  );
}

/** The findings that keep a verdict from being trusted, of everything that was read. */
export function worstKind(exports: Exports): 'malformed' | 'unknown' | undefined {
  const kinds = [...exports.policies, ...exports.locations].flatMap(({ item }) => item.findings.map(kindOf));
  return kinds.includes('malformed') ? 'malformed' : kinds.includes('unknown') ? 'unknown' : undefined;
}

type Found =
  | { readonly kind: 'policy'; readonly origin: string; readonly item: Policy }
  | { readonly kind: 'location'; readonly origin: string; readonly item: NamedLocation }
  | { readonly kind: 'strength'; readonly origin: string; readonly item: StrengthDocument };

function find(json: Json, origin: string, depth: number): readonly Found[] {
  if (Array.isArray(json)) {
    return json.flatMap((item: Json, index) => find(item, `${origin}#${index}`, depth + 1));
  }
  if (!isObject(json) || depth > MAX_WRAPPING) return [];
  if (isPolicy(json)) return [{ kind: 'policy', origin, item: parsePolicy(json, origin) }];
  if (isNamedLocation(json)) return [{ kind: 'location', origin, item: parseNamedLocation(json, origin) }];
  if (isStrength(json)) return [{ kind: 'strength', origin, item: { ...parseStrength(json, '$', []), source: json } }];
  return Object.entries(json).flatMap(([name, value]) => find(value, `${origin}#${name}`, depth + 1));
}

/** `{"value": [{"PolicyConfig": {…}}]}` and no deeper. */
const MAX_WRAPPING = 4;

function isPolicy(json: JsonObject): boolean {
  const type = json['@odata.type'];
  if (typeof type === 'string' && type.toLowerCase().endsWith('.conditionalaccesspolicy')) return true;
  const names = memberNames(json);
  const beside = ['state', 'grantcontrols', 'sessioncontrols'];
  return names.includes('conditions')
    ? names.some((it) => beside.includes(it))
    : beside.every((it) => names.includes(it));
}

function namesIn(json: Json, depth: number): readonly (readonly [string, string])[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(json)) return json.flatMap((item: Json) => namesIn(item, depth + 1));
  if (!isObject(json)) return [];
  const member = (name: string): Json | undefined =>
    Object.entries(json).find(([it]) => it.toLowerCase() === name)?.[1];
  const [id, name] = [member('id'), member('displayname')];
  const own = typeof id === 'string' && typeof name === 'string' ? [[id, name] as const] : [];
  return [...own, ...Object.values(json).flatMap((value) => namesIn(value, depth + 1))];
}

function missingLocation(reference: string, side: 'include' | 'exclude'): Finding {
  return {
    code: 'missing-reference',
    path: `$.conditions.locations.${side}Locations`,
    detail: `The named location ${reference} was not exported with the policies.`,
  };
}
