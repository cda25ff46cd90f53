// How fresh a backup is: a word, a sign and a color that say the same.

import { Badge } from '@fluentui/react-components';
import { CheckmarkCircleFilled, ClockFilled, DismissCircleFilled, type FluentIcon } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Freshness } from '../../protocol/operations/fleet.ts';

const LOOKS = {
  fresh: { color: 'success', Icon: CheckmarkCircleFilled },
  ageing: { color: 'warning', Icon: ClockFilled },
  none: { color: 'danger', Icon: DismissCircleFilled },
} as const satisfies Record<Freshness, { color: string; Icon: FluentIcon }>;

export function FreshnessBadge({ freshness }: { readonly freshness: Freshness }) {
  const { t } = useTranslation();
  const { color, Icon } = LOOKS[freshness];
  return (
    <Badge appearance="tint" color={color} icon={<Icon />}>
      {t(`freshness.${freshness}`)}
    </Badge>
  );
}
