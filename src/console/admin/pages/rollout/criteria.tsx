// The criteria of a proposal: what was measured beside what was agreed.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RolloutCriterion } from '../../../../protocol/operations/rollout.ts';
import { percent, wholeNumber } from '../../../shared/i18n.ts';
import { Mark } from './mark.tsx';

export function Criteria({ criteria }: { readonly criteria: readonly RolloutCriterion[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <ul className={styles.list}>
      {criteria.map(({ name, ringId, holds, value, limit }) => (
        <li key={`${ringId} ${name}`} className={styles.row}>
          <Mark holds={holds} />
          <Text>
            {value === null
              ? t(`rollout.criteria.${name}.nothing`)
              : t(`rollout.criteria.${name}.is`, { value: shown(name, value) })}{' '}
            <span className={styles.quiet}>{t(`rollout.criteria.${name}.limit`, { limit: shown(name, limit) })}</span>
          </Text>
        </li>
      ))}
    </ul>
  );
}

function shown(name: RolloutCriterion['name'], value: number): string {
  return name === 'successRate' || name === 'checkedInShare' ? percent(value) : wholeNumber(Math.round(value));
}

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalS },
  row: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});
