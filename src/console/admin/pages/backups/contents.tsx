// The gate before what is in a person's backup: a role, a reason, and a second person where the organization asks for one.
// Every look is a reading that the person sees, so nothing is asked for twice and nothing in the background.

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ServiceError } from '../../../shared/api.ts';
import { Failed, LoadingRows } from '../../../shared/page-states.tsx';
import { useConnection } from '../../api-context.tsx';
import { rolesWith, useMayOverSome } from '../../permission.tsx';
import { AskApproval } from './ask-approval.tsx';
import { Changes } from './changes.tsx';
import { useContentReason } from './content-reason.ts';
import { GiveReason } from './give-reason.tsx';

type Props = {
  readonly userId: string;
  readonly personName: string;
  readonly newerId: string;
  readonly olderId: string | undefined;
};

export function Contents({ userId, personName, newerId, olderId }: Props) {
  const { t } = useTranslation();
  const may = useMayOverSome('backupContent.read');
  const [reason, giveReason] = useContentReason(userId);
  if (may === undefined) return <LoadingRows />;
  if (!may) {
    return (
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('backups.content.hidden')}</MessageBarTitle>{' '}
          {t('backups.content.whoMay', { roles: rolesWith('backupContent.read') })}
        </MessageBarBody>
      </MessageBar>
    );
  }
  if (reason === undefined) {
    return (
      <GiveReason
        title={t('backups.content.title')}
        act={t('backups.content.show')}
        personName={personName}
        onReason={giveReason}
      />
    );
  }
  return <Read {...{ userId, personName, newerId, olderId, reason }} />;
}

function Read({ userId, personName, newerId, olderId, reason }: Props & { readonly reason: string }) {
  const { api } = useConnection();
  const query = useQuery({
    queryKey: ['changes', userId, newerId, olderId ?? null],
    queryFn: ({ signal }) => {
      const since = olderId === undefined ? {} : { since: olderId };
      return api('compareSnapshotsOf', {
        params: { userId, snapshotId: newerId },
        query: { ...since, reason },
        signal,
      });
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
  if (query.data !== undefined) return <Changes comparison={query.data} />;
  if (query.isFetching || query.error === null) return <LoadingRows />;
  const again = (): void => void query.refetch();
  if (query.error instanceof ServiceError && query.error.code === 'approval-required') {
    return <AskApproval {...{ userId, personName, reason }} onApproved={again} />;
  }
  return <Failed error={query.error} onRetry={again} />;
}
