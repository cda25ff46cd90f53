// What the person may do here, so that a page offers only what would be done, and says which role helps where it would not.
// The service decides every time all the same.

import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Text, tokens } from '@fluentui/react-components';
import { queryOptions, useQuery } from '@tanstack/react-query';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../../domain/access/permissions.ts';
import { BUILT_IN_ROLES, type Role } from '../../domain/access/roles.ts';
import type { AnswerOf, Api } from '../shared/api.ts';
import { useConnection } from './api-context.tsx';

export const permissionsQuery = (api: Api) =>
  queryOptions({
    queryKey: ['permissions'],
    queryFn: ({ signal }) => api('getMyPermissions', { signal }),
    staleTime: 60_000,
  });

/** Over the whole organization; `undefined` until it is known. */
export function useMay(permission: Permission): boolean | undefined {
  return useGrants()?.some(({ scope, permissions }) => scope.kind === 'tenant' && permissions.includes(permission));
}

/** Over everybody or the members of some group; whether a person is one of them, the service says when it is asked. */
export function useMayOverSome(permission: Permission): boolean | undefined {
  return useGrants()?.some(({ permissions }) => permissions.includes(permission));
}

function useGrants(): AnswerOf<'getMyPermissions'>['grants'] | undefined {
  const { api } = useConnection();
  return useQuery(permissionsQuery(api)).data?.grants;
}

/** For whoever may look at a page and change nothing on it; the page itself says so to whoever may not even look. */
export function OnlyToSee({
  permission,
}: {
  readonly permission: `${'policy' | 'conditionalAccess' | 'role'}.manage`;
}) {
  const { t } = useTranslation();
  const maySee = useMay(SEEN_WITH[permission]);
  if (useMay(permission) !== false || maySee !== true) return null;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('permission.onlyToSee')}</MessageBarTitle>{' '}
        {t('permission.helps', { roles: rolesWith(permission) })}
      </MessageBarBody>
    </MessageBar>
  );
}

const SEEN_WITH = {
  'policy.manage': 'policy.read',
  'conditionalAccess.manage': 'conditionalAccess.read',
  'role.manage': 'role.read',
} as const;

/** For whoever sees some of a list of people's things, and could take them for all. */
export function OnlyMembers() {
  const { t } = useTranslation();
  const styles = useStyles();
  const overAll = useMay('backupMetadata.read');
  const overSome = useMayOverSome('backupMetadata.read');
  if (overAll !== false || overSome !== true) return null;
  return (
    <MessageBar intent="info" layout="multiline" className={styles.members}>
      <MessageBarBody>
        <MessageBarTitle>{t('permission.onlyMembers')}</MessageBarTitle> {t('permission.onlyMembersHint')}
      </MessageBarBody>
    </MessageBar>
  );
}

/** What only some roles show; for others, which. */
export function OnlyWith({ permission, children }: { readonly permission: Permission; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay(permission);
  if (may === undefined) return null;
  return may ? children : <Text>{t('permission.shownTo', { roles: rolesWith(permission) })}</Text>;
}

/** The names of the built-in roles that allow it. */
export function rolesWith(permission: Permission): string {
  const names = (BUILT_IN_ROLES as readonly Role[])
    .filter(({ permissions }) => permissions.includes(permission))
    .map(({ displayName }) => displayName);
  return new Intl.ListFormat(i18next.language, { type: 'disjunction' }).format(names);
}

const useStyles = makeStyles({ members: { marginBottom: tokens.spacingVerticalL } });
