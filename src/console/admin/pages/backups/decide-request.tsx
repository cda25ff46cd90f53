// Approving or refusing somebody else's request, asked once with what it means.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Approval } from '../../../../protocol/operations/access.ts';
import { minutes as inMinutes } from '../../../shared/i18n.ts';
import { useConnection } from '../../api-context.tsx';
import { APPROVALS_KEY } from './approvals.ts';
import { AskFirst } from './ask-first.tsx';

export function DecideRequest({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { api } = useConnection();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'approve' | 'refuse'>();
  const { userId, approvalId, requesterName: who, personName: person, minutes } = approval;
  const params = { userId, approvalId };
  return (
    <span className={styles.line}>
      <Button appearance="primary" onClick={() => setAsked('approve')}>
        {t('backups.requests.approve')}
      </Button>
      <Button onClick={() => setAsked('refuse')}>{t('backups.requests.refuse')}</Button>
      {asked === undefined ? null : (
        <AskFirst
          title={t(`backups.requests.${asked}Title`, { who, person })}
          act={t(`backups.requests.${asked}`)}
          onAct={() => api(asked === 'approve' ? 'approveRequest' : 'refuseRequest', { params })}
          onClose={() => {
            setAsked(undefined);
            void queries.invalidateQueries({ queryKey: APPROVALS_KEY });
          }}
        >
          <Text>{t(`backups.requests.${asked}Text`, { who, person, time: inMinutes(minutes) })}</Text>
        </AskFirst>
      )}
    </span>
  );
}

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});
