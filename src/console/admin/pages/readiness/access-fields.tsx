// The applications of a restore, excluded from a Conditional Access policy.

import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { RESTORE_APPLICATIONS } from '../../../../domain/conditional-access/explanation/restore-sign-ins.ts';
import { APPLICATIONS } from '../../../../domain/conditional-access/well-known.ts';
import { ListChoice } from '../../../shared/list-controls.tsx';
import { usePolicies } from '../conditional-access/queries.ts';
import type { FieldsProps } from './change-form.tsx';
import { NotRead } from './not-read.tsx';

export function AccessFields({ wanted: { access, app }, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const query = usePolicies();
  const nameOf = (id: string): string => APPLICATIONS.find((it) => it.id === id)?.name ?? id;
  if (query.data?.length === 0) return <Text>{t('readiness.whatIf.noAccess')}</Text>;
  return (
    <>
      <ListChoice<string>
        label={t('readiness.whatIf.access')}
        value={access}
        options={[
          ['', t('readiness.whatIf.chooseAccess')],
          ...(query.data ?? []).flatMap(({ id, name }) => (id === undefined ? [] : [[id, name] as const])),
        ]}
        onChange={(next) => onChange({ access: next })}
      />
      <ListChoice<string>
        label={t('readiness.whatIf.app')}
        value={app}
        options={[['', t('readiness.whatIf.allApps')], ...RESTORE_APPLICATIONS.map((id) => [id, nameOf(id)] as const)]}
        onChange={(next) => onChange({ app: next })}
      />
      <NotRead query={query} />
    </>
  );
}
