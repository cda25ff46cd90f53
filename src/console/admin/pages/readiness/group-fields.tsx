// A group, or the group of a ring of the rollout, that nobody would be in any more.

import { Field, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ListChoice } from '../../../shared/list-controls.tsx';
import { GroupPicker } from '../policies/group-picker.tsx';
import { useGroupNames } from '../policies/policy-queries.ts';
import { useRollout } from '../rollout/use-rollout.ts';
import type { FieldsProps } from './change-form.tsx';

export function GroupFields({ wanted: { group }, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const { data: { rings } = { rings: [] } } = useRollout();
  const names = useGroupNames(group === undefined ? [] : [group]);
  const ring = rings.find((it) => it.group.groupId === group);
  return (
    <>
      {rings.length === 0 ? null : (
        <ListChoice<string>
          label={t('readiness.whatIf.ring')}
          value={ring?.group.groupId}
          options={[
            ['', t('readiness.whatIf.chooseRing')],
            ...rings.map((it) => [it.group.groupId, it.displayName] as const),
          ]}
          onChange={(next) => onChange({ group: next })}
        />
      )}
      <Field label={t(rings.length === 0 ? 'assignments.findGroup' : 'readiness.whatIf.orGroup')}>
        <GroupPicker
          label={t('readiness.whatIf.group')}
          isTaken={(id) => id === group}
          onPick={(next) => onChange({ group: next })}
        />
      </Field>
      {group === undefined ? null : (
        <Text role="status">
          {t('readiness.whatIf.chosenGroup', { name: names.get(group.toLowerCase()) ?? ring?.displayName ?? group })}
        </Text>
      )}
    </>
  );
}
