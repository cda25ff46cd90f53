// How a restore that was asked for on the app page goes, above everything else of it.

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestoreView } from '../../protocol/experience.ts';
import { tell } from './agent.ts';
import { EndedWords, Undo } from './ended.tsx';
import { problemWords } from './problem-words.ts';
import { Refusal } from './refusal.tsx';
import { Progress } from './restoring.tsx';

export function RestoreNews({ view }: { readonly view: RestoreView }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const queries = useQueryClient();
  useEffect(() => void queries.invalidateQueries({ queryKey: ['preview'] }), [view.kind, queries]);
  if (view.kind === 'idle' || view.kind === 'asking' || view.kind === 'offered') return null;
  return (
    <section className={styles.news} aria-label={t('experience.app.restore')}>
      <News view={view} />
    </section>
  );
}

function News({ view }: { readonly view: Exclude<RestoreView, { kind: 'idle' | 'asking' | 'offered' }> }) {
  const { t } = useTranslation();
  const retry = useMutation({ mutationFn: () => tell('/api/retry') });
  switch (view.kind) {
    case 'restoring':
      return (
        <>
          <Title text={t('experience.restoring.title')} />
          <Progress view={view} />
        </>
      );
    case 'ended':
      return (
        <>
          <Title
            text={view.outcome === 'completed' ? t('experience.ended.title') : t('experience.ended.failedTitle')}
          />
          <EndedWords view={view} />
          {view.mayUndo ? <Undo /> : null}
        </>
      );
    case 'refused':
      return (
        <>
          <Title text={t('experience.refused.title')} />
          <Refusal reasons={view.reasons} />
        </>
      );
    case 'waiting':
      return (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('experience.waiting.title')}</MessageBarTitle> {problemWords(view.problem)}{' '}
            {t('experience.waiting.again')}
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => retry.mutate()}>{t('experience.retry')}</Button>
          </MessageBarActions>
        </MessageBar>
      );
    case 'declined':
    case 'undone':
    case 'closed':
      return (
        <MessageBar layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t(`experience.${view.kind}.title`)}</MessageBarTitle> {t(`experience.${view.kind}.text`)}
          </MessageBarBody>
        </MessageBar>
      );
  }
}

function Title({ text }: { readonly text: string }) {
  const styles = useStyles();
  return <h2 className={styles.title}>{text}</h2>;
}

const useStyles = makeStyles({
  news: {
    display: 'grid',
    justifyItems: 'start',
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: 1.3, fontWeight: tokens.fontWeightSemibold },
});
