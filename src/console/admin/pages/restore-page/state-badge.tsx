// Whether a configuration offers a restore: a word, a sign and a color that say the same.

import { Badge } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, DismissCircleFilled } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { State } from './configurations.ts';

const LOOKS = {
  enabled: { color: 'success', Icon: CheckmarkCircleFilled },
  disabled: { color: 'danger', Icon: DismissCircleFilled },
  notConfigured: { color: 'informative', Icon: CircleRegular },
} as const;

export function StateBadge({ state }: { readonly state: State }) {
  const { t } = useTranslation();
  const { color, Icon } = LOOKS[state];
  return (
    <Badge appearance="tint" color={color} icon={<Icon />}>
      {t(`restorePage.badges.${state}`)}
    </Badge>
  );
}
