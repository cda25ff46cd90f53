// A restore under way: the three things that happen, what is being changed by category, and how long it has been. Nothing
// knows how long the rest takes, so no percentage is made up.

import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular, CheckmarkCircleFilled, CircleRegular, DesktopSyncRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestoreStage, RestoreView } from '../../protocol/experience.ts';
import { Stage } from './stage.tsx';

const STAGES: readonly RestoreStage[] = ['fetching', 'writing', 'reporting'];

type View = Extract<RestoreView, { kind: 'restoring' }>;

export function Restoring({ view }: { readonly view: View }) {
  const { t } = useTranslation();
  const { deviceName } = view;
  return (
    <Stage
      icon={DesktopSyncRegular}
      title={t('experience.restoring.title')}
      lead={
        deviceName === null ? t('experience.restoring.goingOn') : t('experience.restoring.from', { device: deviceName })
      }
    >
      <Progress view={view} />
      <Text size={400}>{t('experience.restoring.stay')}</Text>
    </Stage>
  );
}

export function Progress({ view }: { readonly view: View }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { stage, startedAt, categories } = view;
  const seconds = useSecondsSince(startedAt);
  const at = STAGES.indexOf(stage);
  return (
    <div className={styles.progress}>
      <ProgressBar aria-label={t(`experience.restoring.stages.${stage}`)} />
      <div role="status">
        <ol className={styles.stages}>
          {STAGES.map((each, index) => (
            <li key={each} className={styles.stage} aria-current={each === stage ? 'step' : undefined}>
              {index < at ? <CheckmarkCircleFilled /> : index === at ? <ArrowSyncRegular /> : <CircleRegular />}
              <Text size={400} weight={index === at ? 'semibold' : 'regular'}>
                {t(`experience.restoring.stages.${each}`)}
              </Text>
            </li>
          ))}
        </ol>
      </div>
      {categories.length === 0 ? null : (
        <ul className={styles.categories} aria-label={t('experience.restoring.categories')}>
          {categories.map(({ category, count }) => (
            <li key={category} className={styles.category}>
              <span>{t(`experience.categories.${category}`, { defaultValue: category })}</span>
              <span>{t('experience.settings', { count })}</span>
            </li>
          ))}
        </ul>
      )}
      <Text className={styles.quiet}>{t('experience.restoring.since', { count: seconds })}</Text>
    </div>
  );
}

function useSecondsSince(startedAt: string): number {
  const [began] = useState(() => Date.now());
  const [now, setNow] = useState(began);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [startedAt]);
  return Math.round((now - began) / 1000);
}

const useStyles = makeStyles({
  progress: { display: 'grid', rowGap: tokens.spacingVerticalL, paddingBlock: tokens.spacingVerticalM },
  stages: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  stage: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    fontSize: '20px',
    color: tokens.colorNeutralForeground1,
  },
  categories: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(260px, 1fr))',
    columnGap: tokens.spacingHorizontalXXL,
  },
  category: {
    display: 'flex',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});
