// Whether an object is one that a filter names.

import type { Json } from '../../../lib/canonical-json.ts';
import { comparable, compareValues, type Filter, type Order, type ScalarProperty, type Value } from './filter.ts';

export function matches(filter: Filter, entity: Json): boolean {
  return holds(filter, new Map([['', entity]]));
}

/** What the value at a path is; of lists, and of what is not there, `null`. */
export function valueAt(entity: Json, path: readonly string[]): Json {
  let value = entity;
  for (const name of path) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, name)) return null;
    value = (value as { readonly [name: string]: Json })[name] ?? null;
  }
  return value;
}

/** The entity under the empty name, and the items of lists by theirs. */
type Items = ReadonlyMap<string, Json>;

function holds(filter: Filter, items: Items): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.of.every((it) => holds(it, items));
    case 'or':
      return filter.of.some((it) => holds(it, items));
    case 'not':
      return !holds(filter.of, items);
    case 'isNull':
      return valueOf(filter.property, items) === undefined;
    case 'compare': {
      const value = valueOf(filter.property, items);
      return value !== undefined && HOLDS[filter.operator](compareValues(value, filter.value));
    }
    case 'text': {
      const value = valueOf(filter.property, items);
      return typeof value === 'string' && TESTS[filter.test](value, filter.text);
    }
    case 'any': {
      const list = valueAt(items.get(filter.list.item) ?? null, filter.list.path);
      if (!Array.isArray(list)) return false;
      return list.some((it: Json) => holds(filter.where, new Map([...items, [filter.item, it]])));
    }
  }
}

function valueOf({ item, path, kind }: ScalarProperty, items: Items): Value | undefined {
  return comparable(kind, valueAt(items.get(item) ?? null, path));
}

const HOLDS: Readonly<Record<Order, (comparison: number) => boolean>> = {
  eq: (it) => it === 0,
  gt: (it) => it > 0,
  ge: (it) => it >= 0,
  lt: (it) => it < 0,
  le: (it) => it <= 0,
};

const TESTS = {
  startsWith: (value: string, text: string) => value.startsWith(text),
  endsWith: (value: string, text: string) => value.endsWith(text),
  contains: (value: string, text: string) => value.includes(text),
} as const;
