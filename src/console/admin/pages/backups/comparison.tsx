// What changed from one snapshot to another. How much each holds everybody sees who may see backups; what it is takes a role,
// a reason and, where the organization asks for one, a second person.

import { Button, Card, Label, makeStyles, Select, Subtitle2, Text, tokens, useId } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupHistory, HistoryEntry } from '../../../../protocol/operations/backups.ts';
import { dateTime, fileSize, wholeNumber } from '../../../shared/i18n.ts';
import { useMayOverSome } from '../../permission.tsx';
import { Contents } from './contents.tsx';
import { DeleteSnapshot } from './delete-backups.tsx';

const route = getRouteApi('/backups/$userId/$profileId');

type Props = {
  readonly userId: string;
  readonly history: BackupHistory;
  readonly entries: readonly HistoryEntry[];
  readonly index: number;
  readonly newer: HistoryEntry;
};

export function Comparison({ userId, history, entries, index, newer }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { since } = route.useSearch();
  const older =
    since === NOTHING
      ? undefined
      : (entries.find(({ snapshot }) => snapshot.snapshotId === since) ?? entries[index + 1]);
  const { snapshotId, receivedAt } = newer.snapshot;
  return (
    <section aria-label={t('backups.compare.title')} className={styles.page}>
      <div>
        <Subtitle2 as="h2" block className={styles.heading}>
          {older === undefined ? t('backups.compare.holds') : t('backups.compare.title')}
        </Subtitle2>
        <Text className={styles.quiet}>
          {older === undefined
            ? dateTime(receivedAt)
            : t('backups.compare.from', { older: dateTime(older.snapshot.receivedAt), newer: dateTime(receivedAt) })}
        </Text>
      </div>
      <div className={styles.top}>
        <CompareWith {...{ entries, index, older }} />
        <DeleteButton userId={userId} history={history} entry={newer} />
      </div>
      <Card className={styles.card}>
        <Counts older={older} newer={newer} />
      </Card>
      <Contents
        userId={userId}
        personName={history.displayName}
        newerId={snapshotId}
        olderId={older?.snapshot.snapshotId}
      />
    </section>
  );
}

function CompareWith({
  entries,
  index,
  older,
}: Pick<Props, 'entries' | 'index'> & { readonly older: HistoryEntry | undefined }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const navigate = route.useNavigate();
  const id = useId('compare');
  const before = entries[index + 1]?.snapshot.snapshotId;
  return (
    <div className={styles.choice}>
      <Label htmlFor={id}>{t('backups.compare.with')}</Label>
      <Select
        id={id}
        value={older?.snapshot.snapshotId ?? NOTHING}
        onChange={(_, { value }) =>
          void navigate({
            search: (now) => ({ ...now, since: value === before ? undefined : value }),
            replace: true,
            resetScroll: false,
          })
        }
      >
        {entries
          .filter((_, at) => at !== index)
          .map(({ snapshot: { snapshotId, receivedAt } }) => (
            <option key={snapshotId} value={snapshotId}>
              {snapshotId === before ? t('backups.compare.before', { at: dateTime(receivedAt) }) : dateTime(receivedAt)}
            </option>
          ))}
        <option value={NOTHING}>{t('backups.compare.nothing')}</option>
      </Select>
    </div>
  );
}

/** `41 → 43`. */
function Counts({ older, newer }: { readonly older: HistoryEntry | undefined; readonly newer: HistoryEntry }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const told = (valueOf: (entry: HistoryEntry) => number | null | undefined, words = wholeNumber): string => {
    const [was, is] = [older && valueOf(older), valueOf(newer)].map((it) => (it == null ? '–' : words(it)));
    return older === undefined || was === is ? (is ?? '') : `${was} → ${is}`;
  };
  const counts = [
    [t('backups.compare.settings'), told(({ snapshot }) => snapshot.settingCount)],
    [t('backups.compare.apps'), told(({ report }) => report?.appCount)],
    [t('backups.compare.pins'), told(({ report }) => report?.pinCount)],
    [t('backups.compare.unreadable'), told(({ report }) => report?.unreadableCount)],
    [t('backups.compare.size'), told(({ snapshot }) => snapshot.sizeBytes, fileSize)],
  ];
  return (
    <dl className={styles.counts}>
      {counts.map(([name, count]) => (
        <div key={name}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.count}>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

function DeleteButton({
  userId,
  history,
  entry,
}: Pick<Props, 'userId' | 'history'> & { readonly entry: HistoryEntry }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const [isAsked, setAsked] = useState(false);
  if (useMayOverSome('backup.delete') !== true) return null;
  return (
    <>
      <Button icon={<DeleteRegular />} onClick={() => setAsked(true)}>
        {t('backups.delete.snapshot')}
      </Button>
      {isAsked ? (
        <DeleteSnapshot
          {...{ userId, history, entry }}
          onClose={(isDone) => {
            setAsked(false);
            if (!isDone) return;
            void queries.invalidateQueries({ queryKey: ['backup-history'] });
            void navigate({ search: {}, replace: true });
          }}
        />
      ) : null}
    </>
  );
}

/** In an address: compared with nothing, all that a snapshot holds is told. */
const NOTHING = 'nothing';

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  choice: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalXXS,
    maxWidth: '400px',
  },
  card: { padding: tokens.spacingHorizontalL },
  counts: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalM,
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  count: { margin: 0, fontWeight: tokens.fontWeightSemibold },
});
