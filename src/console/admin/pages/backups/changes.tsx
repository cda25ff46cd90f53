// Changes in plain words, by category: "Default app mode: light → dark".

import { Card, makeStyles, MessageBar, MessageBarBody, Subtitle2, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CATEGORY_IDS } from '../../../../domain/catalog/category.ts';
import type { SnapshotComparison } from '../../../../protocol/operations/backups.ts';
import { settingName, settingValue } from '../../../shared/setting-name.ts';

export function Changes({ comparison }: { readonly comparison: SnapshotComparison }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { older, settings, apps, pins, unreadable } = comparison;
  const isAll = older === null;
  const categories = [...Map.groupBy(settings, ({ category }) => category)].toSorted(
    ([a], [b]) => orderOf(a) - orderOf(b),
  );
  const count = settings.length + apps.length + pins.added.length + pins.removed.length;
  return (
    <div className={styles.page}>
      <Text role="status" weight="semibold">
        {t(isAll ? 'backups.changes.holds' : 'backups.changes.count', { count })}
      </Text>
      {categories.map(([category, changes]) => (
        <Group key={category} title={t(`experience.categories.${category}`, { defaultValue: category })}>
          {changes.map(({ settingId, name, before, after }) => (
            <Line key={settingId} name={settingName({ id: settingId, name })}>
              {isAll ? words(after, t('backups.changes.default')) : null}
              {isAll ? null : <FromTo {...{ before, after }} otherwise={t('backups.changes.default')} />}
            </Line>
          ))}
        </Group>
      ))}
      {apps.length === 0 ? null : (
        <Group title={t('backups.changes.apps')}>
          {apps.map(({ packageFamilyName, name, before, after }) => (
            <Line key={packageFamilyName} name={name}>
              {isAll ? after : <FromTo {...{ before, after }} otherwise={t('backups.changes.absent')} />}
            </Line>
          ))}
        </Group>
      )}
      {pins.added.length + pins.removed.length === 0 ? null : (
        <Group title={t('backups.changes.pins')}>
          {pins.added.map((name) => (
            <Line key={`+${name}`} name={name}>
              {t('backups.changes.pinned')}
            </Line>
          ))}
          {pins.removed.map((name) => (
            <Line key={`-${name}`} name={name}>
              {t('backups.changes.unpinned')}
            </Line>
          ))}
        </Group>
      )}
      {unreadable.length === 0 ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {t('backups.changes.unreadable')}
            <ul className={styles.unreadable}>
              {unreadable.map(({ id, name, category, why }) => (
                <li key={`${category} ${id}`}>
                  {settingName({ id, name })}: {why}
                </li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <Card className={styles.card}>
      <Subtitle2 as="h3" className={styles.heading}>
        {title}
      </Subtitle2>
      <dl className={styles.lines}>{children}</dl>
    </Card>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.line}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

type FromToProps = { readonly before: string | null; readonly after: string | null; readonly otherwise: string };

function FromTo({ before, after, otherwise }: FromToProps) {
  const styles = useStyles();
  return (
    <>
      <span className={styles.before}>{words(before, otherwise)}</span> →{' '}
      <Text weight="semibold">{words(after, otherwise)}</Text>
    </>
  );
}

function words(text: string | null, otherwise: string): string {
  return text === null ? otherwise : settingValue(text);
}

/** As Windows' Settings app has them; what is not known comes last. */
function orderOf(category: string): number {
  const index = (CATEGORY_IDS as readonly string[]).indexOf(category);
  return index === -1 ? CATEGORY_IDS.length : index;
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  card: { padding: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalS },
  heading: { margin: 0 },
  lines: { margin: 0, display: 'grid' },
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    columnGap: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 600px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  name: { overflowWrap: 'anywhere' },
  value: { margin: 0, overflowWrap: 'anywhere' },
  before: { color: tokens.colorNeutralForeground2 },
  unreadable: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingInlineStart: tokens.spacingHorizontalXL },
});
