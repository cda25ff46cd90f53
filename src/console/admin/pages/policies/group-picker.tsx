// Finds a group by the beginning of its name, as the service knows it; one of another directory is named by its object id.

import { Combobox, makeStyles, Option } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../api-context.tsx';

export type PickedGroup = { readonly id: string; readonly displayName: string };

type Props = {
  readonly label: string;
  readonly onPick: (groupId: string) => void;
  /** Groups that may not be picked again. */
  readonly isTaken: (groupId: string) => boolean;
};

export function GroupPicker({ label, onPick, isTaken }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const styles = useStyles();
  const { data: groups = [], isError } = useGroups(text);
  const free = groups.filter((group) => !isTaken(group.id));
  return (
    <Combobox
      className={styles.picker}
      aria-label={label}
      placeholder={t('assignments.findGroup')}
      value={text}
      selectedOptions={[]}
      onChange={(event) => setText(event.target.value)}
      onOptionSelect={(_, { optionValue }) => {
        if (optionValue !== undefined) onPick(optionValue);
        setText('');
      }}
    >
      {free.map((group) => (
        <Option key={group.id} value={group.id} text={group.displayName}>
          {group.displayName}
        </Option>
      ))}
      {OBJECT_ID.test(text.trim()) && groups.length === 0 && !isTaken(text.trim()) ? (
        <Option value={text.trim().toLowerCase()} text={text}>
          {t('assignments.ofOtherDirectory')}
        </Option>
      ) : null}
      {free.length === 0 && !OBJECT_ID.test(text.trim()) ? (
        <Option disabled value="" text="">
          {t(isError ? 'assignments.groupsUnknown' : 'assignments.noGroup')}
        </Option>
      ) : null}
    </Combobox>
  );
}

function useGroups(text: string) {
  const { api } = useConnection();
  const wanted = text.trim();
  return useQuery({
    queryKey: ['groups', wanted],
    queryFn: async ({ signal }) => {
      const quoted = wanted.replaceAll("'", "''");
      const isId = OBJECT_ID.test(wanted);
      const $filter = isId ? `id eq '${wanted.toLowerCase()}'` : `startsWith(displayName,'${quoted}')`;
      const query = { $top: '20', $orderby: 'displayName', ...(wanted === '' ? {} : { $filter }) };
      return (await api('listGroups', { query, signal })).value as readonly PickedGroup[];
    },
    placeholderData: keepPreviousData,
  });
}

const OBJECT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const useStyles = makeStyles({ picker: { width: 'min(340px, 100%)' } });
