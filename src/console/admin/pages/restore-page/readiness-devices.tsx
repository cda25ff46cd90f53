// The devices behind a number: those that would be offered a restore during setup, or would not, or for one reason, as things are
// now.

import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DesktopRegular } from '@fluentui/react-icons';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useListAddress } from '../../../shared/list-address.ts';
import { PageTitle } from '../../../shared/page-title.tsx';
import { ServerList } from '../../../shared/server-list.tsx';
import { useConnection } from '../../api-context.tsx';

const route = getRouteApi('/enrollment/devices');

const COLORS = { eligible: 'success', ineligible: 'danger', unknown: 'warning' } as const;

export function ReadinessDevicesPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const styles = useStyles();
  const address = useListAddress(route.useSearch(), route.useNavigate());
  return (
    <>
      <PageTitle title={t('consequences.list.title')} purpose={t('consequences.list.purpose')} />
      <ServerList
        label={t('consequences.list.title')}
        queryKey={['readiness-devices']}
        address={address}
        page={async ({ limit, after, signal }) => {
          const skip = Number(after ?? 0);
          const query = { occasion: 'oobe', ...address.wanted, skip, limit } as const;
          const { devices: rows, total } = await api('listReadinessDevices', { query, signal });
          return { rows, next: skip + limit < total ? String(skip + limit) : null };
        }}
        keyOf={({ id, name }) => id ?? name}
        columns={[
          {
            name: t('devices.name'),
            text: ({ name }) => name,
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
            text: (device) => t(`consequences.verdicts.${device.verdict}`),
            cell: (device) => (
              <Badge appearance="tint" color={COLORS[device.verdict]}>
                {t(`consequences.verdicts.${device.verdict}`)}
              </Badge>
            ),
          },
          {
            name: t('consequences.list.why'),
            isWide: true,
            text: ({ reasons, missing }) => [...reasons.map((it) => it.administrator), ...missing].join(' '),
            cell: ({ reasons, missing }) => (
              <Text truncate wrap={false} block title={reasons.map((it) => it.administrator).join(' ')}>
                {reasons[0]?.administrator ??
                  (missing.length === 0 ? '–' : t('device.missing', { facts: missing.join(', ') }))}
              </Text>
            ),
          },
        ]}
        choices={{
          verdict: {
            label: t('list.show'),
            options: [
              ['', t('list.all')],
              ['eligible', t('consequences.verdicts.eligible')],
              ['ineligible', t('consequences.verdicts.ineligible')],
              ['unknown', t('consequences.verdicts.unknown')],
            ],
          },
        }}
        fileName="devices-by-decision"
        none={{ title: t('devices.none'), hint: t('devices.noneHint') }}
        icon={<DesktopRegular />}
      />
    </>
  );
}

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink } });
