// Requests to read somebody's backups: those that wait for the reader's word, the reader's own, and what became of the others.

import {
  Badge,
  Breadcrumb,
  BreadcrumbDivider,
  BreadcrumbItem,
  Card,
  makeStyles,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { PersonAvailableRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Approval } from '../../../../protocol/operations/access.ts';
import { Ago } from '../../../shared/ago.tsx';
import { minutes as inMinutes } from '../../../shared/i18n.ts';
import { Empty, Loaded } from '../../../shared/page-states.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { useApprovals } from './approvals.ts';
import { DecideRequest } from './decide-request.tsx';

export function RequestsPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const query = useApprovals();
  return (
    <>
      <Breadcrumb aria-label={t('device.where')}>
        <BreadcrumbItem>
          <Link to="/backups" activeOptions={{ exact: true }} className={styles.link}>
            {t('backups.title')}
          </Link>
        </BreadcrumbItem>
        <BreadcrumbDivider />
        <BreadcrumbItem aria-current="page">{t('backups.requests.title')}</BreadcrumbItem>
      </Breadcrumb>
      <PageTitle title={t('backups.requests.title')} purpose={t('backups.requests.purpose')} />
      <Loaded query={query}>
        {(approvals) => {
          if (approvals.length === 0) {
            return (
              <Empty
                title={t('backups.requests.empty')}
                hint={t('backups.requests.emptyHint')}
                icon={<PersonAvailableRegular />}
              />
            );
          }
          const open = approvals.filter(({ state }) => state === 'pending');
          const over = approvals.filter(({ state }) => state !== 'pending');
          return (
            <div className={styles.page}>
              <Requests title={t('backups.requests.open')} otherwise={t('backups.requests.none')} approvals={open}>
                {(approval) =>
                  approval.isOwn ? (
                    <Text className={styles.quiet}>{t('backups.requests.own')}</Text>
                  ) : (
                    <DecideRequest approval={approval} />
                  )
                }
              </Requests>
              <Requests
                title={t('backups.requests.over')}
                otherwise={t('backups.requests.noneOver')}
                approvals={over}
              />
            </div>
          );
        }}
      </Loaded>
    </>
  );
}

type RequestsProps = {
  readonly title: string;
  readonly otherwise: string;
  readonly approvals: readonly Approval[];
  readonly children?: (approval: Approval) => ReactNode;
};

function Requests({ title, otherwise, approvals, children }: RequestsProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <section aria-label={title} className={styles.section}>
      <Subtitle2 as="h2" className={styles.heading}>
        {title}
      </Subtitle2>
      {approvals.length === 0 ? <Text className={styles.quiet}>{otherwise}</Text> : null}
      {approvals.map((approval) => {
        const { approvalId, userId, requesterName, personName, reason, minutes, once, state } = approval;
        return (
          <Card key={approvalId} className={styles.card}>
            <span className={styles.line}>
              <Badge appearance="tint" color={COLORS[state]}>
                {t(`backups.requests.states.${state}`)}
              </Badge>
              <Text weight="semibold">{t('backups.requests.asks', { who: requesterName })}</Text>
              <Link to="/people/$userId" params={{ userId }} className={styles.link}>
                {personName}
              </Link>
            </span>
            <Text>{t('backups.requests.because', { reason })}</Text>
            <Text size={200} className={styles.quiet}>
              {once ? t('backups.requests.once') : t('backups.requests.for', { time: inMinutes(minutes) })} ·{' '}
              {t('backups.requests.asked')} <Ago at={approval.requestedAt} />
              {approval.decidedAt === null ? null : (
                <>
                  {' '}
                  · {t('backups.requests.decided')} <Ago at={approval.decidedAt} />
                </>
              )}
            </Text>
            {children?.(approval)}
          </Card>
        );
      })}
    </section>
  );
}

const COLORS = {
  pending: 'warning',
  lapsed: 'subtle',
  refused: 'danger',
  approved: 'success',
  used: 'informative',
  expired: 'subtle',
} as const satisfies Record<Approval['state'], string>;

const useStyles = makeStyles({
  link: { color: tokens.colorBrandForegroundLink },
  page: { display: 'grid', rowGap: tokens.spacingVerticalXXL, maxWidth: '900px' },
  section: { display: 'grid', rowGap: tokens.spacingVerticalM },
  heading: { margin: 0 },
  card: { padding: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalS, justifyItems: 'start' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});
