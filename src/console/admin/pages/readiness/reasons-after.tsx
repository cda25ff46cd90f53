// The reasons that a change would make more or less frequent.

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
import type { OccasionReadiness, ReadinessReport } from '../../../../protocol/operations/readiness.ts';
import { wholeNumber } from '../../../shared/i18n.ts';
import { Section } from '../../../shared/section.tsx';

type Props = { readonly before: ReadinessReport; readonly after: ReadinessReport };

export function ReasonsAfter({ before, after }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const rows = after.occasions.flatMap((then) => {
    const now = before.occasions.find(({ occasion }) => occasion === then.occasion);
    return now === undefined ? [] : rowsOf(now, then);
  });
  if (rows.length === 0) return null;
  const title = t('readiness.whatIf.reasons');
  return (
    <Section title={title}>
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={title}>
        <Table aria-label={title} className={styles.table}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell>{t('readiness.list.occasion')}</TableHeaderCell>
              <TableHeaderCell className={styles.reason}>{t('readiness.whatIf.reason')}</TableHeaderCell>
              <TableHeaderCell>{t('readiness.whatIf.now')}</TableHeaderCell>
              <TableHeaderCell>{t('readiness.whatIf.then')}</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map(({ occasion, code, title: reason, was, is }) => (
              <TableRow key={`${occasion} ${code}`}>
                <TableCell>{t(`readiness.occasions.${occasion}`)}</TableCell>
                <TableCell className={styles.reason}>{reason}</TableCell>
                <TableCell>{wholeNumber(was)}</TableCell>
                <TableCell>{wholeNumber(is)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Section>
  );
}

function rowsOf({ occasion, reasons: before }: OccasionReadiness, { reasons: after }: OccasionReadiness) {
  const codes = [...new Set([...after, ...before].map(({ code }) => code))];
  return codes
    .map((code) => {
      const [was, is] = [before, after].map((reasons) => reasons.find((it) => it.code === code));
      const title = is?.title ?? was?.title ?? code;
      return { occasion, code, title, was: was?.devices ?? 0, is: is?.devices ?? 0 };
    })
    .filter(({ was, is }) => was !== is);
}

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { minWidth: '640px' },
  reason: { width: '45%', overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalS },
});
