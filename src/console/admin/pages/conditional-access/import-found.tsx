// What was found in an export: each thing with what becomes of it, and what somebody should look at first.

import {
  Badge,
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
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../../shared/api.ts';
import { Section } from '../../../shared/section.tsx';

type AccessImport = AnswerOf<'importConditionalAccess'>;
type Item = AccessImport['items'][number];

export function Found({ found, children }: { readonly found: AccessImport; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { items, others, applied } = found;
  const title = t(applied ? 'conditionalAccess.import.takenTitle' : 'conditionalAccess.import.foundTitle');
  return (
    <Section title={title}>
      <Text role="status">
        {t('conditionalAccess.import.found', { count: items.length })}
        {others.length === 0 ? '' : ` ${t('conditionalAccess.import.others', { names: others.join(', ') })}`}
      </Text>
      {items.length === 0 ? null : (
        <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
          <Table aria-label={title} className={styles.table}>
            <TableHeader>
              <TableRow>
                {(['name', 'kind', 'outcome', 'remarks'] as const).map((name) => (
                  <TableHeaderCell key={name}>{t(`conditionalAccess.columns.${name}`)}</TableHeaderCell>
                ))}
              </TableRow>
            </TableHeader>
            <TableBody>
              {items.map((item) => (
                <Row key={item.origin} item={item} applied={applied} />
              ))}
            </TableBody>
          </Table>
        </div>
      )}
      {children}
    </Section>
  );
}

function Row({ item, applied }: { readonly item: Item; readonly applied: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { displayName, collection, outcome, findings, origin } = item;
  return (
    <TableRow>
      <TableCell className={styles.cell}>{displayName}</TableCell>
      <TableCell>{t(`conditionalAccess.collections.${collection}`)}</TableCell>
      <TableCell>
        <Badge appearance="tint" color={COLORS[outcome]}>
          {t(`conditionalAccess.import.${applied ? 'outcomes' : 'willBe'}.${outcome}`)}
        </Badge>
      </TableCell>
      <TableCell className={styles.cell}>
        {findings.length === 0 ? '–' : null}
        {findings.map(({ code, path }) => (
          <div key={`${origin} ${code} ${path}`}>
            {t(`conditionalAccess.findings.${code}`)} <span className={styles.path}>{path}</span>
          </div>
        ))}
      </TableCell>
    </TableRow>
  );
}

const COLORS = { added: 'success', changed: 'brand', unchanged: 'informative', malformed: 'danger' } as const;

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { minWidth: '720px' },
  cell: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalS },
  path: { fontFamily: tokens.fontFamilyMonospace, color: tokens.colorNeutralForeground2 },
});
