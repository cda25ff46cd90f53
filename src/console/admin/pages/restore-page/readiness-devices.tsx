// The devices behind a number: those that would be offered a restore during setup, or would not, or for one reason, as things are
// now.

import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DesktopRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReadinessDevices, ReadinessVerdict } from '../../../../protocol/operations/readiness.ts';
import { PageTitle } from '../../../shared/page-title.tsx';
import { ClearChoices, ListChoice, ServerList } from '../../../shared/server-list.tsx';
import { useConnection } from '../../api-context.tsx';

const route = getRouteApi('/enrollment/devices');

const PAGE_SIZE = 100;
const COLORS = { eligible: 'success', ineligible: 'danger', unknown: 'warning' } as const;

export function ReadinessDevicesPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const { verdict, code } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery({
    queryKey: ['readiness-devices', verdict, code],
    queryFn: ({ pageParam: skip, signal }) =>
      api('listReadinessDevices', { query: { occasion: 'oobe', verdict, code, skip, limit: PAGE_SIZE }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ total }: ReadinessDevices, _, skip) =>
      skip + PAGE_SIZE < total ? skip + PAGE_SIZE : undefined,
  });
  const isNarrowed = verdict !== undefined || code !== undefined;
  return (
    <>
      <PageTitle title={t('consequences.list.title')} purpose={t('consequences.list.purpose')} />
      <ServerList
        label={t('consequences.list.title')}
        query={query}
        rowsOf={(page) => page.devices}
        keyOf={({ id, name }) => id ?? name}
        columns={[
          {
            name: t('devices.name'),
            cell: ({ id, name }) =>
              id === null ? (
                name
              ) : (
                <Link to="/devices/$deviceId" params={{ deviceId: id }} className={styles.link}>
                  {name}
                </Link>
              ),
          },
          {
            name: t('consequences.list.verdict'),
            cell: (device) => (
              <Badge appearance="tint" color={COLORS[device.verdict]}>
                {t(`consequences.verdicts.${device.verdict}`)}
              </Badge>
            ),
          },
          {
            name: t('consequences.list.why'),
            isWide: true,
            cell: ({ reasons, missing }) => (
              <Text truncate wrap={false} block title={reasons.map((it) => it.administrator).join(' ')}>
                {reasons[0]?.administrator ??
                  (missing.length === 0 ? '–' : t('device.missing', { facts: missing.join(', ') }))}
              </Text>
            ),
          },
        ]}
        controls={
          <>
            <ListChoice<ReadinessVerdict>
              label={t('list.show')}
              value={verdict}
              onChange={(next) => void navigate({ search: (now) => ({ ...now, verdict: next }), replace: true })}
              options={[
                ['', t('list.all')],
                ['eligible', t('consequences.verdicts.eligible')],
                ['ineligible', t('consequences.verdicts.ineligible')],
                ['unknown', t('consequences.verdicts.unknown')],
              ]}
            />
            {isNarrowed ? <ClearChoices onClear={() => void navigate({ search: {}, replace: true })} /> : null}
          </>
        }
        empty={{
          title: t(isNarrowed ? 'list.noMatch' : 'devices.none'),
          hint: t(isNarrowed ? 'list.noMatchHint' : 'devices.noneHint'),
          icon: <DesktopRegular />,
        }}
      />
    </>
  );
}

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink } });
