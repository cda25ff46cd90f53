// The "Windows Backup" page: is this PC backed up, what is included, what there is of every device, and the way back, a
// category at a time.

import { Button, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { CloudCheckmarkRegular, CloudDismissRegular, WarningRegular } from '@fluentui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupEnd, BackupView, ExperienceAbout, RestoreView } from '../../protocol/experience.ts';
import { dateTime, relativeTime } from '../shared/i18n.ts';
import { Loaded } from '../shared/page-states.tsx';
import { ask, tell } from './agent.ts';
import { Groups } from './groups.tsx';
import { History } from './history.tsx';
import { OwnData } from './own-data.tsx';
import { problemWords } from './problem-words.ts';
import { RestoreNews } from './restore-news.tsx';

type Props = { readonly about: ExperienceAbout; readonly view: RestoreView };

export function BackupPage({ about, view }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const backup = useQuery({
    queryKey: ['backup'],
    queryFn: ({ signal }) => ask<BackupView>('/api/backup', signal),
    refetchInterval: 60_000,
  });
  const isBusy = view.kind === 'restoring' || view.kind === 'asking';
  useEffect(() => void (document.title = t('experience.app.title')), [t]);
  return (
    <main className={styles.page}>
      <header>
        <h1 className={styles.title}>{t('experience.app.title')}</h1>
        <Text className={styles.quiet}>
          {about.deviceName} · {about.person}
        </Text>
      </header>
      <RestoreNews view={view} />
      <Loaded query={backup}>
        {(data) => (
          <>
            <Status backup={data} />
            <Section title={t('experience.app.devices')} purpose={t('experience.app.devicesPurpose')}>
              <History isBusy={isBusy} isErased={data.isErased} />
            </Section>
            <Section title={t('experience.app.included')} purpose={t('experience.app.includedPurpose')}>
              <Groups backup={data} />
            </Section>
          </>
        )}
      </Loaded>
      <Section title={t('experience.app.data')} purpose={t('experience.app.dataPurpose')}>
        <OwnData isBusy={isBusy} />
      </Section>
    </main>
  );
}

function Status({ backup }: { readonly backup: BackupView }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: () => tell<BackupEnd>('/api/backup'),
    onSettled: () => void queries.invalidateQueries(),
  });
  const { lastSuccessAt, nextBackupAt, isOff, isErased, problems, settingCount } = backup;
  const state = stateOf(backup);
  const Icon = {
    off: CloudDismissRegular,
    erased: CloudDismissRegular,
    never: CloudDismissRegular,
    attention: WarningRegular,
    good: CloudCheckmarkRegular,
  }[state];
  const reasons = run.data?.kind === 'refused' ? run.data.reasons : problems;
  return (
    <section className={styles.status} aria-label={t('experience.app.status')}>
      <Icon className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <h2 className={styles.heading}>{t(`experience.app.states.${state}`)}</h2>
        <Text role="status">
          {lastSuccessAt === null
            ? t('experience.app.noBackup')
            : t('experience.app.last', {
                when: relativeTime(lastSuccessAt, Date.now()),
                at: dateTime(lastSuccessAt),
              })}{' '}
          {settingCount === null ? '' : `${t('experience.settings', { count: settingCount })}.`}{' '}
          {nextBackupAt === null ? '' : t('experience.app.next', { at: dateTime(nextBackupAt) })}
        </Text>
        {run.data?.kind === 'backed-up' ? (
          <Text role="status">{t(`experience.app.done.${run.data.outcome}`)}</Text>
        ) : null}
        {run.error === null ? null : <Problem text={`${run.error.message} ${t('experience.app.again')}`} />}
        {reasons.map((each) => (
          <Problem key={each.code} text={problemWords(each)} />
        ))}
      </div>
      <Button
        appearance="primary"
        size="large"
        disabled={run.isPending || isOff || isErased}
        onClick={() => run.mutate()}
        className={styles.act}
      >
        {run.isPending ? t('experience.app.running') : t('experience.app.backUp')}
      </Button>
    </section>
  );
}

function stateOf({ isOff, isErased, lastSuccessAt, problems }: BackupView) {
  if (isErased) return 'erased';
  if (isOff) return 'off';
  if (lastSuccessAt === null) return 'never';
  return problems.length > 0 ? 'attention' : 'good';
}

function Problem({ text }: { readonly text: string }) {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  );
}

function Section({
  title,
  purpose,
  children,
}: {
  readonly title: string;
  readonly purpose: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      <Text className={styles.quiet}>{purpose}</Text>
      {children}
    </section>
  );
}

const card = {
  padding: tokens.spacingHorizontalXL,
  borderRadius: tokens.borderRadiusXLarge,
  backgroundColor: tokens.colorNeutralBackground1,
  boxShadow: tokens.shadow4,
  border: `1px solid ${tokens.colorTransparentStroke}`,
};

const useStyles = makeStyles({
  page: {
    minHeight: '100vh',
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground3,
    padding: 'clamp(16px, 4vw, 48px) max(clamp(16px, 4vw, 48px), calc((100vw - 920px) / 2))',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXL,
  },
  title: { margin: 0, fontSize: tokens.fontSizeHero800, lineHeight: 1.3, fontWeight: tokens.fontWeightSemibold },
  heading: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: 1.3, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  status: { ...card, display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXL },
  icon: { width: '56px', height: '56px', color: tokens.colorBrandForeground1, flexShrink: 0 },
  words: { display: 'grid', rowGap: tokens.spacingVerticalXS, flex: '1 1 280px', minWidth: 0 },
  act: { marginInlineStart: 'auto' },
  section: { ...card, display: 'grid', rowGap: tokens.spacingVerticalM },
});
