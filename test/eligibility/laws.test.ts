// What holds for any facts and any choices.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_CHOICES, type TenantChoices } from '../../src/domain/eligibility/choices.ts';
import { decide, rulesOf } from '../../src/domain/eligibility/decide.ts';
import { explainDecision } from '../../src/domain/eligibility/explain.ts';
import { FACT_NAMES } from '../../src/domain/eligibility/fact-names.ts';
import type { EligibilityFacts } from '../../src/domain/eligibility/facts.ts';
import { RULES } from '../../src/domain/eligibility/rules.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';
import { arbitraryChoices, arbitraryFacts, forgettings } from './arbitrary.ts';
import { policyOf } from './facts.ts';

function holds(law: (facts: EligibilityFacts, choices: TenantChoices) => void, numRuns = 2000): void {
  fc.assert(fc.property(arbitraryFacts, arbitraryChoices, law), { numRuns });
}

test('every rule of the occasion is judged, and eligible is only who all that count hold for', () => {
  const seen = new Set<string>();
  holds((facts, choices) => {
    const { verdict, findings, occasion } = decide(facts, choices);
    seen.add(`${occasion} ${verdict}`);
    assert.deepEqual(
      findings.map(({ ruleId }) => ruleId),
      rulesOf(occasion).map(({ id }) => id),
    );
    const counted = findings.filter(({ isLifted }) => !isLifted).map((finding) => finding.holds);
    const expected = counted.includes('no') ? 'ineligible' : counted.includes('unknown') ? 'unknown' : 'eligible';
    assert.equal(verdict, expected);
  });
  assert.equal(seen.size, 12, `not every verdict came up on every occasion: ${[...seen].join(', ')}`);
});

test('the same facts are decided the same, and nothing is changed by deciding', () => {
  holds((facts, choices) => {
    const before = JSON.stringify([facts, choices]);
    assert.deepEqual(decide(facts, choices), decide(facts, choices));
    assert.equal(JSON.stringify([facts, choices]), before);
  }, 300);
});

test('forgetting a fact never turns a no into a yes, nor a yes into a no', () => {
  const settled = { eligible: 0, ineligible: 0, unknown: 0 };
  holds((facts) => {
    const before = decide(facts, DEFAULT_CHOICES);
    settled[before.verdict] += 1;
    for (const forgetful of forgettings(facts)) {
      const after = decide(forgetful, DEFAULT_CHOICES);
      if (before.verdict !== 'unknown') assert.ok([before.verdict, 'unknown'].includes(after.verdict));
      for (const [index, finding] of before.findings.entries()) {
        const now = after.findings[index]?.holds;
        // A number and a name of an edition that contradict each other are no longer unknown once one of them is forgotten.
        if (finding.holds === 'unknown' && finding.ruleId !== 'supported-edition') assert.equal(now, 'unknown');
        if (finding.holds !== 'unknown') assert.ok([finding.holds, 'unknown'].includes(now ?? ''), finding.ruleId);
      }
    }
  }, 500);
  assert.ok(Math.min(...Object.values(settled)) > 20, JSON.stringify(settled));
});

test('with the restore page off nothing is offered during setup, whatever is lifted', () => {
  holds((facts, choices) => {
    for (const state of ['disabled', 'notConfigured'] as const) {
      const policy = { ...(facts.policy ?? policyOf()), restorePage: { state, origin: undefined } };
      assert.equal(decide({ ...facts, occasion: 'oobe', policy }, choices).verdict, 'ineligible');
    }
  }, 500);
});

test('with "Enable Windows Restore" off nothing is offered after setup, and with "Enable Windows Backup" off nothing is captured', () => {
  holds((facts, choices) => {
    for (const state of ['disabled', 'notConfigured', 'conflict'] as const) {
      const policy = policyOf({ EnableWindowsRestore: state, EnableWindowsBackup: state });
      for (const occasion of ['backup', 'firstSignIn', 'inUse'] as const) {
        assert.equal(decide({ ...facts, occasion, policy }, choices).verdict, 'ineligible');
      }
    }
  }, 500);
});

test('whoever skipped is never asked again during setup or at the first sign-in', () => {
  holds((facts, choices) => {
    for (const occasion of ['oobe', 'firstSignIn'] as const) {
      const history = { skippedIn: 'oobe', isRestored: false } as const;
      assert.equal(decide({ ...facts, occasion, history }, choices).verdict, 'ineligible');
    }
  }, 500);
});

test('an exclusion more never lets a backup happen that would not', () => {
  const exclusions = WINDOWS_POLICIES.filter(({ effect }) => effect.kind === 'exclusion').map(({ name }) => name);
  fc.assert(
    fc.property(fc.subarray(exclusions), fc.subarray(exclusions), arbitraryFacts, (some, more, facts) => {
      const states = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'enabled'] as const));
      const verdictWith = (names: readonly string[]) =>
        decide({ ...facts, occasion: 'backup', policy: policyOf(states(names)) }, DEFAULT_CHOICES).verdict;
      if (verdictWith(some) !== 'eligible') assert.notEqual(verdictWith([...some, ...more]), 'eligible');
    }),
    { numRuns: 500 },
  );
});

test('lifting a limit of the service lets more through and never less; lifting anything else does nothing', () => {
  const services = RULES.filter(({ limit }) => limit === 'service').map(({ id }) => id);
  let lifted = 0;
  holds((facts, choices) => {
    const verdict = decide(facts, { ...choices, liftedLimits: [] }).verdict;
    for (const { id, limit } of RULES) {
      const alone = decide(facts, { ...choices, liftedLimits: [id] });
      if (limit === 'technical') assert.deepEqual(alone, decide(facts, { ...choices, liftedLimits: [] }));
      if (verdict === 'eligible') assert.equal(alone.verdict, 'eligible');
      if (verdict === 'unknown') assert.notEqual(alone.verdict, 'ineligible');
      const finding = alone.findings.find(({ ruleId }) => ruleId === id);
      assert.equal(finding?.isLifted ?? limit === 'service', limit === 'service');
    }
    const all = decide(facts, { ...choices, liftedLimits: services });
    if (verdict !== 'eligible' && all.verdict === 'eligible') lifted += 1;
    assert.ok(all.findings.every(({ ruleId, isLifted }) => isLifted === services.includes(ruleId)));
  }, 1000);
  assert.ok(lifted > 0, 'no limit was ever the only thing in the way');
});

test('every refusal has a code, a sentence for each reader and a fix; every question names its facts', () => {
  const ruleOf = new Map<string, string>();
  holds((facts, choices) => {
    for (const finding of decide(facts, choices).findings) {
      if (finding.holds === 'unknown') assert.ok(finding.missing.length > 0, finding.ruleId);
      else assert.match(finding.evidence, /^\S.*\S$/);
      if (finding.holds !== 'no') continue;
      assert.match(finding.code, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      assert.equal(ruleOf.get(finding.code) ?? finding.ruleId, finding.ruleId, `two rules say ${finding.code}`);
      ruleOf.set(finding.code, finding.ruleId);
      for (const text of [finding.administrator, finding.person, finding.fix]) assert.match(text, /^[A-Z"].*[.]$/s);
    }
  });
});

test('the person at the screen reads no jargon', () => {
  const jargon =
    /\b(Entra|Intune|OOBE|Autopilot|policy|policies|tenant|MDM|GPO|SKU|ESP|build|snapshot|token|Conditional Access|keepsake)\b/i;
  holds((facts, choices) => {
    for (const finding of decide(facts, choices).findings) {
      if (finding.holds === 'no') assert.doesNotMatch(finding.person, jargon, finding.code);
    }
  });
});

test('an explanation says everything and nothing that is not there', () => {
  holds((facts, choices) => {
    const decision = decide(facts, choices);
    const text = explainDecision(decision).join('\n');
    assert.doesNotMatch(text, /undefined|null|NaN|\[object/);
    for (const finding of decision.findings) {
      if (finding.isLifted) continue;
      if (finding.holds === 'no')
        for (const part of [finding.code, finding.administrator, finding.person, finding.fix])
          assert.ok(text.includes(part));
      if (finding.holds === 'unknown') for (const name of finding.missing) assert.ok(text.includes(`(${name})`));
    }
  }, 500);
});

test('every fact that a rule asks for is told in words', () => {
  const asked = new Set<string>();
  holds((facts, choices) => {
    for (const finding of decide(facts, choices).findings) {
      if (finding.holds === 'unknown') for (const name of finding.missing) asked.add(name);
    }
  });
  const strange = [...asked].filter(
    (name) => !Object.hasOwn(FACT_NAMES, name) && !/^(policy\.[A-Z]|conditionalAccess: )/.test(name),
  );
  assert.deepEqual(strange, []);
});
