// One role that somebody has.

import { Badge, Button, makeStyles, TableCell, TableRow, Text, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/i18n.ts';
import type { Held } from './role-queries.ts';

type Props = {
  readonly held: Held;
  readonly roleName: string;
  readonly mayManage: boolean;
  readonly onTake: () => void;
};

export function AssignmentRow({ held, roleName, mayManage, onTake }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { who, kind, userId, assignment } = held;
  return (
    <TableRow>
      <TableCell className={styles.cell}>
        {userId === undefined ? (
          who
        ) : (
          <Link to="/people/$userId" params={{ userId }} className={styles.link}>
            {who}
          </Link>
        )}
        {kind === 'user' ? null : (
          <Text block className={styles.quiet}>
            {t(`roles.kinds.${kind}`)}
          </Text>
        )}
      </TableCell>
      <TableCell className={styles.cell}>{roleName}</TableCell>
      <TableCell className={styles.cell}>{scopeWords(held, t)}</TableCell>
      <TableCell>
        <Badge appearance="outline">{t(assignment === undefined ? 'roles.fromDirectory' : 'roles.givenHere')}</Badge>
      </TableCell>
      <TableCell>{assignment === undefined ? '–' : dateTime(assignment.createdAt)}</TableCell>
      {mayManage ? (
        <TableCell>
          {assignment === undefined ? (
            <Text className={styles.quiet}>{t('roles.inDirectory')}</Text>
          ) : (
            <Button size="small" onClick={onTake} aria-label={t('roles.take.of', { role: roleName, who })}>
              {t('roles.take.act')}
            </Button>
          )}
        </TableCell>
      ) : null}
    </TableRow>
  );
}

export function scopeWords({ assignment }: Held, t: TFunction): string {
  if (assignment === undefined || assignment.scope.kind === 'tenant') return t('roles.everybody');
  return t('roles.membersOf', { group: assignment.scopeName ?? assignment.scope.groupId });
}

const useStyles = makeStyles({
  cell: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalS },
  link: { color: tokens.colorBrandForegroundLink },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});
