// One step: whether it is taken, what shows it, and while it is not, why it matters and the one thing to do.

import { Badge, Card, makeStyles, mergeClasses, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, type FluentIcon, QuestionCircleRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { SetupStep } from '../../../../protocol/operations/setup.ts';
import { dateTime, wholeNumber } from '../../../shared/i18n.ts';
import { ToDo } from './to-do.tsx';

const LOOKS = {
  done: { Icon: CheckmarkCircleFilled, color: 'success' },
  open: { Icon: CircleRegular, color: 'informative' },
  unknown: { Icon: QuestionCircleRegular, color: 'warning' },
} as const satisfies Record<SetupStep['state'], { Icon: FluentIcon; color: string }>;

export function Step({ step, isNext }: { readonly step: SetupStep; readonly isNext: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { step: name, state, count } = step;
  const { Icon, color } = LOOKS[state];
  const found = t(`setup.steps.${name}.${state}`, {
    count: count ?? 0,
    shown: wholeNumber(count ?? 0),
    evidence: useEvidence(step),
  });
  return (
    <li>
      <Card className={mergeClasses(styles.step, isNext && styles.next)}>
        <Icon aria-hidden className={mergeClasses(styles.icon, styles[state])} />
        <div className={styles.content}>
          <div className={styles.title}>
            <Subtitle2 as="h2" className={styles.heading}>
              {t(`setup.steps.${name}.title`)}
            </Subtitle2>
            <Badge appearance="tint" color={isNext ? 'brand' : color}>
              {t(isNext ? 'setup.next' : `setup.states.${state}`)}
            </Badge>
          </div>
          {state === 'done' ? null : <Text>{t(`setup.steps.${name}.why`)}</Text>}
          <Text className={styles.quiet}>{found}</Text>
          {state === 'done' ? null : <ToDo step={name} />}
        </div>
      </Card>
    </li>
  );
}

/** `PC-114 (anna@contoso.example), 3 May 2026`. */
function useEvidence({ evidence }: SetupStep): string {
  const { t } = useTranslation();
  if (evidence === null) return '';
  const { name, detail, at } = evidence;
  const named = detail === null || detail === '' || detail === name ? name : t('setup.of', { name, detail });
  return at === null ? named : t('setup.at', { name: named, when: dateTime(at) });
}

const useStyles = makeStyles({
  step: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    alignItems: 'start',
    columnGap: tokens.spacingHorizontalL,
    padding: tokens.spacingHorizontalL,
  },
  next: { outline: `2px solid ${tokens.colorBrandStroke1}` },
  icon: { fontSize: '24px' },
  done: { color: tokens.colorPaletteGreenForeground3 },
  open: { color: tokens.colorNeutralForeground3 },
  unknown: { color: tokens.colorPaletteDarkOrangeForeground3 },
  content: { display: 'grid', rowGap: tokens.spacingVerticalS, minWidth: 0 },
  title: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});
