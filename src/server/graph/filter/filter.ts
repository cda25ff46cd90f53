// A filter that was understood: every property is one of the collection's, every value is of its property's kind. It is
// evaluated over objects (matches.ts) and translated for tables (filter-sql.ts), and both give the same.
//
// Either it holds or it does not: nothing is "unknown". A comparison with a property that has no value does not hold, but
// `eq null`; so `ne 'x'` and `not startsWith(…)` hold for it.

import { isUuid } from '../../../lib/uuid.ts';
import type { Scalar } from '../entity-shape.ts';

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | { readonly kind: 'isNull'; readonly property: ScalarProperty }
  | { readonly kind: 'compare'; readonly operator: Order; readonly property: ScalarProperty; readonly value: Value }
  | {
      readonly kind: 'text';
      readonly test: 'startsWith' | 'endsWith' | 'contains';
      readonly property: ScalarProperty;
      /** Folded. */
      readonly text: string;
    }
  | { readonly kind: 'any'; readonly list: ListProperty; readonly item: string; readonly where: Filter };

export type Order = 'eq' | 'gt' | 'ge' | 'lt' | 'le';

/** `item`: the name of the list's item it is of; of the entity itself, the empty name. */
export type ScalarProperty = { readonly item: string; readonly path: readonly string[]; readonly kind: Scalar };
export type ListProperty = { readonly item: string; readonly path: readonly string[] };

/** Folded text, a number, or an instant as UTC with microseconds: what can be compared as it is. */
export type Value = string | number | boolean;

export const EVERYTHING: Filter = { kind: 'and', of: [] };

/**
 * What of a value counts when it is compared; `undefined` where it is of another kind, or none. Of case, only that of ASCII's
 * letters is ignored: it is the one that every database ignores alike.
 */
export function comparable(kind: Scalar, value: unknown): Value | undefined {
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  if (kind === 'integer') return Number.isSafeInteger(value) ? Number(value) : undefined;
  if (kind === 'boolean') return typeof value === 'boolean' ? value : undefined;
  if (typeof value !== 'string' || value.includes('\0')) return undefined;
  if (kind === 'instant') return instant(value);
  const folded = fold(value);
  return kind !== 'id' || isUuid(folded) ? folded : undefined;
}

export function fold(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** In UTC with six digits after the point, further ones cut off; as texts these sort as they do in time. */
function instant(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?(Z|[+-]\d\d:\d\d))?$/i.exec(text);
  if (match === null) return undefined;
  const [, day = '', minute = '00:00', second = '00', fraction = '', zone = 'Z'] = match;
  const milliseconds = Date.parse(`${day}T${minute}:${second}${zone.toUpperCase()}`);
  if (!(milliseconds >= FIRST && milliseconds < LAST) || !isDay(day)) return undefined;
  return `${new Date(milliseconds).toISOString().slice(0, 19)}.${fraction.padEnd(6, '0').slice(0, 6)}Z`;
}

/** `Date.parse` takes the 31st of February for the 3rd of March. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** Code point by code point, as databases sort bytes of UTF-8. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return Number(a) - Number(b);
}

const FIRST = Date.parse('0001-01-02T00:00:00Z');
const LAST = Date.parse('9999-12-31T00:00:00Z');
