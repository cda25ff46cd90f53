// The fold over a fleet says nothing but what `decide` says of each one: counted by classes or one by one, the numbers are the same.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TenantChoices } from '../../src/domain/eligibility/choices.ts';
import { decide } from '../../src/domain/eligibility/decide.ts';
import type { EligibilityFacts } from '../../src/domain/eligibility/facts.ts';
import { type Occasion, OCCASIONS } from '../../src/domain/enrollment/phase.ts';
import { assess, type Assessment } from '../../src/domain/readiness/assess.ts';
import { compare } from '../../src/domain/readiness/compare.ts';
import { classKey, numbering } from '../../src/domain/readiness/fact-class.ts';
import { type Fleet, fleetClasses, NOBODY } from '../../src/domain/readiness/fleet.ts';
import { reportOf } from '../../src/domain/readiness/report.ts';
import { byNearness, type Standing, standingOf } from '../../src/domain/readiness/standing.ts';
import { factsOn, setUpAnew, type SubjectFacts } from '../../src/domain/readiness/subject.ts';
import { arbitraryChoices, arbitraryFacts, forgettings } from '../eligibility/arbitrary.ts';

type Subject = { readonly facts: SubjectFacts; readonly device: number; readonly person: number };

test('a fleet folded by classes is the same as everybody decided one by one', () => {
  fc.assert(
    fc.property(fleet(), arbitraryChoices, (subjects, choices) => {
      const assessment = assessed(subjects, choices);
      const report = reportOf(assessment);
      for (const occasion of OCCASIONS) {
        const at = assessment.occasions[occasion];
        assert.deepEqual(
          Array.from(assessment.fleet.classOf, (number) => at.standings[at.ofClasses[number] ?? -1]),
          subjects.map(({ facts }) => standing(facts, occasion, choices)),
        );
        const told = report.occasions.find((it) => it.occasion === occasion);
        for (const heads of ['devices', 'people'] as const) {
          const each = headsOf(subjects, heads).map((all) => nearest(all, occasion, choices));
          const count = (verdict: string): number => each.filter((it) => it.verdict === verdict).length;
          const [eligible, ineligible, unknown] = [count('eligible'), count('ineligible'), count('unknown')];
          assert.deepEqual(told?.[heads], { eligible, ineligible, unknown });
          for (const reason of told?.reasons ?? []) {
            const refused = each.filter(({ refusals }) => refusals.some(({ code }) => code === reason.code));
            assert.equal(reason[heads], refused.length, reason.code);
          }
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('those of one class are decided alike, whichever fact they differ in', () => {
  const numberOf = numbering();
  fc.assert(
    fc.property(arbitraryFacts, arbitraryFacts, arbitraryChoices, (facts, other, choices) => {
      const swapped = (['device', 'enrollment', 'person'] as const).flatMap((part) =>
        Object.keys(other[part]).map((name) => ({
          ...facts,
          [part]: { ...facts[part], [name]: (other[part] as Record<string, unknown>)[name] },
        })),
      );
      const others = (['policy', 'backups', 'cloud', 'history', 'conditionalAccess'] as const).flatMap((name) =>
        other[name] === undefined ? [] : [{ ...facts, [name]: other[name] }],
      );
      for (const like of [...forgettings(facts), ...swapped, ...others]) {
        const [one, two] = [subjectOf(facts), subjectOf(like)];
        if (classKey(one, numberOf) !== classKey(two, numberOf)) continue;
        for (const occasion of OCCASIONS) {
          assert.deepEqual(standing(two, occasion, choices), standing(one, occasion, choices));
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('a plan of fixes unlocks exactly those it says, and in the end everybody who is refused', () => {
  fc.assert(
    fc.property(fleet(), arbitraryChoices, fc.constantFrom(...OCCASIONS), (subjects, choices, occasion) => {
      const told = reportOf(assessed(subjects, choices)).occasions.find((it) => it.occasion === occasion);
      const each = headsOf(subjects, 'devices').map((all) => nearest(all, occasion, choices));
      const refused = each.filter(({ refusals }) => refusals.length > 0);
      const needs = ({ refusals }: Standing): readonly string[] => refusals.flatMap(({ fixes }) => fixes);
      const done = new Set<string>();
      for (const { fixes, unlocked } of told?.plan ?? []) {
        for (const { fix } of fixes) done.add(fix);
        const free = refused.filter((it) => needs(it).every((fix) => done.has(fix)));
        assert.equal(unlocked.devices, free.filter(({ missing }) => missing.length === 0).length);
        assert.equal(unlocked.perhaps.devices, free.filter(({ missing }) => missing.length > 0).length);
      }
      for (const { fix, concerns, unlocksAlone } of told?.fixes ?? []) {
        assert.equal(concerns.devices, refused.filter((it) => needs(it).includes(fix)).length);
        const alone = refused.filter((it) => needs(it).every((other) => other === fix));
        assert.equal(unlocksAlone.devices + unlocksAlone.perhaps.devices, alone.length);
      }
      if ((told?.plan.length ?? 0) < 12) assert.ok(refused.every((it) => needs(it).every((fix) => done.has(fix))));
    }),
    { numRuns: 150 },
  );
});

test('a comparison counts everybody whose verdict changes, and nobody else', () => {
  fc.assert(
    fc.property(fleet(), arbitraryChoices, arbitraryChoices, (subjects, was, is) => {
      const differences = compare(assessed(subjects, was), assessed(subjects, is), 1000);
      for (const { occasion, devices } of differences) {
        const expected = headsOf(subjects, 'devices').flatMap((all, device) => {
          const [from, to] = [nearest(all, occasion, was).verdict, nearest(all, occasion, is).verdict];
          return from === to ? [] : [`${device}: ${from} → ${to}`];
        });
        const told = devices.flatMap(({ from, to, sample }) => sample.map((device) => `${device}: ${from} → ${to}`));
        assert.deepEqual(told.toSorted(), expected.toSorted());
        for (const { count, sample } of devices) assert.equal(count, sample.length);
      }
    }),
    { numRuns: 100 },
  );
});

test('a device set up anew has neither a history nor backups of its own', () => {
  fc.assert(
    fc.property(arbitraryFacts, arbitraryChoices, (facts, choices) => {
      const codes = OCCASIONS.flatMap((occasion) =>
        standing(setUpAnew(subjectOf(facts), choices.buildTable), occasion, choices).refusals.map(({ code }) => code),
      );
      for (const code of ['skipped', 'already-restored', 'only-own-backup']) assert.ok(!codes.includes(code), code);
    }),
  );
});

function assessed(subjects: readonly Subject[], choices: TenantChoices): Assessment {
  return assess(fleetOf(subjects), choices);
}

function fleetOf(subjects: readonly Subject[]): Fleet {
  const classes = fleetClasses();
  return {
    classes: classes.all,
    classOf: Int32Array.from(subjects, ({ facts }) => classes.numberOf(facts)),
    deviceOf: Int32Array.from(subjects, ({ device }) => device),
    personOf: Int32Array.from(subjects, ({ person }) => person),
    deviceCount: Math.max(-1, ...subjects.map(({ device }) => device)) + 1,
    personCount: Math.max(NOBODY, ...subjects.map(({ person }) => person)) + 1,
  };
}

function standing(facts: SubjectFacts, occasion: Occasion, choices: TenantChoices): Standing {
  const asked = factsOn(facts, occasion);
  return standingOf(decide(asked, choices), asked);
}

function nearest(all: readonly SubjectFacts[], occasion: Occasion, choices: TenantChoices): Standing {
  const [first] = all.map((facts) => standing(facts, occasion, choices)).toSorted(byNearness);
  return first ?? assert.fail('nobody');
}

function headsOf(subjects: readonly Subject[], heads: 'devices' | 'people'): readonly (readonly SubjectFacts[])[] {
  const of = ({ device, person }: Subject): number => (heads === 'devices' ? device : person);
  const grouped = Map.groupBy(
    subjects.filter((it) => of(it) !== NOBODY),
    of,
  );
  return [...grouped].toSorted(([a], [b]) => a - b).map(([, all]) => all.map(({ facts }) => facts));
}

/** Few devices and people, so that they share; numbered without gaps. */
function fleet(): fc.Arbitrary<readonly Subject[]> {
  const subject = fc.record({
    facts: arbitraryFacts.map(subjectOf),
    device: fc.nat(5),
    person: fc.integer({ min: NOBODY, max: 5 }),
  });
  return fc.array(subject, { maxLength: 12 }).map((subjects) => {
    const devices = [...new Set(subjects.map(({ device }) => device))];
    const people = [...new Set(subjects.map(({ person }) => person))].filter((person) => person !== NOBODY);
    return subjects.map(({ facts, device, person }) => ({
      facts,
      device: devices.indexOf(device),
      person: people.indexOf(person),
    }));
  });
}

function subjectOf({ conditionalAccess, ...facts }: EligibilityFacts): SubjectFacts {
  if (conditionalAccess === undefined) return facts;
  return { ...facts, conditionalAccess: { oobe: conditionalAccess, firstSignIn: conditionalAccess } };
}
