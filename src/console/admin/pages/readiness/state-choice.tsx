// On or off, or for the restore page also: nobody said anything.

import { useTranslation } from 'react-i18next';
import { ListChoice } from '../../../shared/list-controls.tsx';
import type { FieldsProps } from './change-form.tsx';
import type { SwitchState } from './readiness-search.ts';

export function StateChoice({ states, wanted, onChange }: FieldsProps & { readonly states: readonly SwitchState[] }) {
  const { t } = useTranslation();
  return (
    <ListChoice<SwitchState>
      label={t('readiness.whatIf.state')}
      value={wanted.state ?? 'enabled'}
      options={states.map((it) => [it, t(`readiness.whatIf.states.${it}`)] as const)}
      onChange={(state) => onChange({ state })}
    />
  );
}
