// What the reader may do, over whom, and through which role: also for whoever may see nothing else here.

import { Badge, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { PersonLockRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../../shared/api.ts';
import { Empty, Loaded } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { PermissionList } from './permission-list.tsx';
import { RolesTabs } from './roles-tabs.tsx';

type Mine = AnswerOf<'getMyPermissions'>;

export function MyRolesPage() {
  const { api } = useConnection();
  const query = useQuery({
    queryKey: ['permissions', 'whole'],
    queryFn: ({ signal }) => api('getMyPermissions', { signal }),
  });
  return (
    <>
      <RolesTabs here="mine" />
      <Loaded query={query}>{(mine) => <Grants mine={mine} />}</Loaded>
    </>
  );
}

function Grants({ mine: { grants, groupsLeftOut } }: { readonly mine: Mine }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.page}>
      {groupsLeftOut ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('roles.groupsLeftOut')}</MessageBarBody>
        </MessageBar>
      ) : null}
      {grants.length === 0 ? (
        <Empty title={t('roles.youHaveNone')} hint={t('roles.youHaveNoneHint')} icon={<PersonLockRegular />} />
      ) : null}
      {grants.map(({ roleName, permissions, scope, source }) => (
        <Section key={`${roleName} ${source} ${scope.kind === 'group' ? scope.groupId : ''}`} title={roleName}>
          <div className={styles.badges}>
            <Badge appearance="outline">{t(`roles.sources.${source}`)}</Badge>
            <Text className={styles.quiet}>
              {scope.kind === 'tenant' ? t('roles.everybody') : t('roles.membersOf', { group: scope.groupId })}
            </Text>
          </div>
          <PermissionList permissions={permissions} />
        </Section>
      ))}
    </div>
  );
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL, maxWidth: '1000px' },
  badges: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});
