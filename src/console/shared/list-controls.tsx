// What a list is narrowed by: a search, a choice among a few, and the way back to all of it.

import { Button, Label, makeStyles, SearchBox, Select, tokens, useId } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks the service once somebody pauses. */
export function ListSearch(props: {
  readonly value: string | undefined;
  readonly onChange: (text?: string) => void;
  /** What is searched, shown above; left out: all that the list has. */
  readonly label?: string;
}) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { value = '', onChange, label } = props;
  const id = useId('search');
  const [text, setText] = useState(value);
  const [{ seen, sent }, setTold] = useState({ seen: value, sent: value });
  // Chosen elsewhere, as when all choices are cleared. What was sent from here comes back while somebody types on.
  if (value !== seen) {
    setTold({ seen: value, sent });
    if (value !== sent) setText(value);
  }
  useEffect(() => {
    if (text === value) return;
    const pause = setTimeout(() => {
      setTold((told) => ({ ...told, sent: text }));
      onChange(text === '' ? undefined : text);
    }, PAUSE_MILLISECONDS);
    return () => clearTimeout(pause);
  }, [text, value, onChange]);
  const named = label === undefined ? { 'aria-label': t('list.searchAll'), placeholder: t('list.searchAll') } : { id };
  const box = (
    <SearchBox
      className={styles.search}
      {...named}
      value={text}
      maxLength={256}
      onChange={(_, data) => setText(data.value)}
    />
  );
  if (label === undefined) return box;
  return (
    <div className={styles.choice}>
      <Label htmlFor={id}>{label}</Label>
      {box}
    </div>
  );
}

type Choice<V extends string> = {
  readonly label: string;
  readonly value: V | undefined;
  readonly options: readonly (readonly [value: V | '', label: string])[];
  readonly onChange: (value?: V) => void;
};

export function ListChoice<V extends string>({ label, value, options, onChange }: Choice<V>) {
  const styles = useStyles();
  const id = useId('choice');
  return (
    <div className={styles.choice}>
      <Label htmlFor={id}>{label}</Label>
      <Select
        id={id}
        value={value ?? ''}
        onChange={(_, data) => onChange(options.find(([it]) => it !== '' && it === data.value)?.[0] || undefined)}
      >
        {options.map(([it, name]) => (
          <option key={it} value={it}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** For lists that were narrowed until nothing was left. */
export function ClearChoices({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation();
  return <Button onClick={onClear}>{t('list.clear')}</Button>;
}

const PAUSE_MILLISECONDS = 250;

const useStyles = makeStyles({
  search: { width: 'min(260px, 100%)' },
  choice: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, auto)',
    rowGap: tokens.spacingVerticalXXS,
    maxWidth: '100%',
  },
});
