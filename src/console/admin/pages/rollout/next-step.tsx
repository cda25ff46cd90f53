// What is proposed and why, and the one thing to do: go on, or look. Going on against the proposal takes a reason.

import { Button, makeStyles, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rollout } from '../../../../protocol/operations/rollout.ts';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { useMay } from '../../permission.tsx';
import { AskFirst } from '../backups/ask-first.tsx';
import { Criteria } from './criteria.tsx';
import { useAgain } from './use-rollout.ts';

const INTENTS = { goOn: 'success', wait: 'info', stop: 'warning', done: 'success' } as const;

export function NextStep({ rollout: { rings, proposal } }: { readonly rollout: Rollout }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const may = useMay('policy.manage') === true;
  const [isAsked, setAsked] = useState(false);
  const current = rings.findLast(({ startedAt, finishedAt }) => startedAt !== null && finishedAt === null);
  const next = rings.find(({ state }) => state === 'planned');
  const isNothing = rings.length === 0;
  const mayGoOn = may && !isNothing && proposal.kind !== 'done' && current?.state !== 'stopped';
  return (
    <Section title={t('rollout.next.title')}>
      <MessageBar intent={INTENTS[proposal.kind]} layout="multiline">
        <MessageBarBody>
          <Text size={400} weight="semibold">
            {t(isNothing ? 'rollout.next.nothing' : `rollout.next.${proposal.kind}`)}
          </Text>
        </MessageBarBody>
      </MessageBar>
      {proposal.criteria.length === 0 ? null : <Criteria criteria={proposal.criteria} />}
      {mayGoOn ? (
        <Button
          className={styles.act}
          appearance={proposal.kind === 'goOn' ? 'primary' : 'secondary'}
          icon={<ArrowRightRegular />}
          onClick={() => setAsked(true)}
        >
          {next === undefined ? t('rollout.next.finish') : t('rollout.next.begin', { ring: next.displayName })}
        </Button>
      ) : null}
      {isAsked ? (
        <GoOn
          from={current?.ringId ?? null}
          next={next?.displayName}
          group={next?.group.displayName}
          isProposed={proposal.kind === 'goOn'}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </Section>
  );
}

type GoOnProps = {
  readonly from: string | null;
  readonly next: string | undefined;
  readonly group: string | undefined;
  readonly isProposed: boolean;
  readonly onClose: () => void;
};

function GoOn({ from, next, group, isProposed, onClose }: GoOnProps) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const again = useAgain();
  const title = next === undefined ? t('rollout.next.finish') : t('rollout.next.begin', { ring: next });
  return (
    <AskFirst
      title={title}
      act={title}
      {...(isProposed ? {} : { reasonHint: t('rollout.next.despiteHint') })}
      onAct={(reason) => api('advanceRollout', { body: isProposed ? { from } : { from, despite: reason } })}
      onClose={(isDone) => {
        onClose();
        if (isDone) again();
      }}
    >
      <Text>{next === undefined ? t('rollout.next.finishMeans') : t('rollout.next.beginMeans', { group })}</Text>
    </AskFirst>
  );
}

const useStyles = makeStyles({ act: { alignSelf: 'start' } });
