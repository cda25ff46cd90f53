// Verifies the log before the eyes of whoever asks: what is proven, how far it is, what was found, and what to do then.

import {
  Button,
  Card,
  Field,
  Input,
  makeStyles,
  ProgressBar,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { ShieldCheckmarkRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wholeNumber } from '../../../shared/i18n.ts';
import { Failed } from '../../../shared/page-states.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { useConnection } from '../../api-context.tsx';
import { BackLink } from './back-link.tsx';
import { Verdict } from './verdict.tsx';
import { type Trusted, verifyLog } from './verify-log.ts';

export function VerifyAuditPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const [trusted, setTrusted] = useState<Trusted>({ key: '', checkpoint: '' });
  const { run, stop, progress } = useVerification();
  return (
    <>
      <BackLink />
      <PageTitle title={t('audit.verify.title')} purpose={t('audit.verify.purpose')} />
      <div className={styles.page}>
        <Card className={styles.card}>
          <Text>{t('audit.verify.how')}</Text>
          <Field label={t('audit.verify.key')} hint={t('audit.verify.keyHint')}>
            <Input value={trusted.key} onChange={(_, { value }) => setTrusted({ ...trusted, key: value })} />
          </Field>
          <Field label={t('audit.verify.earlier')} hint={t('audit.verify.earlierHint')}>
            <Textarea
              rows={3}
              value={trusted.checkpoint}
              onChange={(_, { value }) => setTrusted({ ...trusted, checkpoint: value })}
            />
          </Field>
          <div className={styles.acts}>
            <Button
              appearance="primary"
              icon={<ShieldCheckmarkRegular />}
              disabledFocusable={run.isPending}
              onClick={() => run.mutate(trusted)}
            >
              {t('audit.verify.start')}
            </Button>
            {run.isPending ? <Button onClick={stop}>{t('audit.cancel')}</Button> : null}
          </div>
          {run.isPending ? <Progress {...progress} /> : null}
        </Card>
        <div role="status" className={styles.page}>
          {run.isSuccess && run.data !== 'stopped' ? <Verdict verdict={run.data} trusted={run.variables} /> : null}
        </div>
        {run.error === null ? null : <Failed error={run.error} onRetry={run.reset} />}
      </div>
    </>
  );
}

function Progress({ done, total }: { readonly done: number; readonly total: number }) {
  const { t } = useTranslation();
  const words = t('audit.verify.progress', { done: wholeNumber(done), total: wholeNumber(total) });
  return (
    <Field label={words}>
      <ProgressBar {...(total === 0 ? {} : { value: done / total })} />
    </Field>
  );
}

function useVerification() {
  const { api } = useConnection();
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  const going = useRef<AbortController>(undefined);
  useEffect(() => () => going.current?.abort(), []);
  const run = useMutation({
    mutationFn: async (trusted: Trusted) => {
      const stopping = new AbortController();
      going.current = stopping;
      setProgress({ done: 0, total: 0 });
      try {
        const onProgress = (done: number, total: number) => setProgress({ done, total });
        return await verifyLog(api, trusted, { signal: stopping.signal, onProgress });
      } catch (error) {
        if (stopping.signal.aborted) return 'stopped' as const;
        throw error;
      }
    },
  });
  return { run, progress, stop: () => going.current?.abort() };
}

const useStyles = makeStyles({
  page: { display: 'grid', rowGap: tokens.spacingVerticalL, maxWidth: '1000px' },
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalL },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});
