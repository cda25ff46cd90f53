// Gives a role: to whom, which, over whom. What it allows is said before it is given; what can not be given over one group is not
// offered over one.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAboutPerson } from '../../../../domain/access/permissions.ts';
import { Failed } from '../../../shared/page-states.tsx';
import { FindPerson } from '../../find-person.tsx';
import { FindGroup } from './find-group.tsx';
import { PermissionList } from './permission-list.tsx';
import { type Role, useGive, useRoles } from './role-queries.ts';

type Props = { readonly isOpen: boolean; readonly onClose: () => void; readonly onGiven: () => void };

export function GiveDialog({ isOpen, onClose, onGiven }: Props) {
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => (open ? undefined : onClose())}>
      <DialogSurface>{isOpen ? <Form onClose={onClose} onGiven={onGiven} /> : null}</DialogSurface>
    </Dialog>
  );
}

const KINDS = ['user', 'group', 'application'] as const;

function Form({ onClose, onGiven }: Omit<Props, 'isOpen'>) {
  const { t } = useTranslation();
  const styles = useStyles();
  const give = useGive();
  const { data: roles = [] } = useRoles();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('user');
  const [id, setId] = useState<string>();
  const [roleId, setRoleId] = useState('');
  const [overGroup, setOverGroup] = useState<string>();
  const [isOverGroup, setIsOverGroup] = useState(false);
  const role = roles.find((it) => it.roleId === roleId);
  const canBeScoped = role?.permissions.every((it) => isAboutPerson(it)) === true;
  const isNarrow = isOverGroup && canBeScoped;
  const isComplete = id !== undefined && id !== '' && role !== undefined && (!isNarrow || overGroup !== undefined);
  const submit = (): void => {
    if (id === undefined || role === undefined) return;
    const scope = isNarrow && overGroup !== undefined ? { kind: 'group' as const, groupId: overGroup } : undefined;
    give.mutate(
      { roleId, principal: { kind, id }, ...(scope === undefined ? {} : { scope }) },
      {
        onSuccess: () => {
          onClose();
          onGiven();
        },
      },
    );
  };
  return (
    <DialogBody>
      <DialogTitle>{t('roles.give.title')}</DialogTitle>
      <DialogContent className={styles.form}>
        <RadioGroup
          layout="horizontal"
          aria-label={t('roles.give.toWhom')}
          value={kind}
          onChange={(_, { value }) => {
            setKind(KINDS.find((it) => it === value) ?? 'user');
            setId(undefined);
          }}
        >
          {KINDS.map((it) => (
            <Radio key={it} value={it} label={t(`roles.kinds.${it}`)} />
          ))}
        </RadioGroup>
        {kind === 'user' ? <FindPerson label={t('roles.kinds.user')} value={id} onChange={setId} /> : null}
        {kind === 'group' ? <FindGroup label={t('roles.kinds.group')} value={id} onChange={setId} /> : null}
        {kind === 'application' ? (
          <Field label={t('roles.give.clientId')}>
            <Input value={id ?? ''} onChange={(_, { value }) => setId(value.trim())} />
          </Field>
        ) : null}
        <RoleChoice roles={roles} value={roleId} onChange={setRoleId} />
        {role === undefined ? null : (
          <details>
            <summary className={styles.summary}>{t('roles.allows', { count: role.permissions.length })}</summary>
            <PermissionList permissions={role.permissions} />
          </details>
        )}
        {canBeScoped ? (
          <RadioGroup
            aria-label={t('roles.over')}
            value={isOverGroup ? 'group' : 'tenant'}
            onChange={(_, { value }) => setIsOverGroup(value === 'group')}
          >
            <Radio value="tenant" label={t('roles.everybody')} />
            <Radio value="group" label={t('roles.give.overGroup')} />
          </RadioGroup>
        ) : null}
        {isNarrow ? <FindGroup label={t('roles.give.whichGroup')} value={overGroup} onChange={setOverGroup} /> : null}
        {give.error === null ? null : <Failed error={give.error} onRetry={give.reset} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('roles.cancel')}</Button>
        <Button appearance="primary" disabled={!isComplete || give.isPending} onClick={submit}>
          {t('roles.give.act')}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}

type ChoiceProps = {
  readonly roles: readonly Role[];
  readonly value: string;
  readonly onChange: (roleId: string) => void;
};

function RoleChoice({ roles, value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <Field label={t('roles.name')}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        <option value="">{t('roles.give.choose')}</option>
        {roles.map(({ roleId, displayName }) => (
          <option key={roleId} value={roleId}>
            {displayName}
          </option>
        ))}
      </Select>
    </Field>
  );
}

const useStyles = makeStyles({
  form: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  summary: { cursor: 'pointer' },
});
