import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementIn, isEnough, sumOf } from './agreement.ts';
import { organizationOf } from './organization.ts';

const SEEDS = Array.from({ length: 6 }, (_, at) => at + 1);

test('what readiness predicts from exports is what is lived', (t) => {
  const sum = sumOf(SEEDS.map((seed) => agreementIn(organizationOf(seed, 100))));
  t.diagnostic(`${sum.disagreements.length} of ${sum.predictions} predictions were wrong`);
  assert.ok(isEnough(sum), JSON.stringify(sum.disagreements, null, 2));
  assert.ok(sum.definite > sum.predictions * 0.9, 'most predictions are definite');
});

test('an organization that lives otherwise than its exports say is found out', () => {
  for (const bent of [
    { restorePage: 'disabled' },
    { restore: 'nobody' },
    { backup: 'nobody' },
    { statusPageInstallsUpdates: false },
    { signInPolicies: ['compliantDeviceForEverything'] },
  ] as const) {
    const sum = sumOf(
      SEEDS.map((seed) => {
        const organization = organizationOf(seed, 100);
        return agreementIn(organization, { ...organization, ...bent });
      }),
    );
    assert.ok(!isEnough(sum), JSON.stringify(bent));
  }
});
