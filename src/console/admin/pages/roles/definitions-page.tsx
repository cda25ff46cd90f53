// Which roles there are, what each allows in words, and the organization's own: made, copied and removed. A role is never changed, so
// that what somebody was given stays what it was.

import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { OnlyToSee, useMay } from '../../permission.tsx';
import { PermissionList } from './permission-list.tsx';
import { RemoveRole } from './remove-role.tsx';
import { type Role, useHeld, useRoles } from './role-queries.ts';
import { roleDescription } from './role-words.ts';
import { RolesTabs } from './roles-tabs.tsx';

export function RoleDefinitionsPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const query = useRoles();
  const { data: held = [] } = useHeld();
  const mayManage = useMay('role.manage') === true;
  const [going, setGoing] = useState<Role>();
  const holdersOf = ({ roleId }: Role) => held.filter((it) => it.roleId === roleId).length;
  return (
    <>
      <RolesTabs here="definitions" />
      <Loaded query={query}>
        {(roles) => (
          <div className={styles.page}>
            <OnlyToSee permission="role.manage" />
            {mayManage ? (
              <Link to="/roles/new" className={styles.command}>
                <AddRegular fontSize={20} aria-hidden />
                {t('roles.new.title')}
              </Link>
            ) : null}
            {roles.map((role) => (
              <RoleCard
                key={role.roleId}
                role={role}
                holders={holdersOf(role)}
                mayManage={mayManage}
                onRemove={() => setGoing(role)}
              />
            ))}
          </div>
        )}
      </Loaded>
      <RemoveRole
        role={going}
        holders={going === undefined ? 0 : holdersOf(going)}
        onClose={() => setGoing(undefined)}
      />
    </>
  );
}

type CardProps = {
  readonly role: Role;
  readonly holders: number;
  readonly mayManage: boolean;
  readonly onRemove: () => void;
};

function RoleCard({ role, holders, mayManage, onRemove }: CardProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { roleId, displayName, builtIn, permissions } = role;
  return (
    <Section title={displayName} purpose={roleDescription(role, t)}>
      <div className={styles.line}>
        <Badge appearance="outline">{t(builtIn ? 'roles.builtIn' : 'roles.custom')}</Badge>
        <Link to="/roles" search={{ search: displayName }} className={styles.link}>
          {t('roles.holders', { count: holders })}
        </Link>
      </div>
      <details>
        <summary className={styles.summary}>{t('roles.allows', { count: permissions.length })}</summary>
        <PermissionList permissions={permissions} />
      </details>
      {mayManage ? (
        <div className={styles.line}>
          <Link to="/roles/new" search={{ from: roleId }} className={styles.link}>
            {t('roles.copy')}
          </Link>
          {builtIn ? null : (
            <Button size="small" onClick={onRemove} aria-label={t('roles.remove.of', { name: displayName })}>
              {t('roles.remove.act')}
            </Button>
          )}
        </div>
      ) : null}
    </Section>
  );
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL, maxWidth: '1000px' },
  command: {
    display: 'inline-flex',
    alignItems: 'center',
    justifySelf: 'start',
    columnGap: tokens.spacingHorizontalSNudge,
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline' },
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
  link: { color: tokens.colorBrandForegroundLink },
  summary: { cursor: 'pointer', paddingBlock: tokens.spacingVerticalXS },
});
