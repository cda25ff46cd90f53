// The tables of docs/operating/policies.md, between its two marks.

import { OPT_IN_POLICIES } from '../../src/domain/policy/opt-in-policies.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { definitionOf } from '../../src/domain/policy/setting-definitions.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';

export const POLICIES_PAGE = 'docs/operating/policies.md';

/** The page with its tables as they should be. */
export function policiesPage(page: string): string {
  if (!MARKED.test(page)) throw new Error(`${POLICIES_PAGE} has lost its marks`);
  return page.replace(MARKED, (_, begin: string, end: string) => `${begin}\n${tables()}\n${end}`);
}

const MARKED = /(<!-- policies: written by scripts\/policy-files\.ts -->\n)[^]*(<!-- \/policies -->)/;

function tables(): string {
  return [
    "### Windows' own",
    '',
    '| Policy | What it does | Group Policy writes, in `HKLM\\SOFTWARE` | An MDM sets | Settings catalog |',
    '|---|---|---|---|---|',
    ...WINDOWS_POLICIES.map(
      (policy) =>
        `| **${policy.title}** | ${effectWords(policy)} | ${placeWords(policy)} | \`${policy.csp?.uri ?? ''}\` | \`${definitionOf(policy).id}\` |`,
    ),
    '',
    "### Keepsake's own",
    '',
    'Settings that travel only when asked for; the value is REG_DWORD 1 (enabled) or 0 (disabled) in `HKLM\\SOFTWARE\\Policies\\Keepsake\\OptIn`.',
    '',
    '| Category | Policy | Value | Settings catalog | Settings |',
    '|---|---|---|---|---|',
    ...OPT_IN_POLICIES.map(
      (policy) =>
        `| ${policy.category.name} | **${policy.title}** | \`${policy.gpo?.location.value ?? ''}\` | \`${definitionOf(policy).id}\` | ${policy.scope === 'category' ? 'all below' : policy.effect.settingIds.map((id) => `\`${id}\``).join(', ')} |`,
    ),
    '',
  ].join('\n');
}

function effectWords({ effect }: Policy): string {
  switch (effect.kind) {
    case 'backup':
      return 'backups happen';
    case 'restore':
      return 'restores are offered at first sign-in and later';
    case 'companion':
      return 'disabled, it stops backups';
    case 'exclusion':
      return effect.groups.length > 1 ? 'excludes everything' : `excludes *${effect.groups.join(', ')}*`;
    case 'optIn':
      return 'asks for settings';
  }
}

function placeWords({ gpo }: Policy): string {
  if (gpo === undefined || gpo.form.kind !== 'number') return 'nothing: there is no such policy';
  const { key, value } = gpo.location;
  const place = `\`${key}\` \`${value}\` = ${gpo.form.enabled} or ${gpo.form.disabled}`;
  return gpo.certainty === 'inferred' ? `${place} (Microsoft does not document it)` : place;
}
