// A page of a collection, as Graph answers it: of objects that are in memory, or of the rows that a table gave. Both take the
// same query and give the same page.

import type { Json } from '../../lib/canonical-json.ts';
import type { GraphCollection } from '../../protocol/operations/graph.ts';
import type { HttpFacts } from '../http/handlers.ts';
import type { Filter } from './filter/filter.ts';
import { binder, type Columns, filterSql } from './filter/filter-sql.ts';
import { matches } from './filter/matches.ts';
import type { ODataQuery } from './odata-query.ts';
import { afterCursor, compareEntities, cursorOf, orderSql, writeCursor } from './order.ts';

export type Entity = { readonly [member: string]: Json };

/** Where the answer says it is from. */
export type At = {
  readonly http: Pick<HttpFacts, 'url'>;
  /** Of the collection, below the version: `identity/conditionalAccess/policies`. */
  readonly context: string;
};

/** The page of all these objects that the query asks for. */
export function pageOf(query: ODataQuery, entities: readonly Entity[], at: At): GraphCollection {
  const matching = entities.filter((it) => matches(query.filter, it));
  const ordered = matching.toSorted((a, b) => compareEntities(query.order, a, b));
  const { cursor } = query;
  const rest = cursor === undefined ? ordered : ordered.filter((it) => matches(afterCursor(query.order, cursor), it));
  const found = rest.slice(query.skip, query.skip + query.pageSize + 1);
  return collectionOf(query, { found, count: query.count ? matching.length : undefined }, at);
}

/** The parts of a statement that gives a page of a table's rows: each names what it is put behind. */
export type PageSql = {
  /** Behind `AND`. */
  readonly where: string;
  /** Behind `ORDER BY`. */
  readonly order: string;
  /** Behind `LIMIT`: one more than the page has, by which `tablePageOf` sees that there is another. */
  readonly limit: number;
  /** Behind `OFFSET`. */
  readonly offset: number;
  readonly parameters: readonly unknown[];
};

/** `parameters` are those that the statement has already, `$1` first. */
export function pageSql(query: ODataQuery, columns: Columns, parameters: readonly unknown[]): PageSql {
  const { filter, cursor, order } = query;
  const beyond: Filter[] = cursor === undefined ? [] : [afterCursor(order, cursor)];
  return {
    ...whereSql({ kind: 'and', of: [filter, ...beyond] }, columns, parameters),
    order: orderSql(order, columns),
    limit: query.pageSize + 1,
    offset: query.skip,
  };
}

/** What `@odata.count` counts: all pages. */
export function countSql(
  query: ODataQuery,
  columns: Columns,
  parameters: readonly unknown[],
): Pick<PageSql, 'where' | 'parameters'> {
  return whereSql(query.filter, columns, parameters);
}

/** The page of what `pageSql` found, read into entities. */
export function tablePageOf(
  query: ODataQuery,
  found: { readonly entities: readonly Entity[]; readonly count: number | undefined },
  at: At,
): GraphCollection {
  return collectionOf(query, { found: found.entities, count: found.count }, at);
}

/** All of a short list that takes no options. */
export function listOf(value: readonly Entity[], at: At): GraphCollection {
  return { '@odata.context': contextUrl(WHOLE, at), value: [...value] };
}

/** A list of texts, each once, sorted. */
export function textsOf(texts: readonly string[], at: At): Entity {
  return { '@odata.context': contextUrl(WHOLE, at), value: [...new Set(texts)].toSorted() };
}

/** For an object that is answered with all its members. */
export const WHOLE: Pick<ODataQuery, 'select' | 'expand'> = { select: undefined, expand: [] };

/** One object, with `$select`; `/$entity` is how Graph says that it is one of the collection. */
export function entityOf(
  query: Pick<ODataQuery, 'select' | 'expand'>,
  entity: Entity,
  etag: string | undefined,
  at: At,
): Entity {
  const context = { '@odata.context': contextUrl(query, at, '/$entity') };
  const annotations = etag === undefined ? context : { ...context, '@odata.etag': etag };
  return { ...annotations, ...selected(query, entity), ...annotations };
}

function whereSql(filter: Filter, columns: Columns, given: readonly unknown[]) {
  const parameters = [...given];
  return { where: filterSql(filter, columns, binder(parameters)), parameters };
}

function collectionOf(
  query: ODataQuery,
  { found, count }: { readonly found: readonly Entity[]; readonly count: number | undefined },
  at: At,
): GraphCollection {
  const page = found.slice(0, query.pageSize);
  const last = found.length > query.pageSize ? page.at(-1) : undefined;
  return {
    '@odata.context': contextUrl(query, at),
    ...(count === undefined ? {} : { '@odata.count': count }),
    ...(last === undefined ? {} : { '@odata.nextLink': nextLink(query, last, at) }),
    value: page.map((it) => selected(query, it)),
  };
}

/** Annotations stay with what they annotate, and those of the object itself always. */
function selected({ select, expand }: Pick<ODataQuery, 'select' | 'expand'>, entity: Entity): Entity {
  if (select === undefined) return entity;
  const wanted = new Set([...select, ...expand]);
  const isWanted = (name: string) => wanted.has(name.split('@')[0] ?? '') || name.startsWith('@odata.');
  return Object.fromEntries(Object.entries(entity).filter(([name]) => isWanted(name)));
}

function contextUrl({ select }: Pick<ODataQuery, 'select'>, { http, context }: At, suffix = ''): string {
  const { origin, pathname } = new URL(http.url);
  const [, version = ''] = pathname.split('/');
  const members = select === undefined ? '' : `(${select.join(',')})`;
  return `${origin}/${version}/$metadata#${context}${members}${suffix}`;
}

/** The same request, from there on. */
function nextLink({ order }: ODataQuery, last: Entity, { http }: At): string {
  const url = new URL(http.url);
  url.searchParams.delete('$skip');
  url.searchParams.set('$skiptoken', writeCursor(cursorOf(order, last)));
  return url.href.replaceAll('%24', '$');
}
