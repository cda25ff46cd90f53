// The end of a restore: what is back, what needs a sign-out, what could not be done and why, and the way back.

import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular, ErrorCircleRegular } from '@fluentui/react-icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppsView, NamedOutcome, RestoreEnded } from '../../protocol/experience.ts';
import { settingName } from '../shared/setting-name.ts';
import { ask, tell } from './agent.ts';
import { problemWords } from './problem-words.ts';
import { Stage } from './stage.tsx';

export function Ended({ view, actions }: { readonly view: RestoreEnded; readonly actions: ReactNode }) {
  const { t } = useTranslation();
  const isDone = view.outcome === 'completed';
  return (
    <Stage
      icon={isDone ? CheckmarkCircleRegular : ErrorCircleRegular}
      title={isDone ? t('experience.ended.title') : t('experience.ended.failedTitle')}
      actions={
        <>
          {view.mayUndo ? <Undo /> : null}
          {actions}
        </>
      }
    >
      <EndedWords view={view} />
    </Stage>
  );
}

export function EndedWords({ view }: { readonly view: RestoreEnded }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const settings = view.outcomes.filter(({ kind }) => kind === 'setting');
  const restored = settings.filter(({ state }) => state === 'restored');
  const cause = view.failureCode === null ? '' : problemWords({ code: view.failureCode, detail: '', fix: '' });
  const unchanged = settings.filter(({ state }) => state === 'unchanged').length;
  return (
    <>
      <Text className={styles.lead} role="status">
        {view.outcome === 'failed'
          ? t('experience.ended.failed', { code: view.failureCode ?? '' })
          : t('experience.ended.restored', { count: restored.length, device: view.deviceName ?? '' })}
        {unchanged === 0 ? '' : ` ${t('experience.ended.unchanged', { count: unchanged })}`}
      </Text>
      {cause === '' ? null : <Note text={cause} />}
      {view.needsSignOut ? <Note text={t('experience.ended.signOut')} /> : null}
      {view.isReported ? null : <Note text={t('experience.ended.unreported')} />}
      <Apps outcomes={view.outcomes} />
      <Accordion multiple collapsible defaultOpenItems={['failedList']}>
        <Outcomes name="restoredList" outcomes={restored} />
        <Outcomes name="failedList" outcomes={view.outcomes.filter(({ state }) => state === 'failed')} />
        <Outcomes name="leftOutList" outcomes={view.outcomes.filter(({ state }) => state === 'excluded')} />
      </Accordion>
    </>
  );
}

export function Undo() {
  const { t } = useTranslation();
  const undo = useMutation({ mutationFn: () => tell('/api/undo') });
  return (
    <>
      {undo.error === null ? null : <Note text={undo.error.message} />}
      <Button size="large" disabled={undo.isPending} onClick={() => undo.mutate()}>
        {t('experience.ended.undo')}
      </Button>
    </>
  );
}

/** Those that come back in the background, as the agent's queue has them now. */
function Apps({ outcomes }: { readonly outcomes: readonly NamedOutcome[] }) {
  const { t } = useTranslation();
  const isExpected = outcomes.some(({ kind, state }) => kind === 'app' && state === 'pending');
  const queue = useQuery({
    queryKey: ['apps'],
    queryFn: ({ signal }) => ask<AppsView>('/api/apps', signal),
    refetchInterval: 5_000,
    enabled: isExpected,
  });
  if (!isExpected || queue.data === undefined) return null;
  const { total, waiting } = queue.data;
  return (
    <Text role="status">
      {waiting === 0
        ? t('experience.ended.appsDone')
        : t('experience.ended.appsGoOn', { done: total - waiting, count: total })}
    </Text>
  );
}

function Outcomes({
  name,
  outcomes,
}: {
  readonly name: 'restoredList' | 'failedList' | 'leftOutList';
  readonly outcomes: readonly NamedOutcome[];
}) {
  const { t } = useTranslation();
  const styles = useStyles();
  if (outcomes.length === 0) return null;
  const byCategory = Map.groupBy(outcomes, ({ category }) => category);
  return (
    <AccordionItem value={name}>
      <AccordionHeader as="h2">{t(`experience.ended.${name}`, { count: outcomes.length })}</AccordionHeader>
      <AccordionPanel>
        {[...byCategory].map(([category, each]) => (
          <section key={category} className={styles.category}>
            <h3 className={styles.heading}>{t(`experience.categories.${category}`, { defaultValue: category })}</h3>
            <ul className={styles.list}>
              {each.map(({ id, name: setting, code }) => (
                <li key={id}>
                  {settingName({ id, name: setting })}
                  {code === undefined ? null : (
                    <Text className={styles.quiet}> {t(`experience.codes.${code}`, { defaultValue: code })}</Text>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </AccordionPanel>
    </AccordionItem>
  );
}

function Note({ text }: { readonly text: string }) {
  return (
    <MessageBar layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  );
}

const useStyles = makeStyles({
  lead: { fontSize: tokens.fontSizeBase400, lineHeight: 1.5 },
  category: { marginBottom: tokens.spacingVerticalM },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, lineHeight: 1.6 },
  quiet: { color: tokens.colorNeutralForeground2 },
});
