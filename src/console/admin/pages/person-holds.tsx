// Legal holds on one person: whether there is one, who placed it and why; placing one and releasing it.

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { LockClosedRegular, LockOpenRegular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LegalHold } from '../../../protocol/operations/keys.ts';
import { dateTime } from '../../shared/i18n.ts';
import { Loaded } from '../../shared/page-states.tsx';
import { useConnection } from '../api-context.tsx';
import { rolesWith, useMayOverSome } from '../permission.tsx';
import { AskFirst } from './backups/ask-first.tsx';

/** Newest first; only whoever manages holds sees any. */
export function useHolds(userId: string) {
  const { api } = useConnection();
  const may = useMayOverSome('legalHold.manage');
  const query = useQuery({
    queryKey: ['holds', userId],
    queryFn: async ({ signal }) => (await api('listLegalHoldsOf', { params: { userId }, signal })).holds,
    enabled: may === true,
  });
  return { may, query, active: query.data?.filter(({ releasedAt }) => releasedAt === null) ?? [] };
}

/** Where backups could be deleted: why they can not. */
export function HeldBar({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [hold] = useHolds(userId).active;
  if (hold === undefined) return null;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar}>
      <MessageBarBody>
        <MessageBarTitle>{t('holds.held')}</MessageBarTitle> {t('holds.heldHint')} <Placed hold={hold} />
      </MessageBarBody>
    </MessageBar>
  );
}

export function Holds({ userId, personName }: { readonly userId: string; readonly personName: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { may, query, active } = useHolds(userId);
  const [isAsked, setAsked] = useState(false);
  const { api } = useConnection();
  const again = useAgain(userId, () => setAsked(false));
  if (may === false) {
    return <Text className={styles.quiet}>{t('permission.helps', { roles: rolesWith('legalHold.manage') })}</Text>;
  }
  return (
    <Loaded query={query}>
      {(holds) => (
        <>
          {active.length === 0 ? <Text className={styles.quiet}>{t('holds.none')}</Text> : null}
          {active.map((hold) => (
            <Held key={hold.holdId} hold={hold} personName={personName} />
          ))}
          {holds
            .filter(({ releasedAt }) => releasedAt !== null)
            .map((hold) => (
              <Text key={hold.holdId} size={200} className={styles.quiet}>
                {t('holds.released', { at: dateTime(hold.releasedAt ?? ''), who: hold.releasedBy })}{' '}
                <Placed hold={hold} />
              </Text>
            ))}
          <Button icon={<LockClosedRegular />} onClick={() => setAsked(true)}>
            {active.length === 0 ? t('holds.place') : t('holds.another')}
          </Button>
          {isAsked ? (
            <AskFirst
              title={t('holds.placeTitle', { person: personName })}
              act={t('holds.placeAct')}
              reasonHint={t('holds.reasonHint')}
              onAct={(reason) => api('placeLegalHold', { params: { userId }, body: { reason } })}
              onClose={again}
            >
              <Text>{t('holds.placeText', { person: personName })}</Text>
            </AskFirst>
          ) : null}
        </>
      )}
    </Loaded>
  );
}

function Held({ hold, personName }: { readonly hold: LegalHold; readonly personName: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { api } = useConnection();
  const [isAsked, setAsked] = useState(false);
  const { holdId, userId } = hold;
  const again = useAgain(userId, () => setAsked(false));
  return (
    <div className={styles.hold}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('holds.held')}</MessageBarTitle> <Placed hold={hold} />
        </MessageBarBody>
        <MessageBarActions>
          <Button size="small" icon={<LockOpenRegular />} onClick={() => setAsked(true)}>
            {t('holds.release')}
          </Button>
        </MessageBarActions>
      </MessageBar>
      {isAsked ? (
        <AskFirst
          title={t('holds.releaseTitle', { person: personName })}
          act={t('holds.releaseAct')}
          onAct={() => api('releaseLegalHold', { params: { userId, holdId } })}
          onClose={again}
        >
          <Text>
            {t('holds.releaseText')} <Placed hold={hold} />
          </Text>
        </AskFirst>
      ) : null}
    </div>
  );
}

function Placed({ hold: { placedBy, placedAt, reason } }: { readonly hold: LegalHold }) {
  const { t } = useTranslation();
  return t('holds.placed', { who: placedBy, at: dateTime(placedAt), reason });
}

function useAgain(userId: string, close: () => void): () => void {
  const queries = useQueryClient();
  return () => {
    close();
    void queries.invalidateQueries({ queryKey: ['holds', userId] });
  };
}

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalL },
  hold: { display: 'grid', rowGap: tokens.spacingVerticalS, justifyItems: 'start' },
  quiet: { color: tokens.colorNeutralForeground2 },
});
