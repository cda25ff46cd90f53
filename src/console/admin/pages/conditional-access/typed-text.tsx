// A text that counts when it is finished: on leaving the field, or with Enter.

import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';

type Props = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (text?: string) => void;
};

export function TypedText({ label, value, onChange }: Props) {
  const [text, setText] = useState(value ?? '');
  const finish = (): void => {
    if (text !== (value ?? '')) onChange(text.trim() === '' ? undefined : text.trim());
  };
  return (
    <Field label={label}>
      <Input
        value={text}
        onChange={(_, data) => setText(data.value)}
        onBlur={finish}
        onKeyDown={({ key }) => (key === 'Enter' ? finish() : undefined)}
      />
    </Field>
  );
}
