// The organization's Conditional Access policies: whether each is on, whom and what it is for, and what it demands.

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
import { ArrowImportRegular, ShieldLockRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../../domain/conditional-access/policy.ts';
import { Empty, Loaded } from '../../../shared/page-states.tsx';
import { OnlyToSee, useMay } from '../../permission.tsx';
import { AccessTabs } from './access-tabs.tsx';
import { useNames } from './names.ts';
import { demandWords, policyWords } from './policy-words.ts';
import { usePolicies } from './queries.ts';
import { StateBadge } from './state-badge.tsx';

export function AccessPoliciesPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const query = usePolicies();
  return (
    <>
      <AccessTabs here="policies" />
      <Loaded query={query}>
        {(policies) => (
          <div className={styles.page}>
            <OnlyToSee permission="conditionalAccess.manage" />
            <ImportLink />
            {policies.length === 0 ? (
              <Empty
                title={t('conditionalAccess.none')}
                hint={t('conditionalAccess.noneHint')}
                icon={<ShieldLockRegular />}
              />
            ) : (
              <Policies policies={policies} />
            )}
          </div>
        )}
      </Loaded>
    </>
  );
}

function ImportLink() {
  const { t } = useTranslation();
  const styles = useStyles();
  if (useMay('conditionalAccess.manage') !== true) return null;
  return (
    <Link to="/conditional-access/import" className={styles.command}>
      <ArrowImportRegular fontSize={20} aria-hidden />
      {t('conditionalAccess.import.title')}
    </Link>
  );
}

function Policies({ policies }: { readonly policies: readonly Policy[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const nameOf = useNames(policies);
  return (
    <>
      <div className={styles.scroll} role="region" aria-label={t('conditionalAccess.tabs.policies')} tabIndex={0}>
        <Table aria-label={t('conditionalAccess.tabs.policies')} className={styles.table}>
          <TableHeader>
            <TableRow>
              {(['name', 'state', 'users', 'resources', 'demands'] as const).map((name) => (
                <TableHeaderCell key={name}>{t(`conditionalAccess.columns.${name}`)}</TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {policies.map((policy) => {
              const words = policyWords(policy, nameOf, t);
              return (
                <TableRow key={policy.id}>
                  <TableCell className={styles.cell}>
                    <Link
                      to="/conditional-access/policies/$policyId"
                      params={{ policyId: policy.id ?? '' }}
                      className={styles.link}
                    >
                      {policy.name}
                    </Link>
                  </TableCell>
                  <TableCell>
                    <StateBadge state={policy.state} />
                  </TableCell>
                  <TableCell className={styles.cell}>{short(words.users[0]?.[1])}</TableCell>
                  <TableCell className={styles.cell}>{short(words.resources[0]?.[1])}</TableCell>
                  <TableCell className={styles.cell}>{demandWords(policy, t)}</TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </div>
      <Text className={styles.quiet}>{t('conditionalAccess.count', { count: policies.length })}</Text>
    </>
  );
}

function short(values: readonly string[] = []): string {
  if (values.length === 0) return '–';
  return values.length <= 2 ? values.join(', ') : `${values.slice(0, 2).join(', ')} +${values.length - 2}`;
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  command: {
    display: 'inline-flex',
    alignItems: 'center',
    justifySelf: 'start',
    columnGap: tokens.spacingHorizontalSNudge,
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline' },
  },
  scroll: { overflowX: 'auto' },
  table: { minWidth: '760px' },
  cell: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalS },
  link: { color: tokens.colorBrandForegroundLink },
  quiet: { color: tokens.colorNeutralForeground2 },
});
