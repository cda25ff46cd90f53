// Makes a role of the organization's own: a name, and what it allows, sentence by sentence. From a copy, what that one allows is
// chosen already.

import {
  Breadcrumb,
  BreadcrumbItem,
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from '../../../../domain/access/permissions.ts';
import { Failed, Loaded } from '../../../shared/page-states.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { Section } from '../../../shared/section.tsx';
import { OnlyToSee } from '../../permission.tsx';
import { type Role, useDefine, useRoles } from './role-queries.ts';
import { permissionWords } from './role-words.ts';

const route = getRouteApi('/roles/new');

export function NewRolePage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { from } = route.useSearch();
  const query = useRoles();
  return (
    <>
      <Breadcrumb aria-label={t('device.where')}>
        <BreadcrumbItem>
          <Link to="/roles/definitions" className={styles.link}>
            {t('roles.title')}
          </Link>
        </BreadcrumbItem>
      </Breadcrumb>
      <PageTitle title={t('roles.new.title')} purpose={t('roles.new.purpose')} />
      <Loaded query={query}>
        {(roles) => <Form key={from} copied={roles.find(({ roleId }) => roleId === from)} />}
      </Loaded>
    </>
  );
}

function Form({ copied }: { readonly copied: Role | undefined }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const navigate = useNavigate();
  const define = useDefine();
  const [displayName, setName] = useState(
    copied === undefined ? '' : t('roles.new.copyOf', { name: copied.displayName }),
  );
  const [description, setDescription] = useState('');
  const [permissions, setPermissions] = useState<ReadonlySet<Permission>>(new Set(copied?.permissions));
  const [isTried, setTried] = useState(false);
  const isNameless = displayName.trim() === '';
  const toggle = (permission: Permission): void => {
    const next = new Set(permissions);
    if (!next.delete(permission)) next.add(permission);
    setPermissions(next);
  };
  const save = (): void => {
    setTried(true);
    if (isNameless || permissions.size === 0) return;
    define.mutate(
      { displayName: displayName.trim(), description: description.trim(), permissions: [...permissions] },
      { onSuccess: () => void navigate({ to: '/roles/definitions' }) },
    );
  };
  return (
    <div className={styles.page}>
      <OnlyToSee permission="role.manage" />
      <Section title={t('roles.new.basics')}>
        <Field
          label={t('roles.name')}
          required
          {...(isTried && isNameless ? { validationMessage: t('roles.new.nameNeeded') } : {})}
        >
          <Input value={displayName} maxLength={256} onChange={(_, { value }) => setName(value)} />
        </Field>
        <Field label={t('roles.description')}>
          <Textarea value={description} maxLength={1000} onChange={(_, { value }) => setDescription(value)} />
        </Field>
      </Section>
      {(['tenant', 'person'] as const).map((about) => (
        <Section key={about} title={t(`roles.new.about.${about}`)} purpose={t(`roles.new.aboutHint.${about}`)}>
          <div role="group" aria-label={t(`roles.new.about.${about}`)} className={styles.choices}>
            {ALL_PERMISSIONS.filter((it) => PERMISSIONS[it].about === about).map((permission) => (
              <Checkbox
                key={permission}
                label={permissionWords(permission, t)}
                checked={permissions.has(permission)}
                onChange={() => toggle(permission)}
              />
            ))}
          </div>
        </Section>
      ))}
      {define.error === null ? null : <Failed error={define.error} onRetry={define.reset} />}
      <div role="alert">{isTried && permissions.size === 0 ? t('roles.new.permissionNeeded') : ''}</div>
      <div className={styles.acts}>
        <Button appearance="primary" disabled={define.isPending} onClick={save}>
          {t('roles.new.save')}
        </Button>
        <Button onClick={() => void navigate({ to: '/roles/definitions' })}>{t('roles.cancel')}</Button>
      </div>
    </div>
  );
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL, maxWidth: '1000px' },
  choices: { display: 'grid', justifyItems: 'start' },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  link: { color: tokens.colorBrandForegroundLink },
});
