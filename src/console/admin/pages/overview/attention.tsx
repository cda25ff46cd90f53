// What needs somebody now: each with its number and the way to who it is about. Nothing is nothing, and is said so.

import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../../protocol/operations/fleet.ts';

export function Attention({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { failedRestores, peopleRefused, devicesInConflict } = overview.attention;
  const { ageing, none } = overview.people;
  const className = styles.link;
  const matters: readonly (readonly [count: number, link: ReactNode, advice: string])[] = [
    [
      failedRestores,
      <Link key="failed" to="/restores" search={{ state: 'failed' }} className={className}>
        {t('overview.attention.failed', { count: failedRestores })}
      </Link>,
      t('overview.attention.failedHint'),
    ],
    [
      peopleRefused,
      <Link key="refused" to="/people" search={{ show: 'refused' }} className={className}>
        {t('overview.attention.refused', { count: peopleRefused })}
      </Link>,
      t('overview.attention.refusedHint'),
    ],
    [
      none,
      <Link key="none" to="/people" search={{ show: 'none' }} className={className}>
        {t('overview.attention.none', { count: none })}
      </Link>,
      t('overview.attention.noneHint'),
    ],
    [
      ageing,
      <Link key="ageing" to="/people" search={{ show: 'ageing', sort: 'lastBackup' }} className={className}>
        {t('overview.attention.ageing', { count: ageing })}
      </Link>,
      t('overview.attention.ageingHint'),
    ],
    [
      devicesInConflict,
      <Link key="conflict" to="/devices" search={{ show: 'conflict' }} className={className}>
        {t('overview.attention.conflict', { count: devicesInConflict })}
      </Link>,
      t('overview.attention.conflictHint'),
    ],
  ];
  const now = matters.filter(([count]) => count > 0);
  return (
    <>
      <Subtitle2 as="h2" className={styles.heading}>
        {t('overview.attention.title')}
      </Subtitle2>
      {now.length === 0 ? (
        <Text className={styles.calm}>
          <CheckmarkCircleRegular aria-hidden fontSize={20} />
          {t('overview.attention.nothing')}
        </Text>
      ) : (
        <ul className={styles.list}>
          {now.map(([, link, advice]) => (
            <li key={advice} className={styles.matter}>
              {link}
              <Text className={styles.quiet}>{advice}</Text>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const useStyles = makeStyles({
  heading: { margin: 0 },
  calm: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  matter: { display: 'grid', rowGap: tokens.spacingVerticalXXS },
  link: { color: tokens.colorBrandForegroundLink, fontWeight: tokens.fontWeightSemibold, justifySelf: 'start' },
  quiet: { color: tokens.colorNeutralForeground2 },
});
