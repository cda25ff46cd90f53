// What administrators may do.

import { Badge } from '@fluentui/react-components';
import { PeopleLockRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RecordList } from '../../shared/record-list.tsx';
import { useConnection } from '../api-context.tsx';

export function RolesPage() {
  const { t } = useTranslation();
  const { api } = useConnection();
  const query = useInfiniteQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => api('listRoles', { signal }),
    initialPageParam: undefined,
    getNextPageParam: () => undefined,
  });
  return (
    <RecordList
      title={t('roles.title')}
      purpose={t('roles.purpose')}
      query={query}
      rowsOf={(page) => page.roles}
      keyOf={(role) => role.roleId}
      columns={[
        { name: t('roles.name'), cell: (role) => role.displayName, text: (role) => role.displayName },
        { name: t('roles.description'), cell: (role) => role.description, text: (role) => role.description },
        {
          name: t('roles.kind'),
          cell: (role) => <Badge appearance="outline">{t(role.builtIn ? 'roles.builtIn' : 'roles.custom')}</Badge>,
        },
      ]}
      empty={{ title: t('roles.none'), hint: t('roles.noneHint'), icon: <PeopleLockRegular /> }}
    />
  );
}
