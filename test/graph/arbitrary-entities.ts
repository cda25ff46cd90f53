// Objects, filters and orders that nobody would think of, over few enough values that they often meet.

import fc from 'fast-check';
import type { Shape } from '../../src/server/graph/entity-shape.ts';

export const SHAPE = {
  id: 'id',
  name: 'text',
  size: 'number',
  rank: 'integer',
  isOn: 'boolean',
  at: 'instant',
  state: { oneOf: ['enabled', 'Disabled'] },
  owner: { of: { name: 'text' } },
  words: { list: 'text' },
  parts: { list: { of: { name: 'text', size: 'number', isOn: 'boolean' } } },
  notes: 'opaque',
} as const satisfies Shape;

/** The same in SQL, of an entity that is JSON. */
export const COLUMNS = {
  id: "(entity ->> 'id')::uuid",
  name: "entity ->> 'name'",
  size: "(entity ->> 'size')::float8",
  rank: "(entity ->> 'rank')::bigint",
  isOn: "(entity ->> 'isOn')::boolean",
  at: "(entity ->> 'at')::timestamptz",
  state: "entity ->> 'state'",
  'owner/name': "entity #>> '{owner,name}'",
  words: "entity -> 'words'",
  parts: "entity -> 'parts'",
};

const TEXTS = [
  '',
  'a',
  'A',
  'ab',
  'Bär',
  'bÄR',
  "O'Brien",
  '%_',
  '\\',
  'ſ',
  'é',
  '\u{1F600}',
  '\uFFFD',
  'a b',
  '"',
  '$1',
];
const NUMBERS = [0, -1, 1, 2.5, -0.1, 1e21, 5e-7];
const RANKS = [0, -7, 1, 2 ** 53 - 1];
const TIMES = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.001Z', '2026-01-31T23:59:59.999Z', '1999-12-31T23:00:00Z'];
/** The same times, as people write them. */
const WRITTEN_TIMES = [...TIMES, '2026-01-01', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00.0000009Z'];

const orNull = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 4 });

const arbitraryPart = fc.record({ name: orNull(TEXTS), size: orNull(NUMBERS), isOn: orNull([true, false]) });

const arbitraryEntity = fc.record({
  name: orNull(TEXTS),
  size: orNull(NUMBERS),
  rank: orNull(RANKS),
  isOn: orNull([true, false]),
  at: orNull(TIMES),
  state: orNull(['enabled', 'disabled', 'Disabled']),
  owner: fc.option(fc.record({ name: orNull(TEXTS) }), { freq: 4 }),
  words: fc.option(fc.array(fc.constantFrom(...TEXTS), { maxLength: 3 }), { freq: 4 }),
  parts: fc.option(fc.array(arbitraryPart, { maxLength: 3 }), { freq: 4 }),
});

/** Each with an id of its own; the ids are in no order. */
export const arbitraryEntities = fc
  .tuple(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 12 }), fc.infiniteStream(arbitraryEntity))
  .map(([ids, entities]) => ids.map((id) => ({ id, ...next(entities) })));

/** The text of a filter that SHAPE's collection understands. */
export const arbitraryFilter: fc.Arbitrary<string> = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    arbitraryTerm(''),
    fc.tuple(fc.constantFrom('and', 'or'), tie('filter'), tie('filter')).map(([word, a, b]) => `(${a}) ${word} (${b})`),
    tie('filter').map((it) => `not (${it})`),
    fc.constantFrom('words/any()', 'parts/any()'),
    fc.tuple(arbitraryTerm('p/'), arbitraryTerm('')).map(([a, b]) => `parts/any(p: ${a} or ${b})`),
    fc.tuple(arbitraryTerm('p/'), arbitraryTerm('p/')).map(([a, b]) => `parts/any(p:${a} and not ${b})`),
    textTerm('w').map((it) => `words/any(w:${it})`),
  ),
})).filter;

export const arbitraryOrder: fc.Arbitrary<string> = fc
  .subarray(['name', 'size', 'rank', 'isOn', 'at', 'state', 'owner/name'], { minLength: 1, maxLength: 3 })
  .chain((names) => fc.tuple(...names.map((it) => fc.constantFrom(it, `${it} asc`, `${it} desc`))))
  .map((parts) => parts.join(','));

/** Of an item of `parts`, whose name stands before its members, or of the entity itself. */
function arbitraryTerm(prefix: '' | 'p/'): fc.Arbitrary<string> {
  const ofBoth = [
    textTerm(`${prefix}name`),
    compare(`${prefix}size`, ['eq', 'ne', 'gt', 'ge', 'lt', 'le'], fc.constantFrom(...NUMBERS.map(String))),
    compare(`${prefix}isOn`, ['eq', 'ne'], fc.constantFrom('true', 'false', 'null')),
    fc.subarray(NUMBERS, { minLength: 1 }).map((some) => `${prefix}size in (${some.join(', ')})`),
    fc.constantFrom('eq', 'ne').map((operator) => `${prefix}size ${operator} null`),
  ];
  if (prefix !== '') return fc.oneof(...ofBoth);
  return fc.oneof(
    ...ofBoth,
    textTerm('owner/name'),
    compare('at', ['eq', 'ne', 'gt', 'ge', 'lt', 'le'], fc.constantFrom(...WRITTEN_TIMES)),
    compare('rank', ['eq', 'ne', 'gt', 'ge', 'lt', 'le'], fc.constantFrom(...RANKS.map(String))),
    compare('id', ['eq', 'ne', 'gt', 'le'], fc.uuid()),
    compare('state', ['eq', 'ne'], fc.constantFrom('enabled', "'DISABLED'", "microsoft.graph.state'Enabled'", 'null')),
  );
}

function textTerm(path: string): fc.Arbitrary<string> {
  const literal = fc.constantFrom(...TEXTS).map((it) => `'${it.replaceAll("'", "''")}'`);
  return fc.oneof(
    compare(path, ['eq', 'ne', 'gt', 'ge', 'lt', 'le'], literal),
    fc.constantFrom('eq', 'ne').map((operator) => `${path} ${operator} null`),
    fc.array(literal, { minLength: 1, maxLength: 3 }).map((some) => `${path} in (${some.join(',')})`),
    fc
      .tuple(fc.constantFrom('startsWith', 'endswith', 'contains'), literal)
      .map(([test, value]) => `${test}(${path}, ${value})`),
  );
}

function compare(path: string, operators: readonly string[], value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...operators), value).map(([operator, it]) => `${path} ${operator} ${it}`);
}

function next<T>(stream: Iterator<T>): T {
  return stream.next().value as T;
}
