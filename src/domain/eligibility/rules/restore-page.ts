// During setup it is the switch *Show restore page* that counts, and nothing else: policies arrive too late there. Technical in the
// sense of the list: what the organization wants is changed where it was said, not lifted.

import type { ResolvedToggle } from '../../policy/resolved-policy.ts';
import { no, unknown, yes } from '../judge.ts';
import { originWords } from '../policy-words.ts';
import type { Judgement, Rule } from '../rule.ts';

export const restorePage: Rule = {
  id: 'restore-page',
  title: '"Show restore page" is on',
  occasions: ['oobe'],
  limit: 'technical',
  requirements: ['R9', 'R16', 'R17'],
  source: "Microsoft's enrollment option; not configured is off",
  judge: ({ policy }) => {
    if (policy === undefined) return unknown('policy');
    const { state, missing } = policy.restorePage;
    if (state === 'enabled') return ON;
    if (state === 'unknown') return unknown(...(missing?.length ? missing : ['policy.showRestorePage']));
    return off(policy.restorePage);
  },
};

const ON = yes('On');

function off({ state, origin }: ResolvedToggle): Judgement {
  const isDisabled = state === 'disabled';
  const by = origin === undefined ? '' : ` by ${originWords(origin)}`;
  return no(isDisabled ? 'Off' : 'Not configured', {
    code: isDisabled ? 'restore-page-disabled' : 'restore-page-not-configured',
    administrator: isDisabled
      ? `"Show restore page" is off${by}, so nobody it concerns is asked during setup.`
      : '"Show restore page" is not configured, which means off.',
    person: 'Your organization does not offer restoring settings while a device is being set up.',
    fix: 'Set "Show restore page" to On (Intune › Devices › Enrollment › Windows › Windows Backup and Restore). It counts for devices that are set up afterwards.',
  });
}
