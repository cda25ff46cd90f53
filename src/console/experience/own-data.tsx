// A person's own data: a copy of all of it, the end of it, and what remains afterwards, which is a receipt and a way to begin
// again. Who decides is said where it is not the person.

import {
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasureReceipt } from '../../protocol/operations/keys.ts';
import type { OwnErasure } from '../../protocol/operations/own-data.ts';
import type { BackupEnd } from '../../protocol/experience.ts';
import { ServiceError } from '../shared/api.ts';
import { dateTime } from '../shared/i18n.ts';
import { Failed, Loaded } from '../shared/page-states.tsx';
import { ask, tell } from './agent.ts';
import { EraseQuestion } from './erase-question.tsx';

export function OwnData({ isBusy }: { readonly isBusy: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const standing = useQuery({
    queryKey: ['own-data'],
    queryFn: ({ signal }) => ask<OwnErasure>('/api/own-data', signal),
  });
  const erase = useMutation({
    mutationFn: (person: string) => tell<ErasureReceipt>('/api/erase', { person }),
    onSettled: () => queries.invalidateQueries(),
  });
  const answer = (isYes: boolean): void => {
    setAsking(false);
    if (isYes && standing.data !== undefined) erase.mutate(standing.data.userPrincipalName);
  };
  return (
    <>
      <Link href="/api/export" download className={styles.link}>
        {t('experience.app.export')}
      </Link>
      <Loaded query={standing}>
        {({ isAllowed, latest }) =>
          latest?.liftedAt === null ? (
            <Erased receipt={latest.receipt} isOwn={latest.isOwn} isNews={erase.isSuccess} />
          ) : (
            <>
              {latest === null ? null : <Before receipt={latest.receipt} />}
              {isAllowed ? (
                <Button disabled={isBusy || erase.isPending} onClick={() => setAsking(true)} className={styles.act}>
                  {t(erase.isPending ? 'experience.app.erase.running' : 'experience.app.erase.act')}
                </Button>
              ) : (
                <Text className={styles.quiet}>{t('experience.app.erase.notAllowed')}</Text>
              )}
            </>
          )
        }
      </Loaded>
      {erase.error === null ? null : <Refused error={erase.error} onRetry={erase.reset} />}
      <EraseQuestion isOpen={isAsking} onAnswer={answer} />
    </>
  );
}

/** A hold is said in a person's words; whoever placed it is for the organization to say. */
function Refused({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const code = error instanceof ServiceError ? error.code : '';
  if (code !== 'on-hold' && code !== 'not-permitted') return <Failed error={error} onRetry={onRetry} />;
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t('experience.app.erase.refused')}</MessageBarTitle>{' '}
        {t(code === 'on-hold' ? 'experience.app.erase.held' : 'experience.app.erase.notAllowed')}
      </MessageBarBody>
    </MessageBar>
  );
}

type ErasedProps = { readonly receipt: ErasureReceipt; readonly isOwn: boolean; readonly isNews: boolean };

/** Takes the focus from the button that is gone, where it was pressed just now. */
function Erased({ receipt, isOwn, isNews }: ErasedProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const queries = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => void (isNews && heading.current?.focus()), [isNews]);
  const again = useMutation({
    mutationFn: () => tell<BackupEnd>('/api/begin-again'),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <div className={styles.erased}>
      <h3 ref={heading} tabIndex={-1} className={styles.heading}>
        {t('experience.app.erase.done')}
      </h3>
      <Destroyed receipt={receipt} />
      <Text className={styles.quiet}>
        {t(isOwn ? 'experience.app.erase.stopped' : 'experience.app.erase.byOthers')}
      </Text>
      {isOwn ? (
        <Button disabled={again.isPending} onClick={() => again.mutate()} className={styles.act}>
          {t(again.isPending ? 'experience.app.running' : 'experience.app.erase.again')}
        </Button>
      ) : null}
      {again.error === null ? null : <Failed error={again.error} onRetry={() => again.mutate()} />}
    </div>
  );
}

function Before({ receipt }: { readonly receipt: ErasureReceipt }) {
  const styles = useStyles();
  return (
    <div className={styles.erased}>
      <Destroyed receipt={receipt} />
    </div>
  );
}

function Destroyed({ receipt: { erasedAt, erasureId, destroyed } }: { readonly receipt: ErasureReceipt }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const devices = t('experience.app.erase.ofDevices', { count: destroyed.backupProfiles });
  return (
    <>
      <Text role="status">
        {t('experience.app.erase.destroyed', { count: destroyed.snapshots, devices, at: dateTime(erasedAt) })}
      </Text>
      <Text size={200} className={styles.quiet}>
        {t('experience.app.erase.receiptId', { id: erasureId })}
      </Text>
      <Link href="/api/receipt" download className={styles.link}>
        {t('experience.app.erase.receipt')}
      </Link>
    </>
  );
}

const useStyles = makeStyles({
  link: { justifySelf: 'start' },
  act: { justifySelf: 'start' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  erased: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold, outlineStyle: 'none' },
});
