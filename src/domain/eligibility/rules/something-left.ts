// The exclusion policies leave something to back up. Technical: a backup of nothing is none.

import { BACKUP_GROUPS, type BackupGroup } from '../../policy/backup-groups.ts';
import type { ResolvedPolicy, ResolvedValue } from '../../policy/resolved-policy.ts';
import { no, unknown, yes } from '../judge.ts';
import { missingOf, originsWords } from '../policy-words.ts';
import type { Judgement, Rule } from '../rule.ts';

export const somethingLeft: Rule = {
  id: 'something-left',
  title: 'At least one group of settings, or the apps, is not excluded',
  occasions: ['backup'],
  limit: 'technical',
  requirements: ['R16'],
  source: "Microsoft's exclusion policies",
  judge: ({ policy }) => {
    if (policy === undefined) return unknown('policy');
    if (!coversAll(policy.excludedGroups)) return SOMETHING;
    const open = policy.values.filter(
      ({ policy: { effect }, state }) => effect.kind === 'exclusion' && state === 'unknown',
    );
    if (open.length > 0 && !coversAll(certainlyExcluded(policy))) return unknown(...new Set(open.flatMap(missingOf)));
    return nothing(policy);
  },
};

const SOMETHING = yes('Something is left to back up');

function coversAll(groups: readonly BackupGroup[]): boolean {
  return (Object.keys(BACKUP_GROUPS) as readonly BackupGroup[]).every((group) => groups.includes(group));
}

/** By policies that are known to be enabled; a policy nobody knows about excludes until it is known. */
function certainlyExcluded({ values }: ResolvedPolicy): readonly BackupGroup[] {
  return values.flatMap((value) => (value.state === 'enabled' ? groupsOf(value) : []));
}

function groupsOf({ policy: { effect } }: ResolvedValue): readonly BackupGroup[] {
  return effect.kind === 'exclusion' ? effect.groups : [];
}

function nothing({ values }: ResolvedPolicy): Judgement {
  const excluding = values.filter((value) => value.state === 'enabled' && groupsOf(value).length > 0);
  const said = excluding.map(
    ({ policy, origins }) => `"${policy.title}" by ${originsWords(origins) || 'somebody who is not known'}`,
  );
  return no('Everything is excluded', {
    code: 'everything-excluded',
    administrator: `Every group of settings and the apps are excluded${said.length > 0 ? `: ${said.join('; ')}` : ''}.`,
    person: 'Your organization has chosen not to save any settings from this device.',
    fix: 'Disable the exclusion of at least one group (Settings catalog or Group Policy › Sync your settings › Do not sync …), or disable "Enable Windows Backup" to say the same plainly.',
  });
}
