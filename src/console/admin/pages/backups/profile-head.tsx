// The head of a page of somebody's backups from one device: whose and which, how fresh, and the way to delete all of it.

import {
  Breadcrumb,
  BreadcrumbDivider,
  BreadcrumbItem,
  Button,
  Card,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupHistory } from '../../../../protocol/operations/backups.ts';
import { Ago } from '../../../shared/ago.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { FactList } from '../../fact-list.tsx';
import { FreshnessBadge } from '../../freshness-badge.tsx';
import { useMayOverSome } from '../../permission.tsx';
import { HeldBar } from '../person-holds.tsx';
import { DeleteProfile } from './delete-backups.tsx';

const route = getRouteApi('/backups/$userId/$profileId');

export function ProfileHead({ history }: { readonly history: BackupHistory }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { userId } = route.useParams();
  const { profile, displayName, userPrincipalName, freshness } = history;
  return (
    <>
      <Breadcrumb aria-label={t('device.where')}>
        <BreadcrumbItem>
          <Link to="/backups" activeOptions={{ exact: true }} className={styles.link}>
            {t('backups.title')}
          </Link>
        </BreadcrumbItem>
        <BreadcrumbDivider />
        <BreadcrumbItem aria-current="page">{profile.deviceName}</BreadcrumbItem>
      </Breadcrumb>
      <div className={styles.top}>
        <PageTitle
          title={t('backups.profileTitle', { person: displayName, device: profile.deviceName })}
          purpose={userPrincipalName}
        />
        <DeleteButton history={history} />
      </div>
      <HeldBar userId={userId} />
      <Card className={styles.facts}>
        <FactList
          facts={[
            [
              t('backups.person'),
              <Link key="person" to="/people/$userId" params={{ userId }} className={styles.link}>
                {displayName}
              </Link>,
            ],
            [
              t('backups.device'),
              <Link
                key="device"
                to="/devices/$deviceId"
                params={{ deviceId: profile.deviceId }}
                className={styles.link}
              >
                {profile.deviceName}
              </Link>,
            ],
            [t('list.backup'), <FreshnessBadge key="freshness" freshness={freshness} />],
            [t('backups.confirmed'), <Ago key="confirmed" at={profile.lastConfirmedAt} />],
          ]}
        />
      </Card>
    </>
  );
}

function DeleteButton({ history }: { readonly history: BackupHistory }) {
  const { t } = useTranslation();
  const params = route.useParams();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  if (useMayOverSome('backup.delete') !== true) return null;
  return (
    <>
      <Button icon={<DeleteRegular />} onClick={() => setAsked(true)}>
        {t('backups.delete.profile')}
      </Button>
      {isAsked ? (
        <DeleteProfile
          {...params}
          history={history}
          onClose={(isDone) => {
            setAsked(false);
            if (!isDone) return;
            void queries.invalidateQueries({ queryKey: ['backups'] });
            void queries.invalidateQueries({ queryKey: ['profiles'] });
            queries.removeQueries({ queryKey: ['backup-history', params] });
            void navigate({ to: '/backups' });
          }}
        />
      ) : null}
    </>
  );
}

const useStyles = makeStyles({
  link: { color: tokens.colorBrandForegroundLink },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'start',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalM,
  },
  facts: { padding: tokens.spacingHorizontalXL, marginBottom: tokens.spacingVerticalXL },
});
