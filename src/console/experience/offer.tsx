// A restore during setup or at first sign-in, from "Welcome back" to its end: one stage for each view that the agent tells.

import { Button, makeStyles, Spinner, Text } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  CloudDismissRegular,
  DesktopSyncRegular,
  InfoRegular,
  WifiWarningRegular,
} from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ExperienceAbout, RestoreView } from '../../protocol/experience.ts';
import { tell } from './agent.ts';
import { Choose } from './choose.tsx';
import { Ended } from './ended.tsx';
import { problemWords } from './problem-words.ts';
import { Refusal } from './refusal.tsx';
import { Restoring } from './restoring.tsx';
import { Stage } from './stage.tsx';

export function Offer({ about, view }: { readonly about: ExperienceAbout; readonly view: RestoreView }) {
  const { t } = useTranslation();
  const styles = useStyles();
  switch (view.kind) {
    case 'idle':
    case 'asking':
      return (
        <Stage icon={DesktopSyncRegular} title={t('experience.asking.title')}>
          <Spinner labelPosition="after" label={t('experience.asking.text')} className={styles.spinner} />
        </Stage>
      );
    case 'offered':
      return <Choose about={about} offer={view} />;
    case 'restoring':
      return <Restoring view={view} />;
    case 'ended':
      return <Ended view={view} actions={<Finish />} />;
    case 'declined':
      return <Note icon={CheckmarkCircleRegular} name={view.outcome === 'cancelled' ? 'cancelled' : 'declined'} />;
    case 'undone':
      return <Note icon={CheckmarkCircleRegular} name="undone" />;
    case 'closed':
      return <Note icon={CloudDismissRegular} name="closed" />;
    case 'refused':
      return (
        <Stage icon={InfoRegular} title={t('experience.refused.title')} actions={<Finish />}>
          <Refusal reasons={view.reasons} />
        </Stage>
      );
    case 'waiting':
      return <Waiting view={view} />;
  }
}

type NoteName = 'declined' | 'cancelled' | 'undone' | 'closed';

function Note({ icon, name }: { readonly icon: typeof InfoRegular; readonly name: NoteName }) {
  const { t } = useTranslation();
  return (
    <Stage icon={icon} title={t(`experience.${name}.title`)} lead={t(`experience.${name}.text`)} actions={<Finish />} />
  );
}

function Waiting({ view }: { readonly view: Extract<RestoreView, { kind: 'waiting' }> }) {
  const { t } = useTranslation();
  const retry = useMutation({ mutationFn: () => tell('/api/retry') });
  const { code } = view.problem;
  const isOffline = code === 'service-unreachable' || code === 'not-our-service';
  return (
    <Stage
      icon={WifiWarningRegular}
      title={isOffline ? t('experience.waiting.offline') : t('experience.waiting.title')}
      lead={view.isBegun ? t('experience.waiting.begun') : t('experience.waiting.notBegun')}
      actions={
        <>
          {view.isBegun ? null : <Finish appearance="secondary" label={t('experience.later')} />}
          <Button appearance="primary" size="large" onClick={() => retry.mutate()}>
            {t('experience.retry')}
          </Button>
        </>
      }
    >
      <Text role="status" size={400}>
        {t('experience.waiting.again')}
      </Text>
      {isOffline ? null : <Text size={400}>{problemWords(view.problem)}</Text>}
    </Stage>
  );
}

/** The window closes where the agent opened it; elsewhere the page says that it can be closed. */
export function Finish({
  appearance = 'primary',
  label,
}: {
  readonly appearance?: 'primary' | 'secondary';
  readonly label?: string;
}) {
  const { t } = useTranslation();
  const finish = useMutation({ mutationFn: () => tell('/api/finish') });
  return (
    <Button appearance={appearance} size="large" disabled={finish.isPending} onClick={() => finish.mutate()}>
      {label ?? t('experience.finish')}
    </Button>
  );
}

const useStyles = makeStyles({ spinner: { alignSelf: 'flex-start' } });
