// How ready everybody is for one occasion. Numbers of devices lead to the devices behind them.

import { useTranslation } from 'react-i18next';
import { percent, wholeNumber } from '../../../shared/i18n.ts';
import { BehindLink } from './behind-link.tsx';
import { useCounted } from './counts.ts';
import type { PartProps } from './occasion-parts.tsx';
import { VerdictCard } from './verdict-card.tsx';

export function OccasionCard({ readiness: { occasion, devices, people }, assume }: PartProps) {
  const { t } = useTranslation();
  const counted = useCounted();
  const all = devices.eligible + devices.unknown + devices.ineligible;
  const title = t(`readiness.occasions.${occasion}`);
  return (
    <VerdictCard
      title={title}
      level="h2"
      bars={[
        [t('readiness.device'), devices],
        [t('readiness.person'), people],
      ]}
      columns={[t('readiness.verdict'), t('readiness.device'), t('readiness.share'), t('readiness.person')]}
      cells={(verdict) => {
        const count = devices[verdict];
        const label = `${title}, ${t(`readiness.verdicts.${verdict}`)}: ${counted.devices(count)}`;
        return [
          <BehindLink key="devices" count={count} behind={{ occasion, verdict, assume }} label={label} />,
          all === 0 ? '–' : percent(count / all),
          wholeNumber(people[verdict]),
        ];
      }}
    />
  );
}
