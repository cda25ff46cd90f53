// The filter language: what each form means, what is refused with which words, and the laws: any text is read or refused,
// and a table answers what memory answers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import type { Json } from '../../src/lib/canonical-json.ts';
import { pageOf, pageSql } from '../../src/server/graph/entity-page.ts';
import { parseODataQuery, type ODataQuery } from '../../src/server/graph/odata-query.ts';
import { expectOk, serverKinds, withTestDatabase } from '../database.ts';
import { arbitraryEntities, arbitraryFilter, arbitraryOrder, COLUMNS, SHAPE } from './arbitrary-entities.ts';

test('each form of a filter names the objects that it should', () => {
  for (const [filter, expected] of HOLDS) assert.equal(namedBy(filter), expected, filter);
});

test('what is not understood, or not fitting, is refused with what would be', () => {
  for (const [filter, expected] of REFUSED) {
    const query = parseODataQuery({ $filter: filter }, { shape: SHAPE });
    assert.equal(query.ok, false, filter);
    if (query.ok) continue;
    assert.equal(query.error.code, 'bad-request');
    assert.match(query.error.detail, expected);
    assert.match(query.error.detail, /^\$filter: /);
  }
});

test('any text at all is read or refused, and never throws', () => {
  const words = [
    'name',
    'eq',
    'and',
    'not',
    '(',
    ')',
    "'a'",
    "'",
    'any',
    '/',
    ':',
    'parts',
    'p',
    ',',
    'in',
    '1',
    '-',
    '\0',
  ];
  const soup = fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((it) => it.join(' '));
  const cut = fc.tuple(arbitraryFilter, fc.nat(60), fc.nat(3)).map(([it, at, n]) => it.slice(0, at) + it.slice(at + n));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), soup, cut), ($filter) => {
      const query = parseODataQuery({ $filter }, { shape: SHAPE });
      if (!query.ok) assert.match(query.error.detail, /^\$filter: .+\.$/s);
    }),
    { numRuns: 5000 },
  );
  const deep = `${'('.repeat(100_000)}size eq 1`;
  assert.equal(parseODataQuery({ $filter: deep }, { shape: SHAPE }).ok, false);
});

for (const { kind, skip } of serverKinds) {
  test(`a table answers what memory answers, in the same order (${kind})`, { skip }, () =>
    withTestDatabase(async ({ owner }) => {
      const client = new pg.Client(owner);
      await client.connect();
      try {
        await fc.assert(
          fc.asyncProperty(
            arbitraryEntities,
            arbitraryFilter,
            arbitraryOrder,
            fc.nat(5),
            fc.boolean(),
            async (entities, $filter, $orderby, skipped, descending) => {
              const rules = { shape: SHAPE, order: [{ property: 'id', descending }] };
              const query = expectOk(parseODataQuery({ $filter, $orderby, $top: '5' }, rules));
              const page = pageOf({ ...query, skip: skipped }, entities, AT);
              assert.deepEqual(
                await idsInTable(client, { ...query, skip: skipped }, entities),
                page.value.map((it) => (it as { id: string }).id),
              );
            },
          ),
          { numRuns: 600 },
        );
      } finally {
        await client.end();
      }
    }, kind),
  );
}

async function idsInTable(client: pg.Client, query: ODataQuery, entities: readonly Json[]): Promise<readonly string[]> {
  const { where, order, limit, offset, parameters } = pageSql(query, COLUMNS, [JSON.stringify(entities)]);
  const { rows } = await client.query<{ id: string }>(
    `SELECT entity ->> 'id' AS id FROM jsonb_array_elements($1::jsonb) AS t (entity)
      WHERE ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    [...parameters],
  );
  return rows.slice(0, query.pageSize).map(({ id }) => id);
}

/** The names of the objects, one letter each. */
function namedBy($filter: string): string {
  const query = expectOk(parseODataQuery({ $filter }, { shape: SHAPE }));
  return pageOf(query, OBJECTS, AT)
    .value.map((it) => (it as { notes: string }).notes)
    .join('');
}

const AT = { http: { url: 'https://keepsake.example/v1.0/things' }, context: 'things' };

const OBJECTS: readonly { readonly [member: string]: Json }[] = [
  {
    id: '01900000-0000-7000-8000-00000000000a',
    name: 'Anna',
    size: 1,
    isOn: true,
    at: '2026-01-01T08:00:00Z',
    state: 'enabled',
    owner: { name: "O'Brien" },
    words: ['red'],
    parts: [{ name: 'x', size: 1 }],
    notes: 'A',
  },
  { id: '01900000-0000-7000-8000-00000000000b', name: 'Bob', size: 2, isOn: false, state: 'disabled', notes: 'B' },
  {
    id: '01900000-0000-7000-8000-00000000000c',
    name: null,
    size: null,
    at: '2026-02-01T00:00:00.1234567Z',
    owner: null,
    words: [],
    parts: [{ name: 'y', size: 2 }, { name: 'x' }],
    notes: 'C',
  },
];

const HOLDS: readonly (readonly [filter: string, names: string])[] = [
  ["name eq 'anna'", 'A'],
  ["name ne 'Anna'", 'BC'],
  ["Name EQ 'Anna'", 'A'],
  ['name eq null', 'C'],
  ['name ne null', 'AB'],
  ["name gt 'anna'", 'B'],
  ["name lt 'zoe'", 'AB'],
  ["not(name lt 'zoe')", 'C'],
  ['size ge 1 and size lt 2', 'A'],
  ['size in (2, 7)', 'B'],
  ['not (size in (2, 7))', 'AC'],
  ['isOn eq true', 'A'],
  ['isOn ne true', 'BC'],
  ["startswith(name,'AN')", 'A'],
  ["not startsWith(name, 'an')", 'BC'],
  ["endsWith(name,'ob') or contains(name,'nn')", 'AB'],
  ["owner/name eq 'o''brien'", 'A'],
  ['owner/name eq null', 'BC'],
  ['at ge 2026-01-01', 'AC'],
  ['at eq 2026-01-01T10:00:00+02:00', 'A'],
  ['at gt 2026-01-01T08:00:00.0000000Z', 'C'],
  ["at lt '2026-02-01T00:00:00.123457Z'", 'AC'],
  ['id eq 01900000-0000-7000-8000-00000000000B', 'B'],
  ["id eq '01900000-0000-7000-8000-00000000000b'", 'B'],
  ['state eq Enabled', 'A'],
  ["state eq microsoft.graph.stateKind'disabled'", 'B'],
  ["state in ('enabled', 'disabled')", 'AB'],
  ["words/any(w:w eq 'RED')", 'A'],
  ['words/any()', 'A'],
  ["not words/any(w: startsWith(w,'r'))", 'BC'],
  ["parts/any(p:p/name eq 'x' and p/size eq 1)", 'A'],
  ["parts/any(p:p/name eq 'x')", 'AC'],
  ["parts/any(p:p/name eq 'x' and name eq null)", 'C'],
  ["name eq 'Bob' or name eq 'Anna' and size eq 9", 'B'],
  ["(name eq 'Bob' or name eq 'Anna') and size eq 1", 'A'],
  ["not name eq 'Bob' and size ne null", 'A'],
];

const REFUSED: readonly (readonly [filter: string, why: RegExp])[] = [
  ["colour eq 'red'", /no "colour".*There are id, name, size, rank, .*owner\/name, words\/any/],
  ["owner/age eq 'x'", /no "owner\/age"/],
  ["notes eq 'x'", /"notes" can not be compared/],
  ["words eq 'red'", /"words" can not be compared/],
  ['name eq 1', /"name" is compared with a text in single quotes/],
  ["size eq '1'", /"size" is compared with a number/],
  ['size eq 1e999', /"size" is compared with a number/],
  ["isOn eq 'true'", /"isOn" is true or false/],
  ['rank eq 1.5', /"rank" is compared with a whole number/],
  ['isOn gt false', /"isOn" can be compared with eq, ne and in alone/],
  ['at gt yesterday', /"at" is compared with a time/],
  ['at gt 2026-02-31', /"at" is compared with a time/],
  ["id eq 'abc'", /"id" is compared with a UUID/],
  ['state eq paused', /"state" is one of enabled, Disabled/],
  ['size gt null', /"size" is compared with a number/],
  ["startsWith(size,'1')", /"size" is no text/],
  ['startsWith(name,null)', /needs a text in single quotes/],
  ["tolower(name) eq 'x'", /no function "tolower".*there are startsWith, endsWith, contains, isof, and any/],
  ["words/all(w:w eq 'x')", /no function "words\/all"/],
  ['words/$count eq 0', /"\$count eq 0".*position 6/],
  ["parts/any(name:name/name eq 'x') and parts/any(p:q/name eq 'x')", /no "q\/name"/],
  ["parts/any(p:parts/any(p:p/name eq 'x'))", /"p" has a meaning already/],
  ["isof('microsoft.graph.thing')", /no "@odata.type"/],
  ["name eq 'Anna", /"'Anna".*position 8 is not understood/],
  ['name', /It ends where one of eq, ne/],
  ['name eq', /It ends where a value is expected/],
  ["name eq 'a' name", /"name" stands at position 12 where and, or, or the end is expected/],
  ["(name eq 'a'", /closing parenthesis/],
  ['name eq size', /"name" is compared with a text/],
  [`name eq '${'a'.repeat(9000)}'`, /longer than 8000 characters/],
  [`${'not '.repeat(50)}isOn eq true`, /nested more than 32 deep/],
];
