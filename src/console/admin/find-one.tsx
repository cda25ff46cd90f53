// Finds one of many by a part of its name, as the service knows them; asks while somebody types.

import { Combobox, Field, makeStyles, Option } from '@fluentui/react-components';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export type Found = {
  readonly id: string;
  readonly name: string;
  /** Beside the name, where that alone may be others', too. */
  readonly more?: string;
};

export type FindProps = {
  readonly label: string;
  readonly hint?: string;
  /** Its id. */
  readonly value: string | undefined;
  readonly onChange: (id?: string) => void;
};

type Props = FindProps & {
  /** Of the queries. */
  readonly kind: string;
  readonly placeholder: string;
  readonly nothing: string;
  readonly find: (text: string | undefined, signal: AbortSignal) => Promise<readonly Found[]>;
  readonly get: (id: string, signal: AbortSignal) => Promise<Found>;
};

export function FindOne({ label, hint, value, onChange, kind, placeholder, nothing, find, get }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [text, setText] = useState<string>();
  const wanted = text?.trim() || undefined;
  const { data: chosen } = useQuery({
    queryKey: ['found', kind, value],
    queryFn: value === undefined ? skipToken : ({ signal }) => get(value, signal),
    retry: false,
  });
  const { data: all = [], isError } = useQuery({
    queryKey: ['find', kind, wanted],
    queryFn: ({ signal }) => find(wanted, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })} className={styles.field}>
      <Combobox
        className={styles.box}
        placeholder={placeholder}
        clearable
        value={text ?? (value === undefined ? '' : (chosen?.name ?? value))}
        selectedOptions={value === undefined ? [] : [value]}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => setText(undefined)}
        onOptionSelect={(_, { optionValue }) => {
          onChange(optionValue === '' ? undefined : optionValue);
          setText(undefined);
        }}
      >
        {all.map(({ id, name, more }) => (
          <Option key={id} value={id} text={name}>
            {more === undefined || more === name ? name : `${more} (${name})`}
          </Option>
        ))}
        {all.length === 0 ? (
          <Option disabled value="" text="">
            {isError ? t('find.unknown') : nothing}
          </Option>
        ) : null}
      </Combobox>
    </Field>
  );
}

const useStyles = makeStyles({
  field: { width: 'min(260px, 100%)' },
  box: { minWidth: 0 },
});
