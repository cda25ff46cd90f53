// The snapshots of a profile, newest first, as a line through time. Only those in sight are drawn. Each is a link, so that
// the one that is looked at stands in the address.

import { Badge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { WarningRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../../protocol/operations/backups.ts';
import { Ago } from '../../../shared/ago.tsx';
import { dateTime, fileSize } from '../../../shared/i18n.ts';
import { useKeptBy } from './kept-by.ts';

type Props = {
  readonly entries: readonly HistoryEntry[];
  readonly chosenId: string | undefined;
  readonly keepLast: number;
  readonly onEnd: () => void;
};

export function Timeline({ entries, chosenId, keepLast, onEnd }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const scroller = useRef<HTMLOListElement>(null);
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ENTRY_PIXELS,
    overscan: 8,
  });
  const shown = virtualizer.getVirtualItems();
  const isAtEnd = (shown.at(-1)?.index ?? 0) >= entries.length - 5;
  useEffect(() => {
    if (isAtEnd) onEnd();
  });
  return (
    <ol ref={scroller} className={styles.scroller} aria-label={t('backups.timeline')}>
      <li aria-hidden role="presentation" style={{ height: virtualizer.getTotalSize() }} />
      {shown.map(({ index, start }) => {
        const entry = entries[index];
        return entry === undefined ? null : (
          <li
            key={entry.snapshot.snapshotId}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-setsize={entries.length}
            aria-posinset={index + 1}
            className={styles.entry}
            style={{ transform: `translateY(${start}px)` }}
          >
            <Entry entry={entry} isChosen={entry.snapshot.snapshotId === chosenId} keepLast={keepLast} />
          </li>
        );
      })}
    </ol>
  );
}

type EntryProps = { readonly entry: HistoryEntry; readonly isChosen: boolean; readonly keepLast: number };

function Entry({ entry, isChosen, keepLast }: EntryProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const keptBy = useKeptBy(keepLast);
  const { snapshot, report } = entry;
  const { snapshotId, receivedAt, isHead, settingCount, sizeBytes } = snapshot;
  const held = [
    t('backups.count.settings', { count: settingCount }),
    ...(report?.appCount == null ? [] : [t('backups.count.apps', { count: report.appCount })]),
    ...(report?.pinCount == null ? [] : [t('backups.count.pins', { count: report.pinCount })]),
    fileSize(sizeBytes),
  ];
  return (
    <Link
      from="/backups/$userId/$profileId"
      to="."
      search={{ snapshot: snapshotId }}
      replace
      resetScroll={false}
      aria-current={isChosen ? 'true' : undefined}
      className={mergeClasses(styles.link, isChosen && styles.chosen)}
    >
      <span aria-hidden className={mergeClasses(styles.dot, isChosen && styles.dotChosen)} />
      <span className={styles.when}>
        <Text weight="semibold">{dateTime(receivedAt)}</Text>
        {isHead ? (
          <Badge appearance="tint" color="brand">
            {t('backups.latest')}
          </Badge>
        ) : null}
      </span>
      <Text size={200} className={styles.quiet}>
        <Ago at={receivedAt} /> · {held.join(' · ')}
      </Text>
      <Text size={200} className={styles.quiet}>
        {keptBy(entry)}
      </Text>
      {report === null ? (
        <Text size={200}>{t('backups.notOpened')}</Text>
      ) : report.unreadableCount > 0 ? (
        <Text size={200} className={styles.problem}>
          <WarningRegular aria-hidden /> {t('backups.count.unreadable', { count: report.unreadableCount })}
        </Text>
      ) : null}
    </Link>
  );
}

const ENTRY_PIXELS = 84;

const useStyles = makeStyles({
  scroller: {
    position: 'relative',
    overflowY: 'auto',
    maxHeight: 'max(360px, calc(100vh - 220px))',
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    '@media (max-width: 1000px)': { maxHeight: '340px' },
  },
  entry: { position: 'absolute', insetInline: 0, top: 0 },
  link: {
    position: 'relative',
    display: 'grid',
    rowGap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    paddingInlineStart: '32px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    // The line through time.
    '::before': {
      content: '""',
      position: 'absolute',
      insetBlock: 0,
      insetInlineStart: '15px',
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke2,
    },
  },
  chosen: { backgroundColor: tokens.colorNeutralBackground1Selected },
  dot: {
    position: 'absolute',
    insetInlineStart: '10px',
    top: '13px',
    boxSizing: 'border-box',
    width: '12px',
    height: '12px',
    borderRadius: tokens.borderRadiusCircular,
    border: `2px solid ${tokens.colorNeutralStrokeAccessible}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  dotChosen: {
    border: `2px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandStroke1,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
  when: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  problem: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
});
