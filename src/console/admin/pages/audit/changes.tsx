// One thing that an event is about: what it is, and each property that the event tells of, before and after.

import {
  Card,
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
import type { AuditEvent } from './events.ts';

export function Changes({ resource }: { readonly resource: AuditEvent['resources'][number] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { auditResourceType: type, displayName, resourceId, modifiedProperties } = resource;
  const kind = t(`audit.resourceTypes.${type}`, { defaultValue: type });
  return (
    <Card className={styles.card}>
      <Text weight="semibold" as="h3" className={styles.name}>
        {displayName === null ? kind : `${kind}: ${displayName}`}
      </Text>
      <Text className={styles.id}>{resourceId}</Text>
      {modifiedProperties.length === 0 ? null : (
        <div className={styles.scroll} role="region" aria-label={kind} tabIndex={0}>
          <Table aria-label={kind} className={styles.table} size="small">
            <TableHeader>
              <TableRow>
                <TableHeaderCell>{t('audit.event.property')}</TableHeaderCell>
                <TableHeaderCell>{t('audit.event.before')}</TableHeaderCell>
                <TableHeaderCell>{t('audit.event.after')}</TableHeaderCell>
              </TableRow>
            </TableHeader>
            <TableBody>
              {modifiedProperties.map(({ displayName: name, oldValue, newValue }) => (
                <TableRow key={name}>
                  <TableCell className={styles.cell}>{name}</TableCell>
                  <TableCell className={styles.cell}>{oldValue ?? '–'}</TableCell>
                  <TableCell className={styles.cell}>{newValue ?? '–'}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </Card>
  );
}

const useStyles = makeStyles({
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalXS },
  name: { margin: 0 },
  id: { color: tokens.colorNeutralForeground2, fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  scroll: { overflowX: 'auto', marginTop: tokens.spacingVerticalS },
  table: { minWidth: '480px' },
  cell: { overflowWrap: 'anywhere', verticalAlign: 'top', paddingBlock: tokens.spacingVerticalXS },
});
