// Whether a policy is on: in words, and with a colour beside them.

import { Badge } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { PolicyState } from '../../../../domain/conditional-access/policy.ts';

export const STATES: readonly PolicyState[] = ['enabled', 'enabledForReportingButNotEnforced', 'disabled'];

export function StateBadge({ state }: { readonly state: PolicyState | undefined }) {
  const { t } = useTranslation();
  return (
    <Badge appearance="tint" color={state === undefined ? 'severe' : COLORS[state]}>
      {t(`conditionalAccess.states.${state ?? 'unreadable'}`)}
    </Badge>
  );
}

const COLORS = { enabled: 'success', enabledForReportingButNotEnforced: 'warning', disabled: 'informative' } as const;
