// A policy that is there, or a configuration of the restore page: assigned to others, or removed.

import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ListChoice } from '../../../shared/list-controls.tsx';
import { AssignmentsEditor } from '../policies/assignments.tsx';
import type { FieldsProps } from './change-form.tsx';
import { NotRead } from './not-read.tsx';
import { useObjects } from './use-objects.ts';

export function RemoveFields({ wanted, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const { objects, query } = useObjects();
  return (
    <>
      <ListChoice<string>
        label={t('readiness.whatIf.object')}
        value={wanted.object}
        options={[['', t('readiness.whatIf.chooseObject')], ...objects.map(({ id, name }) => [id, name] as const)]}
        onChange={(object) => onChange({ object, assignments: undefined })}
      />
      <NotRead query={query} />
    </>
  );
}

/** What it is assigned to now is where the choice begins. */
export function AssignFields({ wanted, onChange }: FieldsProps) {
  const styles = useStyles();
  const { objects } = useObjects();
  const chosen = objects.find(({ id }) => id === wanted.object);
  return (
    <>
      <RemoveFields wanted={wanted} onChange={onChange} />
      {chosen === undefined ? null : (
        <div className={styles.whole}>
          <AssignmentsEditor
            assignments={wanted.assignments ?? chosen.assignments}
            isReadOnly={false}
            onChange={(assignments) => onChange({ assignments })}
          />
        </div>
      )}
    </>
  );
}

const useStyles = makeStyles({ whole: { flexBasis: '100%', maxWidth: '720px' } });
