// Which backup of a person's is shown first when they are asked: of which device, and from when. They may take another.

import { Field, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/i18n.ts';
import { Failed } from '../../../shared/page-states.tsx';
import { useConnection } from '../../api-context.tsx';

export type WantedBackup = { readonly profileId?: string; readonly snapshotId?: string };

type Props = {
  readonly userId: string;
  /** Nothing: the newest there is by then. */
  readonly wanted: WantedBackup;
  readonly onChange: (wanted: WantedBackup) => void;
};

export function ChooseBackup({ userId, wanted: { profileId, snapshotId }, onChange }: Props) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const { data, error, refetch } = useQuery({
    queryKey: ['profiles', userId],
    queryFn: ({ signal }) => api('listProfilesOf', { params: { userId }, signal }),
  });
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />;
  const profiles = data?.profiles.filter((it) => it.headSnapshotId !== null) ?? [];
  return (
    <>
      <Field label={t('askedRestores.backup')} hint={t('askedRestores.backupHint')}>
        <Select value={profileId ?? ''} onChange={(_, { value }) => onChange(value === '' ? {} : { profileId: value })}>
          <option value="">{t('askedRestores.newest')}</option>
          {profiles.map((it) => (
            <option key={it.profileId} value={it.profileId}>
              {it.deviceName}
            </option>
          ))}
        </Select>
      </Field>
      {profileId === undefined ? null : (
        <ChooseSnapshot
          {...{ userId, profileId, snapshotId }}
          onChange={(chosen) => onChange({ profileId, ...(chosen === undefined ? {} : { snapshotId: chosen }) })}
        />
      )}
    </>
  );
}

type SnapshotProps = {
  readonly userId: string;
  readonly profileId: string;
  readonly snapshotId: string | undefined;
  readonly onChange: (snapshotId?: string) => void;
};

function ChooseSnapshot({ userId, profileId, snapshotId, onChange }: SnapshotProps) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const { data, error, refetch } = useQuery({
    queryKey: ['snapshots', userId, profileId],
    queryFn: ({ signal }) => api('listSnapshotsOf', { params: { userId }, query: { profileId, limit: SHOWN }, signal }),
  });
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />;
  return (
    <Field label={t('askedRestores.from')}>
      <Select value={snapshotId ?? ''} onChange={(_, { value }) => onChange(value === '' ? undefined : value)}>
        <option value="">{t('askedRestores.latest')}</option>
        {data?.snapshots
          .filter(({ isHead }) => !isHead)
          .map((it) => (
            <option key={it.snapshotId} value={it.snapshotId}>
              {dateTime(it.capturedAt)}
            </option>
          ))}
      </Select>
    </Field>
  );
}

/** More than any retention that somebody would look through by hand. */
const SHOWN = 50;
