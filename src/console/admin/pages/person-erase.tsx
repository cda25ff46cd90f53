// Erasing a person's backups for good, and the receipts of it. A legal hold prevents it, and the page says so before anybody
// tries.

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, DeleteDismissRegular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasureReceipt } from '../../../protocol/operations/keys.ts';
import { dateTime } from '../../shared/i18n.ts';
import { Loaded } from '../../shared/page-states.tsx';
import { saveFile } from '../../shared/save-file.ts';
import { useConnection } from '../api-context.tsx';
import { FactList } from '../fact-list.tsx';
import { rolesWith, useMayOverSome } from '../permission.tsx';
import { AskFirst } from './backups/ask-first.tsx';
import { useHolds } from './person-holds.tsx';

type Props = { readonly userId: string; readonly personName: string; readonly signInName: string };

export function EraseData({ userId, personName, signInName }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { api } = useConnection();
  const queries = useQueryClient();
  const may = useMayOverSome('user.erase');
  const isHeld = useHolds(userId).active.length > 0;
  const [isAsked, setAsked] = useState(false);
  const query = useQuery({
    queryKey: ['erasures', userId],
    queryFn: async ({ signal }) => (await api('listErasuresOf', { params: { userId }, signal })).erasures,
    enabled: may === true,
  });
  if (may === false) {
    return <Text className={styles.quiet}>{t('permission.helps', { roles: rolesWith('user.erase') })}</Text>;
  }
  return (
    <Loaded query={query}>
      {(erasures) => {
        // Nothing comes in until an operator allows it, so there is nothing to erase again.
        const isErased = erasures[0]?.liftedAt === null;
        return (
          <>
            {erasures.map(({ receipt, liftedAt }) => (
              <Receipt key={receipt.erasureId} receipt={receipt} liftedAt={liftedAt} />
            ))}
            {isHeld ? (
              <Text id={WHY_NOT} className={styles.quiet}>
                {t('personData.eraseHeld')}
              </Text>
            ) : null}
            {isErased ? null : (
              <Button
                icon={<DeleteDismissRegular />}
                disabledFocusable={isHeld}
                aria-describedby={isHeld ? WHY_NOT : undefined}
                onClick={() => setAsked(true)}
              >
                {t('personData.erase')}
              </Button>
            )}
            {isAsked ? (
              <AskFirst
                title={t('personData.eraseTitle', { person: personName })}
                act={t('personData.eraseAct')}
                nameToType={signInName}
                onAct={() => api('eraseUser', { params: { userId } })}
                onClose={(isDone) => {
                  setAsked(false);
                  if (!isDone) return;
                  for (const key of ABOUT_BACKUPS) {
                    void queries.invalidateQueries({ queryKey: [key] });
                  }
                  queries.removeQueries({ queryKey: ['backup-history'] });
                  queries.removeQueries({ queryKey: ['changes', userId] });
                }}
              >
                <Text>{t('personData.eraseText', { person: personName })}</Text>
              </AskFirst>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}

function Receipt({ receipt, liftedAt }: { readonly receipt: ErasureReceipt; readonly liftedAt: string | null }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { erasedAt, erasureId, destroyed } = receipt;
  return (
    <div role="group" aria-label={t('personData.receipt')} className={styles.receipt}>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('personData.erased', { at: dateTime(erasedAt) })}</MessageBarTitle>{' '}
          {liftedAt === null ? t('personData.noMore') : t('personData.lifted', { at: dateTime(liftedAt) })}
        </MessageBarBody>
      </MessageBar>
      <div className={styles.facts}>
        <FactList
          facts={[
            [t('personData.destroyedKeys'), String(destroyed.userKeyIds.length)],
            [t('personData.destroyedSnapshots'), String(destroyed.snapshots)],
            [t('personData.destroyedProfiles'), String(destroyed.backupProfiles)],
            [t('personData.receiptId'), erasureId],
          ]}
        />
      </div>
      <Button
        icon={<ArrowDownloadRegular />}
        onClick={() => saveFile(new Blob([JSON.stringify(receipt, null, 2)]), `erasure-${erasureId}.json`)}
      >
        {t('personData.receiptSave')}
      </Button>
    </div>
  );
}

/** What is told of a person's backups, wherever it stands. */
const ABOUT_BACKUPS = [
  'erasures',
  'profiles',
  'person',
  'people',
  'fleet',
  'backups',
  'decisions',
  'restores',
  'overview',
];
const WHY_NOT = 'why-not-erased';

const useStyles = makeStyles({
  receipt: { display: 'grid', rowGap: tokens.spacingVerticalM, justifyItems: 'start', width: '100%' },
  facts: { width: '100%' },
  quiet: { color: tokens.colorNeutralForeground2 },
});
