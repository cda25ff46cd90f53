// What a restore from one backup would change here, before anything does: category by category, from which value to which.

import { Button, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestorePreview } from '../../protocol/experience.ts';
import { Failed, Loaded } from '../shared/page-states.tsx';
import { settingName, settingValue } from '../shared/setting-name.ts';
import { ask, tell } from './agent.ts';

export function Preview({ snapshotId, onClose }: { readonly snapshotId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [snapshotId]);
  const [category, setCategory] = useState('');
  const preview = useQuery({
    queryKey: ['preview', snapshotId],
    queryFn: ({ signal }) => ask<RestorePreview>(`/api/preview?snapshotId=${encodeURIComponent(snapshotId)}`, signal),
    gcTime: 0,
  });
  const restore = useMutation({
    mutationFn: () => tell('/api/restore', { snapshotId, categories: category === '' ? [] : [category] }),
    onSuccess: onClose,
  });
  const changes = preview.data?.changes.filter((each) => category === '' || each.category === category) ?? [];
  return (
    <section className={styles.content} aria-label={t('experience.preview.title')}>
      <h3 ref={heading} tabIndex={-1} className={styles.title}>
        {t('experience.preview.title')}
      </h3>
      <Loaded query={preview}>
        {(data) => (
          <>
            <Field label={t('experience.preview.which')}>
              <Select value={category} onChange={(_, { value }) => setCategory(value)}>
                <option value="">{t('experience.preview.everything')}</option>
                {[...new Set(data.changes.map((each) => each.category))].map((id) => (
                  <option key={id} value={id}>
                    {t(`experience.categories.${id}`, { defaultValue: id })}
                  </option>
                ))}
              </Select>
            </Field>
            <Text role="status">
              {changes.length === 0
                ? t('experience.preview.nothing')
                : t('experience.preview.count', { count: changes.length })}
            </Text>
            <Changes changes={changes} />
          </>
        )}
      </Loaded>
      {restore.error === null ? null : <Failed error={restore.error} onRetry={() => restore.mutate()} />}
      <div className={styles.actions}>
        <Button onClick={onClose}>{t('experience.back')}</Button>
        <Button
          appearance="primary"
          disabled={changes.length === 0 || restore.isPending}
          onClick={() => restore.mutate()}
        >
          {t('experience.choose.restore')}
        </Button>
      </div>
    </section>
  );
}

function Changes({ changes }: { readonly changes: RestorePreview['changes'] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const words = (value: string | null): string =>
    value === null ? t('experience.preview.default') : settingValue(value);
  return (
    <dl className={styles.changes} tabIndex={0} aria-label={t('experience.preview.title')}>
      {changes.map(({ settingId, name, before, after }) => (
        <div key={settingId} className={styles.change}>
          <dt>{settingName({ id: settingId, name })}</dt>
          <dd className={styles.values}>
            {t('experience.preview.change', { before: words(before), after: words(after) })}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const useStyles = makeStyles({
  content: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold, outlineStyle: 'none' },
  actions: { display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: tokens.spacingHorizontalM },
  changes: { margin: 0, maxHeight: '40vh', overflowY: 'auto' },
  change: { paddingBlock: tokens.spacingVerticalXS, borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  values: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});
