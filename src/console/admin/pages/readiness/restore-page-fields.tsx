// The restore page: on or off, for everybody, in a configuration that is there, or for groups that are chosen.

import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ListChoice } from '../../../shared/list-controls.tsx';
import { AssignmentsEditor } from '../policies/assignments.tsx';
import { isDefault, useConfigurations } from '../restore-page/configurations.ts';
import { NEW } from './change.ts';
import type { FieldsProps } from './change-form.tsx';
import { NotRead } from './not-read.tsx';
import { StateChoice } from './state-choice.tsx';

export function RestorePageFields({ wanted, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const query = useConfigurations();
  const { object, assignments = [] } = wanted;
  const named = (query.data ?? []).filter((it) => !isDefault(it));
  return (
    <>
      <StateChoice states={['enabled', 'disabled', 'notConfigured']} wanted={wanted} onChange={onChange} />
      <ListChoice<string>
        label={t('readiness.whatIf.whom')}
        value={object}
        options={[
          ['', t('readiness.whatIf.configurations.default')],
          ...named.map(({ id, displayName }) => [id, displayName] as const),
          [NEW, t('readiness.whatIf.configurations.new')],
        ]}
        onChange={(next) => onChange({ object: next, assignments: undefined })}
      />
      <NotRead query={query} />
      {object === NEW ? (
        <div className={styles.whole}>
          <AssignmentsEditor
            assignments={assignments}
            isReadOnly={false}
            onChange={(next) => onChange({ assignments: next })}
          />
        </div>
      ) : null}
    </>
  );
}

const useStyles = makeStyles({ whole: { flexBasis: '100%', maxWidth: '720px' } });
