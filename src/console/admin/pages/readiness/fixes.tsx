// Every fix by itself, those first that help the most devices alone.

import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { wholeNumber } from '../../../shared/i18n.ts';
import { Section } from '../../../shared/section.tsx';
import { BehindLink } from './behind-link.tsx';
import { useCounted } from './counts.ts';
import type { PartProps } from './occasion-parts.tsx';

export function Fixes({ readiness: { occasion, fixes }, assume }: PartProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { devices } = useCounted();
  const withPerhaps = (count: number, perhaps: number): string =>
    perhaps === 0
      ? wholeNumber(count)
      : t('readiness.fixes.perhaps', { shown: wholeNumber(count), perhaps: wholeNumber(perhaps) });
  if (fixes.length === 0) return null;
  const title = t('readiness.fixes.title');
  return (
    <Section title={title} purpose={t('readiness.fixes.purpose')}>
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={title}>
        <Table aria-label={title} className={styles.table}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.fix}>{t('readiness.fixes.fix')}</TableHeaderCell>
              <TableHeaderCell>{t('readiness.fixes.concerns')}</TableHeaderCell>
              <TableHeaderCell>{t('readiness.fixes.alone')}</TableHeaderCell>
              <TableHeaderCell>{t('readiness.fixes.people')}</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {fixes.map(({ code, fix, concerns, unlocksAlone: { perhaps, ...unlocked } }) => (
              <TableRow key={`${code} ${fix}`}>
                <TableCell className={styles.fix}>{fix}</TableCell>
                <TableCell>
                  <BehindLink
                    count={concerns.devices}
                    behind={{ occasion, fix, assume }}
                    label={`${devices(concerns.devices)}: ${fix}`}
                  />
                </TableCell>
                <TableCell>{withPerhaps(unlocked.devices, perhaps.devices)}</TableCell>
                <TableCell>{withPerhaps(unlocked.people, perhaps.people)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Section>
  );
}

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { minWidth: '720px' },
  fix: { width: '55%', overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalS },
});
