// Reading JSON objects that somebody else's tool exported: member names in any case, nothing trusted, nothing dropped.
//
// Each reader remembers which members it was asked for; `unread` reports the others that say something. Wrong types are
// findings, never exceptions. Annotations (`@odata.…`, `#microsoft.graph.…`) are decoration and never reported.

import type { Json } from '../../lib/canonical-json.ts';
import type { Finding, FindingCode } from './finding.ts';

export type JsonObject = { readonly [name: string]: Json };

export type Members = {
  readonly path: string;
  readonly text: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean | undefined;
  readonly number: (name: string) => number | undefined;
  /** A list of strings; with `known`, values outside it are reported and kept. */
  readonly texts: (name: string, known?: readonly string[]) => readonly string[];
  /** One of `known`, in Graph's spelling; another value is reported, and answered as it stands. */
  readonly word: (name: string, known: readonly string[]) => string | undefined;
  /** Graph writes flags as one comma-joined string; some exports as a list. `none` says nothing. */
  readonly flags: (name: string, known: readonly string[]) => readonly string[];
  /** `undefined` where the member is absent, null, or an object that says nothing. */
  readonly object: (name: string) => Members | undefined;
  /** The same, and an object without members where there is none. */
  readonly section: (name: string) => Members;
  readonly objects: (name: string) => readonly Members[];
  /** Is the member there at all, if only with empty lists? */
  readonly has: (name: string) => boolean;
  /** Does the member say anything? Marks it as read. */
  readonly says: (name: string) => boolean;
  readonly report: (code: FindingCode, detail: string, name?: string) => void;
  /** Reports members that nobody asked for, and answers with their paths. */
  readonly unread: () => readonly string[];
};

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export function isAnnotation(name: string): boolean {
  return /@odata|^#|^odata\.|^AdditionalProperties\.#/i.test(name);
}

/** Null, empty, or made of nothing but such: what PowerShell writes for "not configured". */
export function saysNothing(json: Json | undefined, depth = 0): boolean {
  if (json === null || json === undefined || json === '') return true;
  if (!isObject(json)) return Array.isArray(json) && json.length === 0;
  // Deeper than any export goes: taken at its word, and no document can exhaust the stack.
  if (depth > MAX_DEPTH) return false;
  return Object.entries(json).every(([name, value]) => isAnnotation(name) || saysNothing(value, depth + 1));
}

export const MAX_DEPTH = 32;

/** The members of `json`, or none of them (with a finding) if it is not an object. */
export function membersOf(json: Json, path: string, findings: Finding[]): Members {
  const report: Report = (code, at, detail) => {
    findings.push({ code, path: at, detail });
  };
  if (!isObject(json)) report('not-an-object', path, `${describe(json)} stands where an object is needed.`);
  const members = isObject(json) ? byName(json, path, report) : new Map<string, Spelled>();
  const asked = new Set<string>();
  const look = (name: string): Place => {
    asked.add(name.toLowerCase());
    const { spelled, value } = members.get(name.toLowerCase()) ?? { spelled: name, value: null };
    return { at: `${path}.${spelled}`, value };
  };
  return {
    path,
    text: (name) => scalar(look(name), 'string', report),
    flag: (name) => scalar(look(name), 'boolean', report),
    number: (name) => scalar(look(name), 'number', report),
    texts: (name, known) => texts(look(name), known, report),
    word: (name, known) => {
      const place = look(name);
      const text = scalar(place, 'string', report);
      return text === undefined ? undefined : checked(text, known, place.at, report);
    },
    flags: (name, known) => flags(look(name), known, report),
    object: (name) => {
      const { at, value } = look(name);
      return saysNothing(value) ? undefined : membersOf(value, at, findings);
    },
    section: (name) => {
      const { at, value } = look(name);
      return membersOf(value ?? {}, at, findings);
    },
    objects: (name) => itemsOf(look(name), report).map(({ at, value }) => membersOf(value, at, findings)),
    has: (name) => look(name).value !== null,
    says: (name) => !saysNothing(look(name).value),
    report: (code, detail, name) => report(code, name === undefined ? path : look(name).at, detail),
    unread: () =>
      [...members]
        .filter(([name, { spelled, value }]) => !asked.has(name) && !isAnnotation(spelled) && !saysNothing(value))
        .map(([, { spelled }]) => {
          report('unknown-member', `${path}.${spelled}`, `Nobody here knows "${spelled}"; it is kept as it is.`);
          return `${path}.${spelled}`;
        }),
  };
}

type Report = (code: FindingCode, at: string, detail: string) => void;
type Spelled = { readonly spelled: string; readonly value: Json };
type Place = { readonly at: string; readonly value: Json };
type Kinds = { string: string; boolean: boolean; number: number };

function byName(json: JsonObject, path: string, report: Report): Map<string, Spelled> {
  const members = new Map<string, Spelled>();
  for (const [spelled, value] of withAdditional(json)) {
    const name = nameOf(spelled);
    const other = members.get(name);
    if (other !== undefined && !saysNothing(other.value) && !saysNothing(value)) {
      report('ambiguous-member', `${path}.${spelled}`, `"${other.spelled}" and "${spelled}" both say something.`);
    }
    if (other === undefined || saysNothing(other.value)) members.set(name, { spelled, value });
  }
  return members;
}

/** PowerShell keeps members its classes do not know, all those of named locations for one, in `AdditionalProperties`. */
function withAdditional(json: JsonObject): readonly (readonly [spelled: string, value: Json])[] {
  return Object.entries(json).flatMap(([name, value]) =>
    name.toLowerCase() === ADDITIONAL && isObject(value)
      ? Object.entries(value).map(([inner, it]) => [`${name}.${inner}`, it] as const)
      : [[name, value] as const],
  );
}

const ADDITIONAL = 'additionalproperties';

function nameOf(spelled: string): string {
  return spelled.toLowerCase().replace(`${ADDITIONAL}.`, '');
}

/** The names of the members that say something, in lower case. */
export function memberNames(json: JsonObject): readonly string[] {
  return withAdditional(json).flatMap(([name, value]) => (saysNothing(value) ? [] : [nameOf(name)]));
}

function scalar<K extends keyof Kinds>({ at, value }: Place, kind: K, report: Report): Kinds[K] | undefined {
  if (saysNothing(value)) return undefined;
  if (typeof value === kind) return value as Kinds[K];
  wrong({ at, value }, `a ${kind}`, report);
  return undefined;
}

function texts(place: Place, known: readonly string[] | undefined, report: Report): readonly string[] {
  return itemsOf(place, report).flatMap((item) => {
    if (typeof item.value === 'string') return [checked(item.value, known, item.at, report)];
    wrong(item, 'a string', report);
    return [];
  });
}

function flags(place: Place, known: readonly string[], report: Report): readonly string[] {
  if (typeof place.value !== 'string') return texts(place, known, report).filter((item) => item !== 'none');
  const items = place.value.split(',').map((item) => item.trim());
  return items.filter((item) => item !== '' && item !== 'none').map((item) => checked(item, known, place.at, report));
}

/** The value in Graph's own spelling, where it is one Graph knows. */
function checked(item: string, known: readonly string[] | undefined, at: string, report: Report): string {
  const canonical = known?.find((one) => one.toLowerCase() === item.toLowerCase());
  if (known !== undefined && canonical === undefined) report('unknown-value', at, `"${item}" is not a known value.`);
  return canonical ?? item;
}

function itemsOf({ at, value }: Place, report: Report): readonly Place[] {
  if (value === null || value === '') return [];
  if (Array.isArray(value)) return value.map((item: Json, index) => ({ at: `${at}[${index}]`, value: item }));
  wrong({ at, value }, 'a list', report);
  return [];
}

function wrong({ at, value }: Place, needed: string, report: Report): void {
  report('wrong-type', at, `${describe(value)} stands where ${needed} is needed.`);
}

function describe(json: Json): string {
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'a list';
  return isObject(json) ? 'an object' : `the ${typeof json} ${JSON.stringify(json).slice(0, 60)}`;
}
