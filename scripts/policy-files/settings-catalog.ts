// Policies to begin with, as Graph takes them (`POST /beta/deviceManagement/configurationPolicies`), for Microsoft Intune and for
// Keepsake alike. None is assigned to anybody.

import { policyBody, type PolicyTemplate } from '../../src/domain/policy/policy-body.ts';
import { BACKUP_GROUPS } from '../../src/domain/policy/backup-groups.ts';
import type { Policy, PolicyEffect } from '../../src/domain/policy/policy.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';

const backup = withEffect('backup');
const restore = withEffect('restore');

export const POLICY_TEMPLATES: readonly PolicyTemplate[] = [
  {
    name: 'Keepsake - Back up and restore settings',
    description: 'Settings are backed up, and offered at the first sign-in on another device.',
    settings: enabled([...backup, ...restore]),
  },
  {
    name: 'Keepsake - Back up settings',
    description: 'Settings are backed up. Whether they are offered again is decided elsewhere.',
    settings: enabled(backup),
  },
  {
    name: 'Keepsake - Keep the ways of backups open',
    description: 'The five policies of which Windows backs up no settings while one is disabled.',
    settings: enabled(withEffect('companion')),
  },
  ...withEffect('exclusion').map((policy) => ({
    name: `Keepsake - ${policy.title}`,
    description: `${groupsOf(policy)} stay out of backups, and nobody may turn that off.`,
    settings: enabled([policy]),
  })),
];

export function settingsCatalogJson(): string {
  const page = {
    '@odata.context': 'https://graph.microsoft.com/beta/$metadata#deviceManagement/configurationPolicies',
    value: POLICY_TEMPLATES.map(policyBody),
  };
  return `${JSON.stringify(page, null, 2)}\n`;
}

function withEffect(kind: PolicyEffect['kind']): readonly Policy[] {
  return WINDOWS_POLICIES.filter(({ effect }) => effect.kind === kind);
}

/** Where a person could be left the choice, they are not. */
function enabled(policies: readonly Policy[]): PolicyTemplate['settings'] {
  return policies.map((policy) => ({
    policy,
    state: 'enabled',
    ...(policy.userOverride === undefined ? {} : { userMayOverride: false }),
  }));
}

function groupsOf({ effect }: Policy): string {
  if (effect.kind !== 'exclusion') return '';
  return effect.groups.length > 1
    ? 'All settings and apps'
    : effect.groups.map((group) => `"${BACKUP_GROUPS[group]}"`).join('');
}
