// Every device that the person has backups of, with its history; each backup can be looked into and restored in part.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DesktopRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceBackups, HistoryView } from '../../protocol/experience.ts';
import { dateTime, relativeTime } from '../shared/i18n.ts';
import { Loaded } from '../shared/page-states.tsx';
import { ask } from './agent.ts';
import { Preview } from './preview.tsx';

type Props = { readonly isBusy: boolean; readonly isErased: boolean };

export function History({ isBusy, isErased }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [shown, setShown] = useState<string>();
  const history = useQuery({
    queryKey: ['history'],
    queryFn: ({ signal }) => ask<HistoryView>('/api/history', signal),
  });
  return (
    <Loaded query={history}>
      {({ devices }) =>
        devices.length === 0 ? (
          <Text className={styles.quiet}>
            {t(isErased ? 'experience.app.noneLeft' : 'experience.app.noDeviceHint')}
          </Text>
        ) : (
          <>
            {devices.map((device) => (
              <Device key={device.profileId} device={device} isBusy={isBusy} onLook={setShown} />
            ))}
            {shown === undefined ? null : <Preview snapshotId={shown} onClose={() => setShown(undefined)} />}
          </>
        )
      }
    </Loaded>
  );
}

function Device({
  device: { deviceName, isThisDevice, lastConfirmedAt, snapshots },
  isBusy,
  onLook,
}: {
  readonly device: DeviceBackups;
  readonly isBusy: boolean;
  readonly onLook: (snapshotId: string) => void;
}) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [isAll, setAll] = useState(false);
  const shown = isAll ? snapshots : snapshots.slice(0, FIRST);
  return (
    <section>
      <h3 className={styles.name}>
        <DesktopRegular fontSize={20} aria-hidden />
        {isThisDevice ? t('experience.app.thisPc', { device: deviceName }) : deviceName}
        {lastConfirmedAt === null ? null : (
          <Text className={styles.quiet}>{relativeTime(lastConfirmedAt, Date.now())}</Text>
        )}
      </h3>
      <ul className={styles.list}>
        {shown.map(({ snapshotId, receivedAt, settingCount, isLatest }) => (
          <li key={snapshotId} className={styles.item}>
            <Text>
              {dateTime(receivedAt)} · {t('experience.settings', { count: settingCount })}
              {isLatest ? ` · ${t('experience.app.latest')}` : ''}
            </Text>
            <Button
              disabled={isBusy}
              aria-label={t('experience.app.lookAt', { device: deviceName, at: dateTime(receivedAt) })}
              onClick={() => onLook(snapshotId)}
            >
              {t('experience.app.look')}
            </Button>
          </li>
        ))}
      </ul>
      {shown.length === snapshots.length ? null : (
        <Button appearance="subtle" onClick={() => setAll(true)}>
          {t('experience.app.all', { count: snapshots.length })}
        </Button>
      )}
    </section>
  );
}

const FIRST = 3;

const useStyles = makeStyles({
  name: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
});
