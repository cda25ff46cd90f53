// What holds for any policies and any sign-in, known or half known.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Demand, sameSpan } from '../../src/domain/conditional-access/demand.ts';
import { evaluate } from '../../src/domain/conditional-access/evaluate.ts';
import type { JsonObject } from '../../src/domain/conditional-access/members.ts';
import { mergePatch } from '../../src/domain/conditional-access/merge-patch.ts';
import type { SignIn } from '../../src/domain/conditional-access/sign-in.ts';
import { tokenError, tokenErrors } from '../../src/domain/conditional-access/token-error.ts';
import {
  ADA,
  APP,
  arbitraryPolicy,
  arbitrarySignIn,
  BOB,
  EXCLUDED,
  forgetting,
  OTHER_APP,
  policyJson,
  tenantWith,
} from './fixtures.ts';

const policies = fc.array(arbitraryPolicy, { minLength: 1, maxLength: 4 });
/** A sign-in with some facts missing, and the same with all of them. */
const halfKnown = arbitrarySignIn.chain((whole) => forgetting(whole).map((half) => ({ half, whole })));
const RANK: Readonly<Record<Demand, number>> = { none: 0, interaction: 1, block: 2 };

const holds = (law: (policies: readonly JsonObject[], half: SignIn, whole: SignIn) => void): void =>
  fc.assert(
    fc.property(policies, halfKnown, (all, { half, whole }) => law(all, half, whole)),
    { numRuns: 400 },
  );

test('learning a fact never changes a definite verdict, and enforcement never asked for too little', () => {
  let settled = 0;
  holds((all, half, whole) => {
    const [before, after] = [evaluate(tenantWith(...all), half), evaluate(tenantWith(...all), whole)];
    assert.notEqual(after.verdict, 'unknown');
    if (before.verdict !== 'unknown') assert.equal(after.verdict, before.verdict);
    else settled += 1;
    assert.ok(RANK[after.enforced] <= RANK[before.enforced]);
    for (const [index, policy] of before.policies.entries()) {
      if (policy.applies !== 'unknown') assert.equal(after.policies[index]?.applies, policy.applies);
      for (const [place, { matches }] of policy.conditions.entries()) {
        if (matches !== 'unknown') assert.equal(after.policies[index]?.conditions[place]?.matches, matches);
      }
    }
  });
  assert.ok(settled > 20, 'the sign-ins are too well known to test anything');
});

test('an exclusion more never asks for more', () => {
  const exclusions: readonly JsonObject[] = [
    { users: { excludeUsers: [ADA, BOB] } },
    { users: { excludeGroups: [EXCLUDED] } },
    { applications: { excludeApplications: [APP, OTHER_APP] } },
    { platforms: { includePlatforms: ['all'], excludePlatforms: ['windows', 'iOS'] } },
  ];
  fc.assert(
    fc.property(arbitraryPolicy, halfKnown, fc.constantFrom(...exclusions), (json, { half }, conditions) => {
      // Only what includes every platform is narrowed by the last of them.
      fc.pre(conditions['platforms'] === undefined || (json['conditions'] as JsonObject)['platforms'] === null);
      const before = evaluate(tenantWith(json), half).demand;
      const added = { conditions: withMore(json['conditions'] as JsonObject, conditions) };
      const after = evaluate(tenantWith(mergePatch(json, added)), half).demand;
      assert.ok(RANK[after.atMost] <= RANK[before.atMost] && RANK[after.atLeast] <= RANK[before.atLeast]);
    }),
    { numRuns: 400 },
  );
});

test('a block wins over everything, and one policy more never asks for less', () => {
  const block = policyJson();
  holds((all, half) => {
    assert.equal(
      evaluate(tenantWith(...all, block), half).verdict,
      half.target.kind === 'application' ? 'block' : evaluate(tenantWith(...all), half).verdict,
    );
    const [fewer, more] = [evaluate(tenantWith(...all.slice(1)), half), evaluate(tenantWith(...all), half)];
    assert.ok(RANK[more.demand.atLeast] >= RANK[fewer.demand.atLeast] && RANK[more.enforced] >= RANK[fewer.enforced]);
  });
});

test('what is not switched on changes nothing that is enforced', () => {
  holds((all, half) => {
    const off = all.map(
      (policy, index): JsonObject => ({
        ...policy,
        state: index % 2 === 0 ? 'disabled' : 'enabledForReportingButNotEnforced',
      }),
    );
    const [without, added] = [evaluate(tenantWith(...all), half), evaluate(tenantWith(...all, ...off), half)];
    assert.deepEqual(
      [added.verdict, added.enforced, added.session],
      [without.verdict, without.enforced, without.session],
    );
    assert.equal(evaluate(tenantWith(...off), half).verdict, 'allow');
    // Yet it is evaluated: to the same as if it were switched on.
    for (const [index, { demand }] of added.policies.slice(0, all.length).entries()) {
      const twin = added.policies[all.length + index];
      assert.ok(twin !== undefined && sameSpan(twin.demand, demand));
    }
  });
});

test('all controls are at least as strict as any one of them', () => {
  fc.assert(
    fc.property(arbitraryPolicy, halfKnown, (json, { half }) => {
      const [either, both] = ['OR', 'AND'].map((operator) => {
        const patched = { ...(mergePatch(json, { grantControls: { operator } }) as JsonObject), state: 'enabled' };
        return evaluate(tenantWith(patched), half).demand;
      });
      assert.ok(either && both);
      assert.ok(RANK[both.atLeast] >= RANK[either.atLeast] && RANK[both.atMost] >= RANK[either.atMost]);
    }),
    { numRuns: 400 },
  );
});

test('a token is refused exactly where something enforced is not certain to be satisfied', () => {
  holds((all, half) => {
    const evaluation = evaluate(tenantWith(...all), half);
    const error = tokenError(evaluation, 'token');
    assert.equal(error === undefined, evaluation.enforced === 'none');
    const isFinal = tokenErrors(evaluation, 'token').some((it) => it.isFinal);
    assert.equal(isFinal, evaluation.enforced === 'block');
    if (error !== undefined)
      assert.ok(error.policies.length > 0 && error.description.startsWith(`AADSTS${error.code}: `));
  });
});

/** The conditions with these exclusions added to whatever they had. */
function withMore(conditions: JsonObject, more: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(more).map(([name, added]) => {
      const before = (conditions[name] ?? {}) as JsonObject;
      const lists = Object.entries(added as JsonObject).map(([list, values]) => [
        list,
        [...((before[list] ?? []) as string[]), ...(values as string[])],
      ]);
      return [name, Object.fromEntries(lists)];
    }),
  );
}
