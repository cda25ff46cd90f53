// The answer: does the restore get through, at which moment not, which policies are in the way and why, and the smallest change.

import {
  Badge,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../../shared/api.ts';
import { Section } from '../../../shared/section.tsx';
import { Advice } from './advice.tsx';
import { Blockers } from './blockers.tsx';
import { Companion, Remedies } from './remedies.tsx';

export type RestoreAccess = AnswerOf<'explainRestoreAccess'>;
export type AccessOutcome = RestoreAccess['outcome'];

type Props = { readonly answer: RestoreAccess; readonly userId: string | undefined };

export function RestoreAnswer({ answer, userId }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { outcome, policyCount, companion } = answer;
  const wouldBlock = answer.policies.some(({ effect }) => effect === 'wouldBlock');
  return (
    <div className={styles.page}>
      <div role="status">
        <MessageBar intent={wouldBlock && outcome !== 'blocked' ? 'warning' : INTENTS[outcome]} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t(`conditionalAccess.restore.outcomes.${outcome}`)}</MessageBarTitle>{' '}
            {t('conditionalAccess.restore.through', { count: policyCount })}
            {wouldBlock ? ` ${t('conditionalAccess.restore.wouldBlock')}` : null}
            {policyCount === 0 ? (
              <>
                {' '}
                <Link to="/conditional-access" className={styles.link}>
                  {t('conditionalAccess.restore.importFirst')}
                </Link>
              </>
            ) : null}
          </MessageBarBody>
        </MessageBar>
      </div>
      <Section title={t('conditionalAccess.restore.moments')}>
        <Passages answer={answer} />
      </Section>
      <Blockers answer={answer} />
      {answer.remedies.length === 0 ? null : <Remedies answer={answer} />}
      {companion === null ? null : <Companion companion={companion} />}
      <Advice answer={answer} />
      <Text className={styles.quiet}>
        {t(userId === undefined ? 'conditionalAccess.restore.assumedAnybody' : 'conditionalAccess.restore.assumed')}
      </Text>
    </div>
  );
}

function Passages({ answer: { passages } }: { readonly answer: RestoreAccess }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <dl className={styles.moments}>
      {(['oobe', 'firstSignIn'] as const).map((moment) => (
        <div key={moment} className={styles.moment}>
          <dt>
            <Text weight="semibold">{t(`conditionalAccess.restore.${moment}`)}</Text>
          </dt>
          {passages
            .filter((it) => it.moment === moment)
            .map(({ application, applicationName, outcome, errorCode }) => (
              <dd key={application} className={styles.passage}>
                <OutcomeBadge outcome={outcome} />
                <Text>{applicationName}</Text>
                {errorCode === null ? null : <Text className={styles.quiet}>AADSTS{errorCode}</Text>}
              </dd>
            ))}
        </div>
      ))}
    </dl>
  );
}

export function OutcomeBadge({ outcome }: { readonly outcome: AccessOutcome }) {
  const { t } = useTranslation();
  return (
    <Badge appearance="tint" color={COLORS[outcome]}>
      {t(`conditionalAccess.restore.short.${outcome}`)}
    </Badge>
  );
}

const INTENTS = { passes: 'success', passesAfterPrompt: 'success', blocked: 'error', undecided: 'warning' } as const;
const COLORS = { passes: 'success', passesAfterPrompt: 'success', blocked: 'danger', undecided: 'warning' } as const;

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL, maxWidth: '1000px' },
  moments: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(300px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXL,
    margin: 0,
  },
  moment: { display: 'grid', rowGap: tokens.spacingVerticalS, alignContent: 'start' },
  passage: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS, margin: 0 },
  link: { color: tokens.colorBrandForegroundLink },
  quiet: { color: tokens.colorNeutralForeground2 },
});
