// Pages: following the next links gives every object exactly once, in the order that was asked for, whatever the size of a
// page and whatever is added meanwhile. And the options that are refused, by name.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type Json } from '../../src/lib/canonical-json.ts';
import type { QueryOption, RawQuery } from '../../src/protocol/operations/graph.ts';
import { type Entity, pageOf } from '../../src/server/graph/entity-page.ts';
import { checkIfMatch, etagOf, etagOfObject } from '../../src/server/graph/etag.ts';
import { mergeMembers } from '../../src/server/graph/merge-members.ts';
import { parseODataQuery, type QueryRules } from '../../src/server/graph/odata-query.ts';
import { expectOk } from '../database.ts';
import { arbitraryEntities, arbitraryOrder, SHAPE } from './arbitrary-entities.ts';

const arbitrarySize = fc.integer({ min: 1, max: 13 });

test('next links lead through everything once, in order, whatever the size of a page', () => {
  fc.assert(
    fc.property(arbitraryEntities, arbitraryOrder, arbitrarySize, (entities, $orderby, size) => {
      const whole = idsOf(pageAt(`${URL_OF_ALL}?${String(new URLSearchParams({ $orderby }))}`, entities).value);
      const asked = new URLSearchParams({ $orderby, $top: String(size), $count: 'true' });
      const pages = [...allPages(`${URL_OF_ALL}?${String(asked)}`, () => entities)];
      assert.deepEqual(
        pages.flatMap(({ value }) => idsOf(value)),
        whole,
      );
      assert.deepEqual([...new Set(pages.map((it) => it['@odata.count']))], [entities.length]);
      assert.ok(pages.every(({ value }) => value.length <= size));
      assert.equal(pages.length, Math.max(1, Math.ceil(entities.length / size)));
    }),
  );
});

test('what is added or removed between two pages makes no other object come twice or not at all', () => {
  fc.assert(
    fc.property(arbitraryEntities, arbitraryOrder, arbitrarySize, fc.nat(11), (all, $orderby, size, apart) => {
      const steady = all.slice(apart);
      let turn = 0;
      const pages = allPages(`${URL_OF_ALL}?${String(new URLSearchParams({ $orderby, $top: String(size) }))}`, () =>
        (turn += 1) % 2 === 0 ? all : [...steady].toReversed(),
      );
      const seen = [...pages].flatMap(({ value }) => idsOf(value));
      assert.equal(new Set(seen).size, seen.length, 'none twice');
      const steadyIds = new Set(idsOf(steady));
      assert.equal(seen.filter((id) => steadyIds.has(id)).length, steady.length, 'none left out');
    }),
  );
});

test('the same for a collection that is listed newest first', () => {
  fc.assert(
    fc.property(arbitraryEntities, arbitrarySize, (entities, size) => {
      const pages = [...allPages(`${URL_OF_ALL}?$top=${size}`, () => entities, NEWEST_FIRST)];
      const expected = idsOf(entities).toSorted().toReversed();
      assert.deepEqual(
        pages.flatMap(({ value }) => idsOf(value)),
        expected,
      );
    }),
  );
});

test('$select keeps what is named, and the annotations of what is named', () => {
  const entity = { id: ID, name: 'Anna', 'name@odata.type': '#String', '@odata.type': '#thing', size: 1, notes: 'x' };
  const page = pageAt(`${URL_OF_ALL}?$select=name,%20notes`, [entity]);
  assert.deepEqual(page.value, [{ name: 'Anna', 'name@odata.type': '#String', '@odata.type': '#thing', notes: 'x' }]);
  assert.equal(page['@odata.context'], 'https://keepsake.example/v1.0/$metadata#things(name,notes)');
});

test('$skip leaves out, and is not left out again on the next page', () => {
  const entities = Array.from({ length: 7 }, (_, nth) => ({ id: `${ID.slice(0, -1)}${nth}` }));
  const pages = [...allPages(`${URL_OF_ALL}?$top=2&$skip=3`, () => entities)];
  assert.deepEqual(
    pages.flatMap(({ value }) => idsOf(value)),
    idsOf(entities).slice(3),
  );
  assert.match(
    pages[0]?.['@odata.nextLink'] ?? '',
    /^https:\/\/keepsake\.example\/v1\.0\/things\?\$top=2&\$skiptoken=/,
  );
});

test('the size of a page is the smaller of $top and the preference', () => {
  const size = ($top: string | undefined, prefer: string | undefined) =>
    expectOk(parseODataQuery($top === undefined ? {} : { $top }, RULES, { prefer })).pageSize;
  assert.equal(size(undefined, undefined), 100);
  assert.equal(size('3', undefined), 3);
  assert.equal(size('3', 'odata.maxpagesize=2'), 2);
  assert.equal(size(undefined, 'return=minimal, odata.maxpagesize="7"'), 7);
  assert.equal(size('200', 'maxpagesize=999'), 200);
});

test('an option that is not understood is refused by its name', () => {
  const refused: readonly (readonly [RawQuery, RegExp, string?])[] = [
    [{ $top: '0' }, /^\$top: .*from 1 to 999/],
    [{ $top: '1000' }, /^\$top: .*from 1 to 999/],
    [{ $top: '-1' }, /^\$top/],
    [{ $skip: '1.5' }, /^\$skip/],
    [{ $count: 'yes' }, /^\$count: It is true or false/],
    [{ $select: 'id,colour' }, /^\$select: .*"colour".*There are id, name/],
    [{ $select: 'owner/name' }, /^\$select: .*"owner\/name"/],
    [{ $orderby: 'name up' }, /^\$orderby: "name up"/],
    [{ $orderby: 'words' }, /^\$orderby: "words" has no order/],
    [{ $orderby: 'name,' }, /^\$orderby: ""/],
    [{ $expand: 'members' }, /^\$expand: Here assignments, without options can be expanded/],
    [{ $expand: 'assignments($select=id)' }, /^\$expand/],
    [{ $skiptoken: 'WyJhIiwxLDJd' }, /^\$skiptoken: It is not from the @odata.nextLink/],
    [{ $skiptoken: '%%%' }, /^\$skiptoken/],
    [{ $orderby: 'size', $skiptoken: token(['text', ID]) }, /^\$skiptoken/],
    [{}, /^Prefer: odata.maxpagesize: .*from 1 to 999/, 'odata.maxpagesize=0'],
  ];
  for (const [raw, why, prefer] of refused) {
    const query = parseODataQuery(raw, RULES, { prefer });
    assert.equal(query.ok, false, JSON.stringify(raw));
    if (!query.ok) assert.match(query.error.detail, why);
  }
});

test('an entity tag names one version, and a stale one is refused', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const [one, other] = [a, b].map((it) => JSON.parse(JSON.stringify(it)) as Json);
      const isSame = canonicalJson(one ?? null) === canonicalJson(other ?? null);
      assert.equal(checkIfMatch(etagOfObject(one ?? null), etagOfObject(other ?? null)).ok, isSame);
    }),
  );
  const now = etagOf(7);
  for (const fresh of [undefined, '*', now, now.replace('W/', ''), `"x", ${now}`])
    assert.ok(checkIfMatch(fresh, now).ok);
  for (const stale of [etagOf(6), '"x"', '', 'W/"*"']) assert.equal(checkIfMatch(stale, now).ok, false, stale);
});

test('a change leaves what it does not name', () => {
  const before = { a: 1, b: { c: [1, 2], d: 'x' }, e: { f: 1 } };
  assert.deepEqual(mergeMembers(before, { b: { c: [3] }, e: null }), { a: 1, b: { c: [3], d: 'x' }, e: null });
  assert.deepEqual(before, { a: 1, b: { c: [1, 2], d: 'x' }, e: { f: 1 } });
});

function* allPages(first: string, entities: () => readonly Entity[], rules = RULES) {
  let url: string | undefined = first;
  while (url !== undefined) {
    const page = pageAt(url, entities(), rules);
    yield page;
    url = page['@odata.nextLink'];
  }
}

/** What the service does with the address of a request. */
function pageAt(url: string, entities: readonly Entity[], rules = RULES) {
  const raw = Object.fromEntries(new URL(url).searchParams) as Partial<Record<QueryOption, string>>;
  return pageOf(expectOk(parseODataQuery(raw, rules)), entities, { http: { url }, context: 'things' });
}

function idsOf(entities: readonly object[]): readonly string[] {
  return entities.map((it) => (it as { id: string }).id);
}

function token(cursor: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

const RULES: QueryRules = { shape: SHAPE, expand: ['assignments'] };
const NEWEST_FIRST: QueryRules = { shape: SHAPE, order: [{ property: 'id', descending: true }] };
const URL_OF_ALL = 'https://keepsake.example/v1.0/things';
const ID = '01900000-0000-7000-8000-00000000000a';
