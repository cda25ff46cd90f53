// Finds a person by a part of their name or of how they sign in, as the service knows them.

import { Combobox, Field, makeStyles, Option } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from './api-context.tsx';

export type FoundPerson = { readonly id: string; readonly displayName: string; readonly userPrincipalName: string };

type Props = {
  readonly label: string;
  readonly hint?: string;
  /** Their id. */
  readonly value: string | undefined;
  readonly onChange: (userId?: string) => void;
};

export function FindPerson({ label, hint, value, onChange }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [text, setText] = useState<string>();
  const { data: chosen } = usePerson(value);
  const { data: people = [], isError } = usePeople(text ?? '');
  const shown = text ?? (value === undefined ? '' : (chosen?.userPrincipalName ?? value));
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })} className={styles.field}>
      <Combobox
        className={styles.box}
        placeholder={t('findPerson.placeholder')}
        clearable
        value={shown}
        selectedOptions={value === undefined ? [] : [value]}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => setText(undefined)}
        onOptionSelect={(_, { optionValue }) => {
          onChange(optionValue === '' ? undefined : optionValue);
          setText(undefined);
        }}
      >
        {people.map(({ id, displayName, userPrincipalName }) => (
          <Option key={id} value={id} text={userPrincipalName}>
            {displayName === userPrincipalName ? displayName : `${displayName} (${userPrincipalName})`}
          </Option>
        ))}
        {people.length === 0 ? (
          <Option disabled value="" text="">
            {t(isError ? 'findPerson.unknown' : 'findPerson.nobody')}
          </Option>
        ) : null}
      </Combobox>
    </Field>
  );
}

export function usePerson(userId: string | undefined) {
  const { api } = useConnection();
  return useQuery({
    queryKey: ['found-person', userId],
    queryFn: async ({ signal }) =>
      (await api('getUser', { params: { user: userId ?? '' }, signal })) as unknown as FoundPerson,
    enabled: userId !== undefined,
    retry: false,
  });
}

function usePeople(text: string) {
  const { api } = useConnection();
  const wanted = text.trim().replaceAll("'", "''");
  return useQuery({
    queryKey: ['find-person', wanted],
    queryFn: async ({ signal }) => {
      const $filter = `contains(displayName,'${wanted}') or contains(userPrincipalName,'${wanted}')`;
      const query = { $top: '20', $orderby: 'displayName', ...(wanted === '' ? {} : { $filter }) };
      return (await api('listUsers', { query, signal })).value as unknown as readonly FoundPerson[];
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
}

const useStyles = makeStyles({
  field: { width: 'min(340px, 100%)' },
  box: { minWidth: 0 },
});
