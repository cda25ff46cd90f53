// One occasion before and after a change.

import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { OccasionReadiness } from '../../../../protocol/operations/readiness.ts';
import { wholeNumber } from '../../../shared/i18n.ts';
import { VerdictCard } from './verdict-card.tsx';

type Props = { readonly now: OccasionReadiness; readonly then: OccasionReadiness };

export function ForecastCard({ now, then }: Props) {
  const { t } = useTranslation();
  const names = [t('readiness.whatIf.now'), t('readiness.whatIf.then')] as const;
  return (
    <VerdictCard
      title={t(`readiness.occasions.${then.occasion}`)}
      level="h3"
      bars={[
        [names[0], now.devices],
        [names[1], then.devices],
      ]}
      columns={[t('readiness.device'), ...names, t('readiness.whatIf.difference')]}
      cells={(verdict) => {
        const [before, after] = [now.devices[verdict], then.devices[verdict]];
        return [wholeNumber(before), wholeNumber(after), signed(after - before)];
      }}
    />
  );
}

function signed(difference: number): string {
  if (difference === 0) return '–';
  return new Intl.NumberFormat(i18next.language, { signDisplay: 'exceptZero' }).format(difference);
}
