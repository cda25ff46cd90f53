// The query options of a request (`$filter`, `$select`, …), understood. Whatever is not, or is not supported, is refused with
// the option's name and what would do: nothing is ever ignored, so an answer is never of another question.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { RawQuery } from '../../protocol/operations/graph.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { HttpFacts } from '../http/handlers.ts';
import { findProperty, isScalar, type Shape } from './entity-shape.ts';
import { bindFilter } from './filter/bind-filter.ts';
import { EVERYTHING, type Filter } from './filter/filter.ts';
import { parseFilter } from './filter/parse-filter.ts';
import { type Cursor, type OrderBy, readCursor } from './order.ts';

/** What the queries of a collection can be about. */
export type QueryRules = {
  readonly shape: Shape;
  /** The order where none is asked for; the last is the key, which no two objects share. By `id` unless it says otherwise. */
  readonly order?: readonly { readonly property: string; readonly descending?: boolean }[];
  /** What `$expand` may name. */
  readonly expand?: readonly string[];
  readonly pageSizeDefault?: number;
  readonly pageSizeMax?: number;
};

export type ODataQuery = {
  /** Without the cursor: what `$count` counts. */
  readonly filter: Filter;
  /** Top-level members; `undefined`: all. */
  readonly select: readonly string[] | undefined;
  readonly expand: readonly string[];
  /** Ends with the collection's key. */
  readonly order: readonly OrderBy[];
  readonly pageSize: number;
  readonly skip: number;
  readonly count: boolean;
  /** The page begins after it. */
  readonly cursor: Cursor | undefined;
};

/**
 * `raw` as the operation's schema let it through (graphQuery). Answers `bad-request`, with the option and what it takes, for
 * all that can not be understood.
 */
export function parseODataQuery(
  raw: RawQuery,
  rules: QueryRules,
  http: Pick<HttpFacts, 'prefer'> = { prefer: undefined },
): Result<ODataQuery, Problem> {
  const filter = option('$filter', raw, EVERYTHING, (text) => filterOf(text, rules.shape));
  if (!filter.ok) return filter;
  const order = orderOf(raw, rules);
  if (!order.ok) return order;
  const select = option('$select', raw, undefined, (text) => selectOf(text, rules.shape));
  if (!select.ok) return select;
  const expand = option('$expand', raw, [], (text) => expandOf(text, rules.expand ?? []));
  if (!expand.ok) return expand;
  const pageSize = pageSizeOf(raw, rules, http);
  if (!pageSize.ok) return pageSize;
  const skip = option('$skip', raw, 0, (text) => wholeNumber(text, 0, SKIP_MAX));
  if (!skip.ok) return skip;
  const count = option('$count', raw, false, trueOrFalse);
  if (!count.ok) return count;
  const cursor = option('$skiptoken', raw, undefined, (text) => cursorFor(text, order.value));
  if (!cursor.ok) return cursor;
  return ok({
    filter: filter.value,
    select: select.value,
    expand: expand.value,
    order: order.value,
    pageSize: pageSize.value,
    skip: skip.value,
    count: count.value,
    cursor: cursor.value,
  });
}

/** Collections hold at most this on a page unless they say otherwise: Graph's own limit for its directory. */
export const PAGE_SIZE_MAX_DEFAULT = 999;
export const PAGE_SIZE_DEFAULT = 100;
const SKIP_MAX = 1_000_000;

function option<T, D>(
  name: keyof RawQuery,
  raw: RawQuery,
  absent: D,
  read: (text: string) => Result<T, string>,
): Result<T | D, Problem> {
  const text = raw[name];
  if (text === undefined) return ok(absent);
  const value = read(text);
  return value.ok ? value : fail({ code: 'bad-request', detail: `${name}: ${value.error}` });
}

function filterOf(text: string, shape: Shape): Result<Filter, string> {
  const expression = parseFilter(text);
  return expression.ok ? bindFilter(expression.value, shape) : expression;
}

function orderOf(raw: RawQuery, rules: QueryRules): Result<readonly OrderBy[], Problem> {
  const { order = [{ property: 'id' }], shape } = rules;
  const key = order.at(-1)?.property;
  const byDefault = order.map(({ property, descending = false }) => {
    const by = sortBy({ property, descending }, shape, key);
    if (!by.ok) throw new TypeError(`the collection's order is not of its shape: ${by.error}`);
    return by.value;
  });
  return option('$orderby', raw, byDefault, (text) => {
    const asked: OrderBy[] = [];
    for (const part of text.split(',')) {
      const [, property = '', direction = 'asc'] = /^\s*([@\w./]+)(?:\s+(asc|desc))?\s*$/i.exec(part) ?? [];
      if (property === '') return fail(`${JSON.stringify(part)} is no property, with asc or desc behind it.`);
      const by = sortBy({ property, descending: direction.toLowerCase() === 'desc' }, shape, key);
      if (!by.ok) return by;
      asked.push(by.value);
    }
    return ok([...asked, ...byDefault.slice(-1)]);
  });
}

type Sort = { readonly property: string; readonly descending: boolean };

function sortBy({ property: name, descending }: Sort, shape: Shape, key: string | undefined): Result<OrderBy, string> {
  const found = findProperty(shape, name.split('/'));
  if (!found.ok) return found;
  const { path, kind } = found.value;
  if (!isScalar(kind)) return fail(`"${name}" has no order.`);
  return ok({ property: { item: '', path, kind }, descending, isKey: path.join('/') === key });
}

function selectOf(text: string, shape: Shape): Result<readonly string[] | undefined, string> {
  const names: string[] = [];
  for (const name of text.split(',').map((it) => it.trim())) {
    if (name === '*') return ok(undefined);
    const found = findProperty(shape, [name]);
    if (!found.ok) {
      return fail(`There is no member "${name}" to select. There are ${Object.keys(shape).join(', ')}.`);
    }
    names.push(...found.value.path);
  }
  return ok(names);
}

function expandOf(text: string, expandable: readonly string[]): Result<readonly string[], string> {
  const asked = text.split(',').map((it) => it.trim());
  const known = asked.flatMap((name) => expandable.find((it) => it.toLowerCase() === name.toLowerCase()) ?? []);
  if (known.length === asked.length) return ok(known);
  const what = expandable.length === 0 ? 'nothing' : `${expandable.join(', ')}, without options`;
  return fail(`Here ${what} can be expanded.`);
}

/** The smaller one, where both `$top` and the header say it. */
function pageSizeOf(
  raw: RawQuery,
  { pageSizeDefault = PAGE_SIZE_DEFAULT, pageSizeMax = PAGE_SIZE_MAX_DEFAULT }: QueryRules,
  { prefer }: Pick<HttpFacts, 'prefer'>,
): Result<number, Problem> {
  const top = option('$top', raw, undefined, (text) => wholeNumber(text, 1, pageSizeMax));
  if (!top.ok) return top;
  const preferred = /(?:^|[,;\s])(?:odata\.)?maxpagesize\s*=\s*"?([^\s,;"]*)/i.exec(prefer ?? '')?.[1];
  if (preferred === undefined) return ok(top.value ?? Math.min(pageSizeDefault, pageSizeMax));
  const size = wholeNumber(preferred, 1, pageSizeMax);
  if (!size.ok) return fail({ code: 'bad-request', detail: `Prefer: odata.maxpagesize: ${size.error}` });
  return ok(Math.min(top.value ?? size.value, size.value));
}

function cursorFor(text: string, order: readonly OrderBy[]): Result<Cursor, string> {
  const cursor = readCursor(text, order);
  return cursor === undefined ? fail('It is not from the @odata.nextLink of this very query.') : ok(cursor);
}

function wholeNumber(text: string, least: number, most: number): Result<number, string> {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? ok(value) : fail(`It is a whole number from ${least} to ${most}.`);
}

function trueOrFalse(text: string): Result<boolean, string> {
  const value = { true: true, false: false }[text.toLowerCase()];
  return value === undefined ? fail('It is true or false.') : ok(value);
}
