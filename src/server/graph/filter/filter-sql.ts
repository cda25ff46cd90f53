// A filter as a condition in SQL. Every property is an expression that the code beside the table gives for it, every value a
// parameter: nothing that a client wrote becomes a part of the statement.
//
// SQL's third truth value never decides: what is negated is made definite first.

import type { Scalar } from '../entity-shape.ts';
import type { Filter, ListProperty, Order, ScalarProperty, Value } from './filter.ts';

/**
 * For each property that a query may name, by its path (`actor/userId`), an expression of the type that its kind says: text,
 * uuid, any number, boolean, timestamptz; of a list, jsonb.
 */
export type Columns = { readonly [path: string]: string | Folded };

/**
 * A text that is kept as `fold` makes it. Row security lets no function that it does not know to be safe, such as `lower`, near an
 * index: a collection that must be found by a text at once keeps it so.
 */
export type Folded = { readonly folded: string };

/** Takes a value and gives the parameter that stands for it, such as `$3`. */
export type Bind = (value: Value) => string;

/** The statement's other parameters come first in `parameters`; those of the filter are added. */
export function binder(parameters: unknown[]): Bind {
  return (value) => `$${parameters.push(value)}`;
}

export function filterSql(filter: Filter, columns: Columns, bind: Bind): string {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const parts = filter.of.map((it) => filterSql(it, columns, bind));
      if (parts.length === 0) return filter.kind === 'and' ? 'TRUE' : 'FALSE';
      return `(${parts.join(filter.kind === 'and' ? ' AND ' : ' OR ')})`;
    }
    case 'not':
      return `((${filterSql(filter.of, columns, bind)}) IS NOT TRUE)`;
    case 'isNull':
      return `(${expressionOf(filter.property, columns)} IS NULL)`;
    case 'compare': {
      const { property, operator, value } = filter;
      return `(${comparableSql(property, columns)} ${SIGNS[operator]} ${parameter(property.kind, value, bind)})`;
    }
    case 'text':
      return TESTS[filter.test](comparableSql(filter.property, columns), `${bind(filter.text)}::text`);
    case 'any':
      return anySql(filter, columns, bind);
  }
}

/** What a property is compared and ordered by. */
export function comparableSql(property: ScalarProperty, columns: Columns): string {
  const expression = expressionOf(property, columns);
  if (property.kind === 'number') return `(${expression})::float8`;
  if (isNative(property.kind)) return `(${expression})`;
  if (isFolded(property, columns)) return `(${expression} COLLATE "C")`;
  // The collation that every database has, and that ignores the case of ASCII's letters alone.
  return `lower((${expression})::text COLLATE "C")`;
}

function anySql({ list, item, where }: Extract<Filter, { kind: 'any' }>, columns: Columns, bind: Bind): string {
  const items = `jsonb_array_elements(CASE jsonb_typeof(${listSql(list, columns)}) WHEN 'array' THEN ${listSql(list, columns)} END)`;
  return `EXISTS (SELECT 1 FROM ${items} AS ${alias(item)} (value) WHERE ${filterSql(where, columns, bind)})`;
}

function listSql({ item, path }: ListProperty, columns: Columns): string {
  return item === '' ? columnOf(path, columns) : `(${alias(item)}.value #> ${jsonPath(path)})`;
}

function expressionOf({ item, path, kind }: ScalarProperty, columns: Columns): string {
  if (item === '') return columnOf(path, columns);
  if (kind === 'id' || kind === 'instant' || kind === 'integer')
    throw new TypeError('items of lists have texts, numbers and booleans');
  const at = `${alias(item)}.value #> ${jsonPath(path)}`;
  const [type, cast] = JSON_TYPES[typeof kind === 'object' ? 'text' : kind];
  return `CASE jsonb_typeof(${at}) WHEN '${type}' THEN (${alias(item)}.value #>> ${jsonPath(path)})${cast} END`;
}

function columnOf(path: readonly string[], columns: Columns): string {
  const name = path.join('/');
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (column === undefined) throw new TypeError(`the table has no expression for the property ${name}`);
  return `(${typeof column === 'string' ? column : column.folded})`;
}

function isFolded({ item, path }: ScalarProperty, columns: Columns): boolean {
  return item === '' && typeof columns[path.join('/')] === 'object';
}

/** Items are named by whoever asks, with letters and digits alone: the parser sees to it, and this does not trust it. */
function alias(item: string): string {
  if (!/^\w{1,32}$/.test(item)) throw new TypeError(`${item} can not be the name of an item`);
  return `"item_${item}"`;
}

/** Of the collection's own names, which its shape spells; never of what a client wrote. */
function jsonPath(path: readonly string[]): string {
  const odd = path.find((it) => !/^@?[\w.]+$/.test(it));
  if (odd !== undefined) throw new TypeError(`${odd} can not be the name of a property`);
  return `'{${path.map((it) => `"${it}"`).join(',')}}'`;
}

function parameter(kind: Scalar, value: Value, bind: Bind): string {
  return `${bind(value)}::${typeof kind === 'object' ? 'text' : PARAMETER_TYPES[kind]}`;
}

/** Compared as the database compares it; the others as text. */
function isNative(kind: Scalar): boolean {
  return kind === 'boolean' || kind === 'instant' || kind === 'id' || kind === 'integer';
}

const PARAMETER_TYPES = {
  text: 'text',
  id: 'uuid',
  number: 'float8',
  integer: 'bigint',
  boolean: 'boolean',
  instant: 'timestamptz',
};

const SIGNS: Readonly<Record<Order, string>> = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' };

const TESTS = {
  startsWith: (value: string, text: string) => `starts_with(${value}, ${text})`,
  endsWith: (value: string, text: string) => `(right(${value}, char_length(${text})) = ${text})`,
  contains: (value: string, text: string) => `(strpos(${value}, ${text}) > 0)`,
} as const;

const JSON_TYPES = { text: ['string', ''], number: ['number', '::float8'], boolean: ['boolean', '::boolean'] } as const;
