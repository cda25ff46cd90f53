// Why somebody looks into, keeps or removes what is another's: one line, read by that person and by auditors.

import { Field, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
  readonly onChange: (reason: string) => void;
};

export function ReasonField({ label, value, hint, onChange }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [isLeft, setLeft] = useState(false);
  const isShort = isLeft && value !== '' && !isReason(value);
  return (
    <Field
      label={label}
      className={styles.field}
      hint={hint}
      required
      {...(isShort ? { validationMessage: t('backups.reason.short', { count: REASON_LENGTH_MIN }) } : {})}
    >
      <Input
        value={value}
        maxLength={REASON_LENGTH_MAX}
        placeholder={t('backups.reason.example')}
        onChange={(_, data) => onChange(data.value)}
        onBlur={() => setLeft(true)}
      />
    </Field>
  );
}

/** As the protocol has it (`Reason`). */
export function isReason(text: string): boolean {
  return text.trim().length >= REASON_LENGTH_MIN;
}

const REASON_LENGTH_MIN = 10;
const REASON_LENGTH_MAX = 500;

const useStyles = makeStyles({ field: { width: '100%' } });
