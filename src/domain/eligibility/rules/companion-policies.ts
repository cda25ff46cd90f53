// Five policies that seem to have nothing to do with it stop Windows' backups while they are disabled, without a word. Keepsake
// honours them and says so. Not to be lifted: whoever disabled them wanted less to leave the device, and the device itself refuses.

import type { ResolvedValue } from '../../policy/resolved-policy.ts';
import { no, unknown, yes } from '../judge.ts';
import { missingOf, originsWords } from '../policy-words.ts';
import type { Judgement, Rule } from '../rule.ts';

export const companionPolicies: Rule = {
  id: 'companion-policies',
  title: 'None of the five companion policies (activity feed, connected devices) is disabled',
  occasions: ['backup'],
  limit: 'technical',
  requirements: ['R16'],
  source: "Microsoft's list of policies that must not be disabled",
  judge: ({ policy }) => {
    if (policy === undefined) return unknown('policy');
    if (policy.values.every(isHarmless)) return NONE;
    const companions = policy.values.filter(isCompanion);
    const disabled = companions.filter(({ state }) => state === 'disabled');
    if (disabled.length > 0) return inTheWay(disabled);
    return unknown(...new Set(companions.filter(({ state }) => state === 'unknown').flatMap(missingOf)));
  },
};

const NONE = yes('None is disabled');

function isHarmless(value: ResolvedValue): boolean {
  return (value.state !== 'disabled' && value.state !== 'unknown') || !isCompanion(value);
}

function isCompanion({ policy }: ResolvedValue): boolean {
  return policy.effect.kind === 'companion';
}

function inTheWay(disabled: readonly ResolvedValue[]): Judgement {
  const titles = disabled.map(({ policy }) => `"${policy.title}"`).join(', ');
  const said = disabled.map(
    ({ policy, origins }) => `"${policy.title}" is disabled by ${originsWords(origins) || 'somebody who is not known'}`,
  );
  return no(`Disabled: ${titles}`, {
    code: 'companion-policy-disabled',
    administrator: `${said.join('; ')}. While it is, Windows backs up no settings, and neither does Keepsake.`,
    person:
      'A setting of your organization keeps your settings from being saved on this device. Your IT department can change it.',
    fix: `Set ${titles} to "Not configured" or "Enabled", where it was disabled.`,
  });
}
