// Finds a group by the beginning of its name; one of another directory is named by its object id.

import { Combobox, Field, makeStyles, Option } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../api-context.tsx';

type Group = { readonly id: string; readonly displayName: string };
type Props = {
  readonly label: string;
  /** Its id. */
  readonly value: string | undefined;
  readonly onChange: (groupId?: string) => void;
};

export function FindGroup({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [text, setText] = useState('');
  const { data: groups = [] } = useGroups(text);
  const id = text.trim().toLowerCase();
  const isOther = OBJECT_ID.test(id) && !groups.some((group) => group.id === id);
  return (
    <Field label={label} hint={t('roles.give.groupHint')} className={styles.field}>
      <Combobox
        className={styles.box}
        placeholder={t('roles.give.groupPlaceholder')}
        value={text}
        selectedOptions={value === undefined ? [] : [value]}
        onChange={(event) => {
          setText(event.target.value);
          onChange(undefined);
        }}
        onOptionSelect={(_, { optionValue, optionText }) => {
          onChange(optionValue);
          setText(optionText ?? '');
        }}
      >
        {groups.map((group) => (
          <Option key={group.id} value={group.id}>
            {group.displayName}
          </Option>
        ))}
        {isOther ? <Option value={id}>{id}</Option> : null}
        {groups.length === 0 && !isOther ? (
          <Option disabled value="" text="">
            {t('roles.give.noGroup')}
          </Option>
        ) : null}
      </Combobox>
    </Field>
  );
}

function useGroups(text: string) {
  const { api } = useConnection();
  const wanted = text.trim().replaceAll("'", "''");
  return useQuery({
    queryKey: ['groups', 'found', wanted],
    queryFn: async ({ signal }) => {
      const $filter = OBJECT_ID.test(wanted) ? `id eq '${wanted}'` : `startsWith(displayName,'${wanted}')`;
      const query = { $top: '20', $orderby: 'displayName', ...(wanted === '' ? {} : { $filter }) };
      return (await api('listGroups', { query, signal })).value as unknown as readonly Group[];
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
}

const OBJECT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const useStyles = makeStyles({ field: { width: 'min(340px, 100%)' }, box: { minWidth: 0 } });
