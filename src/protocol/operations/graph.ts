// What operations in Microsoft Graph's style share: the query options they take, and the shapes of an object and of a
// collection. What a filter may say, and of which properties, is the collection's own (server/graph).
// https://learn.microsoft.com/graph/query-parameters

import { type Static, Type } from 'typebox';
import { Uuid } from '../operation.ts';

/** An object as in Graph: open, so that a member that this version does not know is kept, and given back as it came. */
export const GraphObject = Type.Object(
  {},
  { additionalProperties: true, description: 'As in Microsoft Graph; its `id` and times are the service’s.' },
);

export const GraphCollection = Type.Object({
  '@odata.context': Type.String(),
  '@odata.count': Type.Optional(Type.Integer({ description: 'Of all that match, with `$count=true`.' })),
  '@odata.nextLink': Type.Optional(Type.String({ description: 'The next page; the last one has none.' })),
  value: Type.Array(GraphObject),
});
export type GraphCollection = Static<typeof GraphCollection>;

export const GraphParams = Type.Object({ id: Uuid }, { additionalProperties: false });

const OPTIONS = {
  $filter: "Which objects, such as `displayName eq 'Office'`.",
  $select: 'Which members of each, with commas between them.',
  $orderby: 'In which order, such as `displayName desc`.',
  $top: 'How many on a page; `Prefer: odata.maxpagesize` says the same.',
  $skip: 'How many to leave out first.',
  $count: '`true`: also how many there are on all pages.',
  $expand: 'Which related objects to put in.',
  $skiptoken: 'Where the next page begins; from `@odata.nextLink`.',
} as const;

export type QueryOption = keyof typeof OPTIONS;
/** The options as they come, each a text. */
export type RawQuery = { readonly [O in QueryOption]?: string };

/** What a collection takes unless it says otherwise. */
export const COLLECTION_OPTIONS = ['$filter', '$select', '$orderby', '$top', '$skip', '$count', '$skiptoken'] as const;

/**
 * The query of an operation that takes these options; any other is refused. Plain JSON Schema, because TypeBox reads the names
 * of an object's members as patterns when it converts texts.
 */
export function graphQuery<const O extends readonly QueryOption[]>(options: O) {
  const properties = options.map((option: QueryOption) => [
    option,
    { type: 'string', minLength: 1, maxLength: QUERY_OPTION_LENGTH_MAX, description: OPTIONS[option] },
  ]);
  return Type.Unsafe<{ readonly [K in O[number]]?: string }>({
    type: 'object',
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  });
}

/** Of one option, decoded: more than anybody writes, and than most proxies let through. */
const QUERY_OPTION_LENGTH_MAX = 16_000;
