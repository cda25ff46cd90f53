// One story: what is wrong and what helps in large type, then everything that happened, newest first, and a summary to paste into a
// ticket.

import { Badge, Button, Card, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Story } from '../../../../protocol/operations/help-desk.ts';
import { dateTime } from '../../../shared/i18n.ts';
import { Section } from '../../../shared/section.tsx';
import { Timeline } from './timeline.tsx';

const COLORS = { fine: 'success', problem: 'warning', silent: 'informative' } as const;

export function StoryView({ story }: { readonly story: Story }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { person, state, causes, entries } = story;
  return (
    <>
      <Card className={styles.card}>
        <div className={styles.head}>
          <Text as="h2" size={500} weight="semibold" className={styles.heading}>
            {person.displayName}
          </Text>
          <Badge size="large" appearance="tint" color={COLORS[state]}>
            {t(`helpDesk.states.${state}`)}
          </Badge>
          <Text className={styles.quiet}>{[person.userPrincipalName, ...person.devices].join(' · ')}</Text>
        </div>
        {causes.map(({ administrator, fix, person: words }) => (
          <dl key={administrator} className={styles.cause}>
            <dt className={styles.name}>{t('helpDesk.cause')}</dt>
            <dd className={styles.large}>{administrator}</dd>
            <dt className={styles.name}>{t('helpDesk.fix')}</dt>
            <dd className={styles.large}>{fix}</dd>
            {words === undefined ? null : (
              <>
                <dt className={styles.name}>{t('helpDesk.toPerson')}</dt>
                <dd className={styles.said}>{words}</dd>
              </>
            )}
          </dl>
        ))}
        {causes.length === 0 ? <Text size={400}>{t(`helpDesk.nothing.${state}`)}</Text> : null}
        <CopySummary story={story} />
      </Card>
      {entries.length === 0 ? null : (
        <Section title={t('helpDesk.timeline')}>
          <Timeline entries={entries} />
        </Section>
      )}
    </>
  );
}

function CopySummary({ story: { person, state, causes, entries } }: { readonly story: Story }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [isCopied, setCopied] = useState(false);
  const lines = [
    `${person.displayName} (${person.userPrincipalName}): ${t(`helpDesk.states.${state}`)}`,
    ...causes.flatMap(({ administrator, fix }) => [
      `${t('helpDesk.cause')}: ${administrator}`,
      `${t('helpDesk.fix')}: ${fix}`,
    ]),
    ...entries.map(
      ({ at, code, deviceName = '' }) => `${dateTime(at)}  ${t(`helpDesk.entries.${code}`)}  ${deviceName}`,
    ),
  ];
  return (
    <span role="status" className={styles.copy}>
      <Button
        icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
        onClick={() => void navigator.clipboard.writeText(lines.join('\n')).then(() => setCopied(true))}
      >
        {t(isCopied ? 'helpDesk.copied' : 'helpDesk.copy')}
      </Button>
    </span>
  );
}

const useStyles = makeStyles({
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalL },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  cause: { margin: 0, display: 'grid', rowGap: tokens.spacingVerticalXS },
  name: { color: tokens.colorNeutralForeground2 },
  large: {
    margin: 0,
    marginBottom: tokens.spacingVerticalS,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    maxWidth: '60ch',
  },
  said: { margin: 0, fontStyle: 'italic', maxWidth: '72ch' },
  copy: { justifySelf: 'start', alignSelf: 'start' },
});
