// How long snapshots are kept. What another choice would remove is counted by the service before anything is saved.

import { Button, Field, Input, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RETENTION_DAYS_MAX, RETENTION_SNAPSHOTS_MAX } from '../../../../protocol/limits.ts';
import type { Retention as Kept, RetentionChoice } from '../../../../protocol/operations/tenant-settings.ts';
import { dateTime, wholeNumber } from '../../../shared/i18n.ts';
import { Failed, Loaded } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { OnlyToSee, useMay } from '../../permission.tsx';
import { Question } from './question.tsx';
import { Saved, useUndoable } from './use-undoable.tsx';

export function Retention() {
  const { api } = useConnection();
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api('getRetention', { signal }) });
  const { set, undo, change } = useUndoable(KEY, (body: RetentionChoice) => api('setRetention', { body }));
  return (
    <>
      <OnlyToSee permission="policy.manage" />
      <Loaded query={query}>
        {(kept) => (
          <Choice key={`${kept.keepLast} ${kept.keepDays}`} kept={kept} isSaving={change.isPending} onSave={set} />
        )}
      </Loaded>
      <Saved undo={undo} change={change} />
    </>
  );
}

type Props = {
  readonly kept: Kept;
  readonly isSaving: boolean;
  readonly onSave: (next: RetentionChoice, before: RetentionChoice) => void;
};

function Choice({ kept, isSaving, onSave }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const mayChange = useMay('policy.manage') === true;
  const [texts, setTexts] = useState({ keepLast: String(kept.keepLast), keepDays: String(kept.keepDays) });
  const [isAsked, setAsked] = useState(false);
  const wanted = read(texts);
  const isNew = wanted !== undefined && (wanted.keepLast !== kept.keepLast || wanted.keepDays !== kept.keepDays);
  const isLess = isNew && (wanted.keepLast < kept.keepLast || wanted.keepDays < kept.keepDays);
  const preview = usePreview(isNew ? wanted : undefined);
  const save = (): void => {
    if (wanted !== undefined) onSave(wanted, { keepLast: kept.keepLast, keepDays: kept.keepDays });
  };
  return (
    <Section title={t('settings.retention.title')} purpose={t('settings.retention.purpose')}>
      <div className={styles.fields}>
        {(['keepLast', 'keepDays'] as const).map((name) => (
          <Field
            key={name}
            label={t(`settings.retention.${name}`)}
            hint={t(`settings.retention.${name}Hint`)}
            {...(isWithin(name, texts[name])
              ? {}
              : {
                  validationMessage: t('settings.retention.outside', {
                    least: LIMITS[name][0],
                    most: wholeNumber(LIMITS[name][1]),
                  }),
                })}
          >
            <Input
              type="number"
              min={LIMITS[name][0]}
              max={LIMITS[name][1]}
              value={texts[name]}
              disabled={!mayChange}
              onChange={(_, { value }) => setTexts((now) => ({ ...now, [name]: value }))}
            />
          </Field>
        ))}
      </div>
      <div role="status" className={styles.preview}>
        {preview.data === undefined ? null : (
          <MessageBar intent={preview.data.snapshots === 0 ? 'info' : 'warning'} layout="multiline">
            <MessageBarBody>
              {preview.data.snapshots === 0
                ? t('settings.retention.removesNothing')
                : t('settings.retention.removes', {
                    count: preview.data.snapshots,
                    snapshots: wholeNumber(preview.data.snapshots),
                    profiles: t('settings.retention.profiles', {
                      count: preview.data.backupProfiles,
                      profiles: wholeNumber(preview.data.backupProfiles),
                    }),
                  })}{' '}
              {preview.data.heldSnapshots === 0
                ? ''
                : t('settings.retention.held', { count: preview.data.heldSnapshots })}
            </MessageBarBody>
          </MessageBar>
        )}
      </div>
      {preview.error === null ? null : <Failed error={preview.error} onRetry={() => void preview.refetch()} />}
      <div className={styles.actions}>
        <Button
          appearance="primary"
          disabled={!isNew || preview.data === undefined || isSaving}
          onClick={() => (isLess && preview.data?.snapshots !== 0 ? setAsked(true) : save())}
        >
          {t('settings.save')}
        </Button>
        {kept.changedAt === null ? null : (
          <Text className={styles.quiet}>{t('settings.retention.changed', { when: dateTime(kept.changedAt) })}</Text>
        )}
      </div>
      <Question
        isOpen={isAsked}
        title={t('settings.retention.ask')}
        act={t('settings.retention.act')}
        onAnswer={(isYes) => {
          setAsked(false);
          if (isYes) save();
        }}
      >
        {t('settings.retention.askText', {
          count: preview.data?.snapshots ?? 0,
          snapshots: wholeNumber(preview.data?.snapshots ?? 0),
        })}
      </Question>
    </Section>
  );
}

function usePreview(wanted: RetentionChoice | undefined) {
  const { api } = useConnection();
  return useQuery({
    queryKey: [...KEY, 'preview', wanted],
    queryFn: ({ signal }) => api('previewRetention', { query: wanted ?? {}, signal }),
    enabled: wanted !== undefined,
  });
}

type Texts = Readonly<Record<keyof RetentionChoice, string>>;

function read({ keepLast, keepDays }: Texts): RetentionChoice | undefined {
  if (!isWithin('keepLast', keepLast) || !isWithin('keepDays', keepDays)) return undefined;
  return { keepLast: Number(keepLast), keepDays: Number(keepDays) };
}

function isWithin(name: keyof RetentionChoice, text: string): boolean {
  const [least, most] = LIMITS[name];
  return /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
}

const KEY = ['retention'];
const LIMITS = { keepLast: [1, RETENTION_SNAPSHOTS_MAX], keepDays: [0, RETENTION_DAYS_MAX] } as const;

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gap: tokens.spacingHorizontalXL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    alignItems: 'start',
    maxWidth: '720px',
  },
  preview: { ':empty': { display: 'none' } },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
  quiet: { color: tokens.colorNeutralForeground2 },
});
