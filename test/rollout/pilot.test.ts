// What holds for the proposed pilot of any fleet.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type DeviceKind,
  kindsOf,
  missingIn,
  proposePilot,
  type Traits,
  TRAITS,
} from '../../src/domain/rollout/pilot.ts';

const traits: fc.Arbitrary<Traits> = fc.record(
  {
    model: fc.constantFrom('Latitude 7450', 'Surface Pro 10', 'ThinkPad T14', 'Virtual Machine', 'a=b'),
    build: fc.constantFrom('22631', '26100', '26200'),
    join: fc.constantFrom('entraJoined', 'hybridJoined'),
    provisioning: fc.constantFrom('none', 'userDriven', 'preProvisioned'),
    cloudPc: fc.constantFrom('none', 'dedicated'),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const devices = fc.array(fc.record({ traits, name: fc.string({ minLength: 1, maxLength: 4 }) }), { maxLength: 60 });

function valuesIn(all: readonly Traits[]): ReadonlySet<string> {
  return new Set(
    all.flatMap((it) => TRAITS.flatMap((trait) => (it[trait] === undefined ? [] : [`${trait} ${it[trait]}`]))),
  );
}

function holds(law: (fleet: readonly DeviceKind[]) => void): void {
  fc.assert(
    fc.property(devices, (it) => law(kindsOf(it))),
    { numRuns: 500 },
  );
}

test('every value that a device of the fleet has is on a device of the pilot', () => {
  holds((fleet) => {
    const { chosen, valueCount } = proposePilot(fleet);
    const wanted = valuesIn(fleet.map((it) => it.traits));
    assert.deepEqual(valuesIn(chosen.map((it) => it.traits)), wanted);
    assert.equal(valueCount, wanted.size);
    assert.deepEqual(
      missingIn(
        chosen.map((it) => it.traits),
        fleet,
      ),
      [],
    );
  });
});

test('there are never more devices than values, each adds something, and none is a kind that is chosen already', () => {
  holds((fleet) => {
    const { chosen, valueCount, pairs } = proposePilot(fleet);
    assert.ok(chosen.length <= valueCount);
    const added = chosen.flatMap(({ adds }) => adds.map(({ trait, value }) => `${trait} ${value}`));
    assert.ok(chosen.every(({ adds }) => adds.length > 0));
    assert.equal(new Set(added).size, added.length, 'a value is added twice');
    assert.equal(added.length, valueCount);
    assert.ok(pairs.covered <= pairs.all);
  });
});

test('the order in which devices are given does not matter', () => {
  fc.assert(
    fc.property(devices, devices, (some, others) => {
      const names = (list: typeof some) => proposePilot(kindsOf(list)).chosen.map((it) => it.traits);
      assert.deepEqual(names([...some, ...others]), names([...others, ...some]));
    }),
    { numRuns: 300 },
  );
});

test('the greedy cover stays within its bound of the smallest one', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ traits, name: fc.constant('x') }), { minLength: 1, maxLength: 9 }), (list) => {
      const fleet = kindsOf(list);
      const { chosen, valueCount } = proposePilot(fleet);
      assert.ok(chosen.length <= smallestCover(fleet) * (1 + Math.log(Math.max(1, valueCount))));
    }),
    { numRuns: 200 },
  );
});

test('of kinds that add as much, the one that most devices are of is chosen', () => {
  const fleet = kindsOf([
    { traits: { model: 'A', build: '26100' }, name: 'PC-1' },
    { traits: { model: 'A', build: '22631' }, name: 'PC-2' },
    { traits: { model: 'A', build: '22631' }, name: 'PC-3' },
  ]);
  const { chosen } = proposePilot(fleet);
  assert.deepEqual(
    chosen.map(({ traits: { build }, count, examples }) => [build, count, examples.map(({ name }) => name)]),
    [
      ['22631', 2, ['PC-2', 'PC-3']],
      ['26100', 1, ['PC-1']],
    ],
  );
});

/** By trying every set of kinds. */
function smallestCover(fleet: readonly DeviceKind[]): number {
  const wanted = valuesIn(fleet.map((it) => it.traits)).size;
  let best = fleet.length;
  for (let set = 0; set < 2 ** fleet.length; set += 1) {
    const kinds = fleet.filter((_, index) => (set & (1 << index)) !== 0).map((it) => it.traits);
    if (kinds.length < best && valuesIn(kinds).size === wanted) best = kinds.length;
  }
  return best;
}
