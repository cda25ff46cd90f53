// One of Windows' policies, on or off, for all devices or for whoever is chosen.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { WINDOWS_POLICIES } from '../../../../domain/policy/windows-policies.ts';
import { ListChoice } from '../../../shared/list-controls.tsx';
import { AssignmentsEditor } from '../policies/assignments.tsx';
import { useSettingWords } from '../policies/setting-words.ts';
import type { FieldsProps } from './change-form.tsx';
import { StateChoice } from './state-choice.tsx';

export function PolicyFields({ wanted, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { titleOf } = useSettingWords();
  const { policy, assignments = [] } = wanted;
  return (
    <>
      <ListChoice<string>
        label={t('readiness.whatIf.policy')}
        value={policy}
        options={[
          ['', t('readiness.whatIf.choosePolicy')],
          ...WINDOWS_POLICIES.map((it) => [it.name, titleOf(it)] as const),
        ]}
        onChange={(next) => onChange({ policy: next })}
      />
      <StateChoice states={['enabled', 'disabled']} wanted={wanted} onChange={onChange} />
      {policy === undefined ? null : (
        <div className={styles.whole}>
          {assignments.length > 0 ? null : <Text className={styles.quiet}>{t('readiness.whatIf.everybody')}</Text>}
          <AssignmentsEditor
            assignments={assignments}
            isReadOnly={false}
            onChange={(next) => onChange({ assignments: next })}
          />
        </div>
      )}
    </>
  );
}

const useStyles = makeStyles({
  whole: { flexBasis: '100%', maxWidth: '720px', display: 'grid', rowGap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});
