// Why a restore would not be offered: the reasons that concern most, each with its fix and the list behind it.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../../shared/api.ts';
import { wholeNumber } from '../../../shared/i18n.ts';

type Reason = AnswerOf<'forecastReadiness'>['after']['occasions'][number]['reasons'][number];

const FIRST = 3;

export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  if (reasons.length === 0) return null;
  return (
    <div>
      <Text as="h4" weight="semibold" block className={styles.heading}>
        {t('consequences.because')}
      </Text>
      <ul className={styles.list}>
        {reasons.slice(0, FIRST).map((reason) => (
          <ReasonLine key={reason.code} reason={reason} />
        ))}
      </ul>
      {reasons.length <= FIRST ? null : (
        <Text className={styles.quiet}>{t('consequences.moreReasons', { count: reasons.length - FIRST })}</Text>
      )}
    </div>
  );
}

function ReasonLine({ reason }: { readonly reason: Reason }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { code, title, devices, seen } = reason;
  const [first] = seen;
  return (
    <li>
      <Text block>
        {t('consequences.reason', {
          count: devices,
          shown: wholeNumber(devices),
          reason: first?.administrator ?? title,
        })}
      </Text>
      <Text block className={styles.quiet}>
        {first?.fixes[0]}
      </Text>
      <Link to="/readiness/devices" search={{ occasion: 'oobe', code }} className={styles.link}>
        {t('consequences.showDevices')}
      </Link>
    </li>
  );
}

const useStyles = makeStyles({
  heading: { margin: 0 },
  list: { margin: 0, display: 'grid', rowGap: tokens.spacingVerticalS, paddingBlock: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  link: { color: tokens.colorBrandForegroundLink },
});
