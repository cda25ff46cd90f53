// From what a `$filter` says to what it means in a collection: names become properties, words become values of their kinds.
// What does not fit is a sentence that says what would.

import { fail, ok, type Result } from '../../../lib/result.ts';
import { findProperty, isScalar, type Kind, type Scalar, type Shape } from '../entity-shape.ts';
import { comparable, EVERYTHING, type Filter, fold, type ScalarProperty, type Value } from './filter.ts';
import type { Expression, Operator, Path } from './parse-filter.ts';
import type { Token } from './tokens.ts';

export function bindFilter(expression: Expression, shape: Shape): Result<Filter, string> {
  return bind(expression, new Map([['', { of: shape }]]));
}

/** What the names of items stand for; the entity itself has the empty name. */
type Names = ReadonlyMap<string, Kind>;
type Bound = Result<Filter, string>;

function bind(expression: Expression, names: Names): Bound {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return all(expression.kind, expression.of, (it) => bind(it, names));
    case 'not':
      return negated(bind(expression.of, names));
    case 'compare':
      return withScalar(expression.path, names, (it) => comparison(expression.operator, it, expression.value));
    case 'in':
      return withScalar(expression.path, names, (it) => all('or', expression.values, (value) => equal(it, value)));
    case 'text':
      return withScalar(expression.path, names, (it) => textTest(expression, it));
    case 'any':
      return any(expression, names);
    case 'isof':
      return withScalar(['@odata.type'], names, (it) => typeTest(it, expression.type));
  }
}

function all<T>(kind: 'and' | 'or', parts: readonly T[], bindOne: (part: T) => Bound): Bound {
  const filters: Filter[] = [];
  for (const part of parts) {
    const filter = bindOne(part);
    if (!filter.ok) return filter;
    filters.push(filter.value);
  }
  return ok({ kind, of: filters });
}

function negated(filter: Bound): Bound {
  return filter.ok ? ok({ kind: 'not', of: filter.value }) : filter;
}

function comparison(operator: Operator, property: ScalarProperty, token: Token): Bound {
  if (operator === 'eq') return equal(property, token);
  if (operator === 'ne') return negated(equal(property, token));
  const { kind } = property;
  if (kind === 'boolean' || typeof kind === 'object') {
    return fail(`${nameOf(property)} can be compared with eq, ne and in alone.`);
  }
  const value = valueOf(property, token);
  return value.ok ? ok({ kind: 'compare', operator, property, value: value.value }) : value;
}

function equal(property: ScalarProperty, token: Token): Bound {
  if (token.kind === 'name' && token.text.toLowerCase() === 'null') return ok({ kind: 'isNull', property });
  const value = valueOf(property, token);
  return value.ok ? ok({ kind: 'compare', operator: 'eq', property, value: value.value }) : value;
}

function textTest({ test, value }: Extract<Expression, { kind: 'text' }>, property: ScalarProperty): Bound {
  if (property.kind !== 'text') return fail(`${nameOf(property)} is no text, which ${test} needs.`);
  if (value.kind !== 'text') return fail(`${test} needs a text in single quotes, not ${value.text}.`);
  return ok({ kind: 'text', test, property, text: fold(value.text) });
}

function typeTest(property: ScalarProperty, type: Token): Bound {
  const name = `#${type.text.replace(/^#/, '')}`;
  return valueFitting(property, name, (value) => ok({ kind: 'compare', operator: 'eq', property, value }));
}

function any({ path, variable, where }: Extract<Expression, { kind: 'any' }>, names: Names): Bound {
  const found = resolve(path, names);
  if (!found.ok) return found;
  const { kind, ...list } = found.value;
  if (typeof kind !== 'object' || !('list' in kind)) return fail(`"${path.join('/')}" is no list, which any needs.`);
  if (where === undefined) return ok({ kind: 'any', list, item: 'x', where: EVERYTHING });
  if (names.has(variable)) return fail(`"${variable}" has a meaning already.`);
  const filter = bind(where, new Map([...names, [variable, kind.list]]));
  return filter.ok ? ok({ kind: 'any', list, item: variable, where: filter.value }) : filter;
}

function withScalar(path: Path, names: Names, use: (property: ScalarProperty) => Bound): Bound {
  const found = resolve(path, names);
  if (!found.ok) return found;
  const { kind, ...place } = found.value;
  if (isScalar(kind)) return use({ ...place, kind });
  return fail(`"${path.join('/')}" can not be compared with a value.`);
}

type Found = { readonly item: string; readonly path: Path; readonly kind: Kind };

/** A path begins with the name of an item, if there is one of that name; else it is the entity's. */
function resolve(path: Path, names: Names): Result<Found, string> {
  const [first = '', ...rest] = path;
  const item = first !== '' && names.has(first) ? first : '';
  const root = names.get(item);
  const inside = item === '' ? path : rest;
  if (root === undefined) return fail(`There is no "${path.join('/')}" here.`);
  if (inside.length === 0) return ok({ item, path: [], kind: root });
  if (typeof root !== 'object' || !('of' in root)) return fail(`"${first}" has no members.`);
  const found = findProperty(root.of, inside);
  return found.ok ? ok({ item, ...found.value }) : found;
}

function valueOf(property: ScalarProperty, token: Token): Result<Value, string> {
  return valueFitting(property, literalOf(property.kind, token), ok);
}

function valueFitting<T>(
  property: ScalarProperty,
  literal: unknown,
  use: (value: Value) => Result<T, string>,
): Result<T, string> {
  const { kind } = property;
  const value = literal === undefined ? undefined : comparable(kind, literal);
  const fits = value !== undefined && (typeof kind !== 'object' || kind.oneOf.some((it) => fold(it) === value));
  return fits ? use(value) : fail(`${nameOf(property)} is ${expected(kind)}.`);
}

/** As JSON would have it, if it is written the way that this kind is written. */
function literalOf(kind: Scalar, { kind: written, text }: Token): unknown {
  if (kind === 'number' || kind === 'integer') return written === 'number' ? Number(text) : undefined;
  if (kind === 'boolean') return written === 'name' ? { true: true, false: false }[text.toLowerCase()] : undefined;
  if (kind === 'instant') return written === 'instant' || written === 'text' ? text : undefined;
  if (kind === 'id') return written === 'id' || written === 'text' ? text : undefined;
  if (kind === 'text') return written === 'text' ? text : undefined;
  return written === 'text' || written === 'name' ? text : undefined;
}

function expected(kind: Scalar): string {
  if (typeof kind === 'object') return `one of ${kind.oneOf.join(', ')}`;
  return EXPECTED[kind];
}

function nameOf({ item, path }: ScalarProperty): string {
  return `"${[...(item === '' ? [] : [item]), ...path].join('/')}"`;
}

const EXPECTED = {
  text: "compared with a text in single quotes, such as 'one'",
  id: 'compared with a UUID',
  number: 'compared with a number',
  integer: 'compared with a whole number',
  boolean: 'true or false',
  instant: 'compared with a time without quotes, such as 2026-01-31T08:00:00Z',
} as const;
