// The devices that a pilot should have: the fewest by which every model, build and way of joining is met before everybody.

import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { kindWords } from '../../../../domain/rollout/checklist.ts';
import type { RolloutChecklist } from '../../../../protocol/operations/rollout.ts';
import { wholeNumber } from '../../../shared/i18n.ts';
import { Section } from '../../../shared/section.tsx';
import { useTraitWords } from './trait-words.ts';

export function Pilot({ pilot: { chosen, valueCount, pairs } }: { readonly pilot: RolloutChecklist['pilot'] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { valueWords } = useTraitWords();
  if (chosen.length === 0) {
    return (
      <Section title={t('rollout.pilot.title')}>
        <Text>{t('rollout.pilot.none')}</Text>
      </Section>
    );
  }
  const counts = { values: wholeNumber(valueCount), covered: wholeNumber(pairs.covered), all: wholeNumber(pairs.all) };
  return (
    <Section title={t('rollout.pilot.title')} purpose={t('rollout.pilot.purpose', { count: chosen.length, ...counts })}>
      <div className={styles.scroller} role="region" tabIndex={0} aria-label={t('rollout.pilot.title')}>
        <Table aria-label={t('rollout.pilot.title')} className={styles.table}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell>{t('rollout.pilot.oneOf')}</TableHeaderCell>
              <TableHeaderCell>{t('rollout.pilot.person')}</TableHeaderCell>
              <TableHeaderCell>{t('rollout.pilot.traits')}</TableHeaderCell>
              <TableHeaderCell>{t('rollout.pilot.alike')}</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {chosen.map(({ traits, examples, count }) => {
              const words = valueWords(kindWords(traits));
              return (
                <TableRow key={words}>
                  <TableCell className={styles.cell}>{examples.map(({ name }) => name).join(', ')}</TableCell>
                  <TableCell className={styles.cell}>
                    {examples.flatMap(({ person }) => person ?? [])[0] ?? '–'}
                  </TableCell>
                  <TableCell className={styles.cell}>{words}</TableCell>
                  <TableCell className={styles.cell}>{wholeNumber(count)}</TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </div>
    </Section>
  );
}

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { minWidth: '640px' },
  cell: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalS },
});
