// From nothing to the first backup and a restore that worked. The page asks the service again and again while it is open, so a
// step is done before the eyes of whoever takes it; nobody ticks anything.

import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  ProgressBar,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Setup } from '../../../../protocol/operations/setup.ts';
import { Failed, Loaded } from '../../../shared/page-states.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { useSetup } from '../../use-setup.ts';
import { Step } from './step.tsx';

export function SetupPage() {
  const { t } = useTranslation();
  const query = useSetup({ refetchInterval: LIVE_MILLISECONDS });
  return (
    <>
      <PageTitle title={t('setup.title')} purpose={t('setup.purpose')} />
      {query.data === undefined || query.error === null ? null : (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
      <Loaded query={query}>{(setup) => <Steps setup={setup} />}</Loaded>
    </>
  );
}

function Steps({ setup: { steps } }: { readonly setup: Setup }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const done = steps.filter(({ state }) => state === 'done').length;
  const next = steps.find(({ state }) => state === 'open')?.step;
  const progress = t('setup.progress', { done, total: steps.length });
  return (
    <div className={styles.page}>
      <div className={styles.progress}>
        <ProgressBar value={done / steps.length} thickness="large" aria-label={progress} />
        <Text role="status" weight="semibold">
          {progress}
        </Text>
      </div>
      {next === undefined ? (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('setup.all')}</MessageBarTitle> {t('setup.allHint')}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      <ol className={styles.steps}>
        {steps.map((step) => (
          <Step key={step.step} step={step} isNext={step.step === next} />
        ))}
      </ol>
    </div>
  );
}

const LIVE_MILLISECONDS = 4000;

const useStyles = makeStyles({
  page: { display: 'grid', rowGap: tokens.spacingVerticalXL, maxWidth: '860px' },
  progress: { display: 'grid', rowGap: tokens.spacingVerticalS },
  steps: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
});
