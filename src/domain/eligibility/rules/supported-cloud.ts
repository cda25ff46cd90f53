// The organization is in Microsoft's commercial cloud. A limit of Microsoft's service, which is not offered in the sovereign
// clouds; Keepsake runs wherever the organization runs it, so the organization may lift it.

import type { Cloud } from '../../enrollment/enrollment-facts.ts';
import { no, unknown, yes } from '../judge.ts';
import type { Judgement, Rule } from '../rule.ts';

export const supportedCloud: Rule = {
  id: 'supported-cloud',
  title: "The organization is in Microsoft's commercial cloud, not in a sovereign one",
  occasions: ['backup', 'oobe', 'firstSignIn', 'inUse'],
  limit: 'service',
  requirements: ['R15'],
  source: "Microsoft's list of clouds",
  judge: ({ cloud }) => (cloud === undefined ? unknown('cloud') : ANSWERS[cloud]),
};

const ANSWERS: Readonly<Record<Cloud, Judgement>> = {
  public: yes('Commercial cloud'),
  gccHigh: refused('GCC High'),
  dod: refused('the cloud of the US Department of Defense'),
  china: refused('the cloud that 21Vianet operates in China'),
};

function refused(name: string): Judgement {
  return no(name, {
    code: 'sovereign-cloud',
    administrator: `The organization's tenant is in ${name}, where Microsoft does not offer backing up and restoring settings.`,
    person: 'Saving and restoring settings is not available in your organization yet.',
    fix: "An administrator lifts this limit for the organization: Keepsake itself does not need Microsoft's service.",
  });
}
