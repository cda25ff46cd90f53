// What to do first: steps that build on each other, each with what all steps up to it bring.

import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { OccasionReadiness } from '../../../../protocol/operations/readiness.ts';
import { percent } from '../../../shared/i18n.ts';
import { Section } from '../../../shared/section.tsx';
import { useCounted } from './counts.ts';

export function Plan({ readiness: { plan, devices } }: { readonly readiness: OccasionReadiness }) {
  const { t } = useTranslation();
  const styles = useStyles();
  if (plan.length === 0) return null;
  return (
    <Section title={t('readiness.plan.title')} purpose={t('readiness.plan.purpose')}>
      <ol className={styles.steps}>
        {plan.map((step) => (
          <li key={step.fixes.map(({ fix }) => fix).join('\n')} className={styles.step}>
            <Step step={step} refused={devices.ineligible} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

type StepProps = { readonly step: OccasionReadiness['plan'][number]; readonly refused: number };

function Step({ step: { fixes, unlocked }, refused }: StepProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { both } = useCounted();
  const { perhaps } = unlocked;
  const share = refused === 0 ? 0 : (unlocked.devices + perhaps.devices) / refused;
  return (
    <>
      {fixes.map(({ fix }) => (
        <Text key={fix} block weight="semibold" className={styles.fix}>
          {fix}
        </Text>
      ))}
      <Text block className={styles.quiet}>
        {t('readiness.plan.reached', { list: both(unlocked) })}{' '}
        {perhaps.devices + perhaps.people === 0 ? '' : t('readiness.plan.perhaps', { list: both(perhaps) })}
      </Text>
      <ProgressBar
        value={share}
        thickness="large"
        color="success"
        className={styles.bar}
        aria-label={t('readiness.plan.bar', { share: percent(share) })}
      />
    </>
  );
}

const useStyles = makeStyles({
  steps: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    display: 'grid',
    rowGap: tokens.spacingVerticalL,
  },
  step: { breakInside: 'avoid' },
  fix: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  bar: { marginTop: tokens.spacingVerticalXS, maxWidth: '480px' },
});
