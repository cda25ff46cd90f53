// The order of a collection, and where a page begins in it. A page begins after an object, not at a number: whatever is added
// or removed between two pages, none is given twice and none that stays is left out.
//
// The order always ends with the key, so that no two objects are equal in it. What has no value comes first.

import type { Json } from '../../lib/canonical-json.ts';
import { comparable, compareValues, type Filter, type ScalarProperty } from './filter/filter.ts';
import { type Columns, comparableSql } from './filter/filter-sql.ts';
import { valueAt } from './filter/matches.ts';

export type OrderBy = {
  readonly property: ScalarProperty;
  readonly descending: boolean;
  /** No object is without it: the order says so in the way that an index of it serves both ways. */
  readonly isKey: boolean;
};

/** The values, in the order's properties, of the last object of a page; `null`: it has none there. */
export type Cursor = readonly Json[];

export function compareEntities(order: readonly OrderBy[], a: Json, b: Json): number {
  for (const { property, descending } of order) {
    const [left, right] = [a, b].map((it) => comparable(property.kind, valueAt(it, property.path)));
    const comparison =
      left === undefined || right === undefined
        ? Number(left !== undefined) - Number(right !== undefined)
        : compareValues(left, right);
    if (comparison !== 0) return descending ? -comparison : comparison;
  }
  return 0;
}

export function orderSql(order: readonly OrderBy[], columns: Columns): string {
  return order
    .map(({ property, descending, isKey }) => {
      const direction = descending ? `DESC NULLS ${isKey ? 'FIRST' : 'LAST'}` : 'ASC NULLS FIRST';
      return `${comparableSql(property, columns)} ${direction}`;
    })
    .join(', ');
}

export function cursorOf(order: readonly OrderBy[], entity: Json): Cursor {
  return order.map(({ property }) => valueAt(entity, property.path));
}

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** `undefined`: it was not written for this order. */
export function readCursor(text: string, order: readonly OrderBy[]): Cursor | undefined {
  const cursor = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
  if (!Array.isArray(cursor) || cursor.length !== order.length) return undefined;
  const fits = order.every(({ property: { kind } }, index) => {
    const value: unknown = cursor[index];
    return value === null || comparable(kind, value) !== undefined;
  });
  return fits ? (cursor as Cursor) : undefined;
}

/** What comes after it, as a filter: equal in the first properties, and beyond it in the next. */
export function afterCursor(order: readonly OrderBy[], cursor: Cursor): Filter {
  const cases = order.map((by, index) => {
    const before = order.slice(0, index).map(({ property }, nth) => equal(property, cursor[nth] ?? null));
    return { kind: 'and', of: [...before, beyond(by, cursor[index] ?? null)] } as const;
  });
  return { kind: 'and', of: [...notBefore(order, cursor), { kind: 'or', of: cases }] };
}

/** Implied by the cases, and by itself a place in an index: where a page begins far on, nothing before it is read. */
function notBefore([first]: readonly OrderBy[], [cursor = null]: Cursor): readonly Filter[] {
  const value = first && comparable(first.property.kind, cursor);
  if (first === undefined || first.descending || value === undefined) return [];
  return [{ kind: 'compare', operator: 'ge', property: first.property, value }];
}

function equal(property: ScalarProperty, cursor: Json): Filter {
  const value = comparable(property.kind, cursor);
  return value === undefined ? { kind: 'isNull', property } : { kind: 'compare', operator: 'eq', property, value };
}

function beyond({ property, descending, isKey }: OrderBy, cursor: Json): Filter {
  const value = comparable(property.kind, cursor);
  if (value === undefined) {
    const none: Filter = { kind: 'or', of: [] };
    return descending ? none : { kind: 'not', of: { kind: 'isNull', property } };
  }
  if (!descending) return { kind: 'compare', operator: 'gt', property, value };
  const below: Filter = { kind: 'compare', operator: 'lt', property, value };
  return isKey ? below : { kind: 'or', of: [below, { kind: 'isNull', property }] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
