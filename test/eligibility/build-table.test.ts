import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type BuildTable,
  isNewerThanListed,
  nextReleaseFor,
  releaseOf,
} from '../../src/domain/eligibility/build-table.ts';
import { DEFAULT_CHOICES } from '../../src/domain/eligibility/choices.ts';
import { decide } from '../../src/domain/eligibility/decide.ts';
import { DEFAULT_BUILD_TABLE, INTUNE_BUILD_TABLE } from '../../src/domain/eligibility/default-build-table.ts';
import { parseBuildTable } from '../../src/domain/eligibility/parse-build-table.ts';
import { type Occasion, OCCASIONS } from '../../src/domain/enrollment/phase.ts';
import { factsWith } from './facts.ts';

const RELEASE = { name: 'Windows 11 24H2', build: 26100, minimum: { backup: { revision: 4946, update: 'KB5063878' } } };
const TABLE: BuildTable = { version: '1', releases: [RELEASE] };

const anyTable: fc.Arbitrary<BuildTable> = fc.record({
  version: fc.string({ minLength: 1, maxLength: 20 }),
  releases: fc.uniqueArray(
    fc.record({
      name: fc.string({ minLength: 1, maxLength: 20 }),
      build: fc.integer({ min: 1, max: 40_000 }),
      minimum: fc.record(
        Object.fromEntries(OCCASIONS.map((it) => [it, minimum()])) as Record<Occasion, ReturnType<typeof minimum>>,
        { requiredKeys: [] },
      ),
    }),
    { selector: ({ build }) => build, minLength: 1, maxLength: 8 },
  ),
});

function minimum(): fc.Arbitrary<{ revision: number; update?: string }> {
  return fc.record(
    { revision: fc.nat(20_000), update: fc.string({ minLength: 1, maxLength: 9 }) },
    { requiredKeys: ['revision'] },
  );
}

test('a table is read as it was written', () => {
  for (const table of [DEFAULT_BUILD_TABLE, INTUNE_BUILD_TABLE]) {
    assert.deepEqual(parseBuildTable(JSON.parse(JSON.stringify(table))), { ok: true, value: table });
  }
  fc.assert(
    fc.property(anyTable, (table) => {
      const parsed = parseBuildTable(JSON.parse(JSON.stringify(table)));
      assert.equal(JSON.stringify(parsed), JSON.stringify({ ok: true, value: table }));
    }),
  );
});

test('whatever it is given, it answers with a table or with what is wrong', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json().map((text): unknown => JSON.parse(text)),
        fc.anything(),
      ),
      (json) => {
        const parsed = parseBuildTable(json);
        if (!parsed.ok) assert.ok(parsed.error.length > 0 && parsed.error.every((line) => line.startsWith('$')));
      },
    ),
    { numRuns: 2000 },
  );
});

test('any member changed to something else is either refused or another valid table', () => {
  const text = JSON.stringify(DEFAULT_BUILD_TABLE);
  const places = [...text.matchAll(/"[^"]*"|\d+|[{}[\],:]/g)].map(({ index, 0: token }) => ({ index, token }));
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.constantFrom('null', '-1', '1.5', '"x"', '{}', '[]', '1e99', 'true', ''),
      ({ index, token }, other) => {
        const changed = text.slice(0, index) + other + text.slice(index + token.length);
        const json = parsedOrNothing(changed);
        if (json === undefined) return;
        const parsed = parseBuildTable(json);
        if (parsed.ok) assert.deepEqual(parseBuildTable(JSON.parse(JSON.stringify(parsed.value))), parsed);
        else assert.ok(parsed.error.length > 0);
      },
    ),
    { numRuns: 2000 },
  );
});

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

test('what is wrong is named with its place, all at once', () => {
  const cases: readonly (readonly [unknown, readonly string[]])[] = [
    [null, ['$: has to be an object']],
    [{ version: '1', releases: [] }, ['$.releases: has to be a list of 1 to 100 releases']],
    [{ ...TABLE, version: '' }, ['$.version: has to be a text of 1 to 100 characters']],
    [{ ...TABLE, note: '' }, ['$: "note" is not known here, only version, releases']],
    [{ ...TABLE, releases: [RELEASE, RELEASE] }, ['$.releases: build 26100 is there more than once']],
    [
      { ...TABLE, releases: [{ ...RELEASE, build: '26100', name: 7 }] },
      [
        '$.releases[0].name: has to be a text of 1 to 100 characters',
        '$.releases[0].build: has to be a whole number from 1 on',
      ],
    ],
    [
      { ...TABLE, releases: [{ ...RELEASE, minimum: { OOBE: { revision: 1 } } }] },
      ['$.releases[0].minimum: "OOBE" is not known here, only backup, oobe, firstSignIn, inUse'],
    ],
    [
      { ...TABLE, releases: [{ ...RELEASE, minimum: { oobe: { revision: -1, update: 1 } } }] },
      ['$.releases[0].minimum.oobe.revision: has to be a whole number from 0 on'],
    ],
  ];
  for (const [json, problems] of cases) {
    const parsed = parseBuildTable(json);
    assert.ok(!parsed.ok);
    assert.deepEqual(parsed.error, problems);
  }
});

test('the table that the organization chose is the one that decides', () => {
  const facts = factsWith('oobe', { device: { windowsBuild: 26100, updateRevision: 1301 } });
  const older = { ...DEFAULT_CHOICES, buildTable: INTUNE_BUILD_TABLE };
  assert.deepEqual(
    [DEFAULT_CHOICES, older]
      .map((choices) => decide(facts, choices))
      .map(({ verdict, buildTableVersion }) => [verdict, buildTableVersion]),
    [
      ['ineligible', DEFAULT_BUILD_TABLE.version],
      ['eligible', INTUNE_BUILD_TABLE.version],
    ],
  );
});

test('a build is listed, newer than every listed one, or neither', () => {
  assert.equal(releaseOf(DEFAULT_BUILD_TABLE, 26100)?.name, 'Windows 11 24H2');
  assert.deepEqual(
    [26300, 26301].map((build) => isNewerThanListed(DEFAULT_BUILD_TABLE, build)),
    [false, true],
  );
  assert.equal(isNewerThanListed({ version: '1', releases: [] }, 26100), false);
  assert.equal(nextReleaseFor(DEFAULT_BUILD_TABLE, 'firstSignIn', 22631)?.name, 'Windows 11 24H2');
});

test('in every table a higher revision of a release is never worse', () => {
  fc.assert(
    fc.property(
      anyTable,
      fc.constantFrom(...OCCASIONS),
      fc.nat(20_000),
      fc.nat(20_000),
      fc.nat(10),
      (buildTable, occasion, one, more, which) => {
        const windowsBuild = buildTable.releases[which % buildTable.releases.length]?.build;
        const verdictAt = (updateRevision: number) =>
          decide(factsWith(occasion, { device: { windowsBuild, updateRevision } }), { ...DEFAULT_CHOICES, buildTable })
            .verdict;
        if (verdictAt(one) === 'eligible') assert.equal(verdictAt(one + more), 'eligible');
      },
    ),
  );
});
