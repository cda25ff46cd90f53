// Which change is asked about. Everything is picked by its name, and stands in the address.

import { makeStyles, tokens } from '@fluentui/react-components';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { ListChoice } from '../../../shared/list-controls.tsx';
import { AccessFields } from './access-fields.tsx';
import { BuildFields } from './build-fields.tsx';
import { AssignFields, RemoveFields } from './object-fields.tsx';
import { GroupFields } from './group-fields.tsx';
import { PolicyFields } from './policy-fields.tsx';
import { CHANGE_KINDS, type ChangeKind, type ChangeSearch } from './readiness-search.ts';
import { RestorePageFields } from './restore-page-fields.tsx';

export type FieldsProps = {
  readonly wanted: ChangeSearch;
  readonly onChange: (next: Partial<ChangeSearch>) => void;
};

const FIELDS: Readonly<Record<ChangeKind, ComponentType<FieldsProps>>> = {
  restorePage: RestorePageFields,
  policy: PolicyFields,
  assign: AssignFields,
  remove: RemoveFields,
  minimumBuild: BuildFields,
  excludeApplication: AccessFields,
  retireGroup: GroupFields,
};

type Props = FieldsProps & { readonly onKind: (kind?: ChangeKind) => void };

export function ChangeForm({ wanted, onChange, onKind }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const Fields = wanted.kind === undefined ? undefined : FIELDS[wanted.kind];
  return (
    <div className={styles.form} role="group" aria-label={t('readiness.whatIf.title')}>
      <ListChoice<ChangeKind>
        label={t('readiness.whatIf.kind')}
        value={wanted.kind}
        options={[
          ['', t('readiness.whatIf.chooseKind')],
          ...CHANGE_KINDS.map((it) => [it, t(`readiness.whatIf.kinds.${it}`)] as const),
        ]}
        onChange={onKind}
      />
      {Fields === undefined ? null : <Fields key={wanted.kind} wanted={wanted} onChange={onChange} />}
    </div>
  );
}

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: tokens.spacingHorizontalL,
  },
});
