// The state of a restore as a badge, and how long the person had to wait.

import { Badge } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RestoreSession } from '../../protocol/operations/restore.ts';

const COLORS = {
  offered: 'informative',
  applying: 'brand',
  completed: 'success',
  failed: 'danger',
  setUpAsNew: 'subtle',
  cancelled: 'subtle',
  expired: 'warning',
  undone: 'subtle',
} as const satisfies Record<RestoreSession['state'], string>;

export const RESTORE_STATES = Object.keys(COLORS) as readonly RestoreSession['state'][];
export const PHASES = ['oobe', 'firstSignIn', 'inUse'] as const satisfies readonly RestoreSession['phase'][];

export function RestoreState({ state }: { readonly state: string }) {
  const { t } = useTranslation();
  const known = RESTORE_STATES.find((it) => it === state) ?? 'expired';
  return (
    <Badge appearance="tint" color={COLORS[known]}>
      {t(`restores.states.${known}`)}
    </Badge>
  );
}
