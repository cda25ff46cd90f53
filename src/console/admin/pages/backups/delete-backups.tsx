// Deleting a snapshot, or all that is kept from one device. Neither can be undone, and both say so.

import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { BackupHistory, HistoryEntry } from '../../../../protocol/operations/backups.ts';
import { dateTime } from '../../../shared/i18n.ts';
import { useConnection } from '../../api-context.tsx';
import { AskFirst } from './ask-first.tsx';

type Props = {
  readonly userId: string;
  readonly history: BackupHistory;
  readonly onClose: (isDone: boolean) => void;
};

export function DeleteSnapshot({ userId, history, entry, onClose }: Props & { readonly entry: HistoryEntry }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const { snapshotId, receivedAt, isHead } = entry.snapshot;
  const person = history.displayName;
  const { snapshotCount } = history.profile;
  return (
    <AskFirst
      title={t('backups.delete.snapshotTitle', { at: dateTime(receivedAt) })}
      act={t('backups.delete.confirm')}
      reasonHint={t('backups.reason.toPerson', { person })}
      onAct={(reason) => api('deleteSnapshotOf', { params: { userId, snapshotId }, query: { reason } })}
      onClose={onClose}
    >
      <Text>
        {t('backups.delete.snapshotText', { person, device: history.profile.deviceName })}{' '}
        {isHead ? t(snapshotCount > 1 ? 'backups.delete.head' : 'backups.delete.last') : null}{' '}
        {t('backups.delete.forGood')}
      </Text>
    </AskFirst>
  );
}

export function DeleteProfile({ userId, profileId, history, onClose }: Props & { readonly profileId: string }) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const { deviceName, snapshotCount } = history.profile;
  const person = history.displayName;
  return (
    <AskFirst
      title={t('backups.delete.profileTitle', { person, device: deviceName })}
      act={t('backups.delete.confirmAll')}
      reasonHint={t('backups.reason.toPerson', { person })}
      nameToType={deviceName}
      onAct={(reason) => api('deleteProfileOf', { params: { userId, profileId }, query: { reason } })}
      onClose={onClose}
    >
      <Text>
        {t('backups.delete.profileText', { count: snapshotCount, person, device: deviceName })}{' '}
        {t('backups.delete.forGood')}
      </Text>
    </AskFirst>
  );
}
