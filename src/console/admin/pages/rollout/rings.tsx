// The rings in their order, each with what was measured in it; adding one, and the brake: a stop holds at once.

import { Badge, Button, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular, PlayRegular, StopRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RolloutRing } from '../../../../protocol/operations/rollout.ts';
import { dateTime, minutes, wholeNumber } from '../../../shared/i18n.ts';
import { Failed } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { FactList } from '../../fact-list.tsx';
import { useMay } from '../../permission.tsx';
import { AskFirst } from '../backups/ask-first.tsx';
import { RingDialog } from './ring-dialog.tsx';
import { useAct, useAgain } from './use-rollout.ts';

export function Rings({ rings }: { readonly rings: readonly RolloutRing[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const may = useMay('policy.manage') === true;
  const [isAdding, setAdding] = useState(false);
  return (
    <Section title={t('rollout.rings.title')} purpose={t('rollout.rings.purpose')}>
      <ol className={styles.list}>
        {rings.map((ring) => (
          <Ring key={ring.ringId} ring={ring} may={may} />
        ))}
      </ol>
      {may ? (
        <Button
          className={styles.add}
          appearance={rings.length === 0 ? 'primary' : 'secondary'}
          icon={<AddRegular />}
          onClick={() => setAdding(true)}
        >
          {t('rollout.rings.add')}
        </Button>
      ) : null}
      {isAdding ? <RingDialog isFirst={rings.length === 0} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

const COLORS = { planned: 'informative', running: 'brand', stopped: 'danger', finished: 'success' } as const;

function Ring({ ring, may }: { readonly ring: RolloutRing; readonly may: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { displayName, group, state, stop, startedAt } = ring;
  return (
    <li className={styles.ring}>
      <div className={styles.head}>
        <Text as="h3" size={400} weight="semibold" className={styles.heading}>
          {displayName}
        </Text>
        <Badge appearance="tint" color={COLORS[state]}>
          {t(`rollout.rings.states.${state}`)}
        </Badge>
        <Text className={styles.quiet}>{t(`rollout.rings.of.${ring.members}`, { group: group.displayName })}</Text>
        {may ? <Acts ring={ring} /> : null}
      </div>
      {stop === null ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {t('rollout.rings.stopped', { who: stop.by, at: dateTime(stop.at), reason: stop.reason })}
          </MessageBarBody>
        </MessageBar>
      )}
      <Measures ring={ring} hasBegun={startedAt !== null} />
    </li>
  );
}

function Measures({ ring, hasBegun }: { readonly ring: RolloutRing; readonly hasBegun: boolean }) {
  const { t } = useTranslation();
  const { people, devices, restoresCompleted, restoresFailed, medianSeconds, problemDevices } = ring.measured;
  const begun = [
    [t('rollout.rings.begun'), ring.startedAt === null ? '–' : dateTime(ring.startedAt)],
    [
      t('rollout.rings.restored'),
      t('rollout.rings.ofEnded', {
        completed: wholeNumber(restoresCompleted),
        ended: wholeNumber(restoresCompleted + restoresFailed),
      }),
    ],
    [t('rollout.rings.median'), medianSeconds === null ? '–' : minutes(medianSeconds / 60)],
    [t('rollout.rings.problems'), wholeNumber(problemDevices)],
  ] as const;
  return (
    <FactList
      facts={[
        [t('rollout.rings.people'), wholeNumber(people)],
        [t('rollout.rings.devices'), wholeNumber(devices)],
        ...(hasBegun ? begun : []),
      ]}
    />
  );
}

function Acts({ ring: { ringId, displayName, state } }: { readonly ring: RolloutRing }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { api } = useConnection();
  const again = useAgain();
  const act = useAct();
  const [isAsked, setAsked] = useState(false);
  const params = { ringId };
  return (
    <div className={styles.acts}>
      {state === 'running' || state === 'finished' ? (
        <Button icon={<StopRegular />} onClick={() => setAsked(true)}>
          {t('rollout.rings.stop', { ring: displayName })}
        </Button>
      ) : null}
      {state === 'stopped' ? (
        <Button
          appearance="primary"
          icon={<PlayRegular />}
          disabled={act.isPending}
          onClick={() => act.mutate((it) => it('resumeRolloutRing', { params }))}
        >
          {t('rollout.rings.resume', { ring: displayName })}
        </Button>
      ) : null}
      {state === 'planned' ? (
        <Button
          icon={<DeleteRegular />}
          disabled={act.isPending}
          onClick={() => act.mutate((it) => it('removeRolloutRing', { params }))}
        >
          {t('rollout.rings.remove', { ring: displayName })}
        </Button>
      ) : null}
      {act.error === null ? null : <Failed error={act.error} onRetry={act.reset} />}
      {isAsked ? (
        <AskFirst
          title={t('rollout.rings.stop', { ring: displayName })}
          act={t('rollout.rings.stopNow')}
          reasonHint={t('rollout.rings.stopHint')}
          onAct={(reason) => api('stopRolloutRing', { params, body: { reason } })}
          onClose={(isDone) => {
            setAsked(false);
            if (isDone) again();
          }}
        >
          <Text>{t('rollout.rings.stopMeans', { ring: displayName })}</Text>
        </AskFirst>
      ) : null}
    </div>
  );
}

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalL },
  ring: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  acts: { marginInlineStart: 'auto', display: 'grid', rowGap: tokens.spacingVerticalS },
  add: { alignSelf: 'start' },
});
