// What the rules for *Enable Windows Backup* and *Enable Windows Restore* have in common: enabled it holds; disabled, never
// configured or disputed it does not, and whoever said so is named.

import type { PolicyEffect } from '../policy/policy.ts';
import type { ResolvedValue } from '../policy/resolved-policy.ts';
import type { EligibilityFacts } from './facts.ts';
import { no, unknown, yes } from './judge.ts';
import { missingOf, originsWords, valueWithEffect } from './policy-words.ts';
import type { Judgement } from './rule.ts';

export type Switch = {
  readonly effect: Extract<PolicyEffect['kind'], 'backup' | 'restore'>;
  /** For the person: that it is off. */
  readonly person: string;
  /** In the Settings catalog. */
  readonly catalogPath: string;
};

export function judgeSwitch(facts: EligibilityFacts, what: Switch): Judgement {
  if (facts.policy === undefined) return unknown('policy');
  const value = valueWithEffect(facts, what.effect);
  if (value === undefined || value.state === 'unknown') {
    return unknown(...(value === undefined ? ['policy'] : missingOf(value)));
  }
  return value.state === 'enabled' ? ENABLED : off(value, what);
}

const ENABLED = yes('Enabled');

function off(value: ResolvedValue, { effect, person, catalogPath }: Switch): Judgement {
  const { policy, origins } = value;
  const enable = `Enable "${policy.title}": Intune › Devices › Configuration › Settings catalog › ${catalogPath}, or Group Policy › Computer Configuration › Administrative Templates › Windows Components › Sync your settings; not by both.`;
  if (value.isConflict) {
    return no('In conflict', {
      code: `${effect}-policy-conflict`,
      administrator: `"${policy.title}" is set differently by ${originsWords(origins)}; the stricter value holds, so it is off.`,
      person,
      fix: `Set "${policy.title}" in one place only. ${enable}`,
    });
  }
  if (value.state === 'disabled') {
    return no('Disabled', {
      code: `${effect}-policy-disabled`,
      administrator: `"${policy.title}" is disabled by ${originsWords(origins) || 'somebody who is not known'}.`,
      person,
      fix: enable,
    });
  }
  return no('Not configured', {
    code: `${effect}-policy-not-configured`,
    administrator: `Nobody has configured "${policy.title}" for this person and device, and without it nothing happens.`,
    person,
    fix: enable,
  });
}
