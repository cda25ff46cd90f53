// Asks why, before something of a person's is looked into.

import { Button, Card, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { EyeRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isReason, ReasonField } from './reason-field.tsx';

type Props = {
  readonly title: string;
  readonly act: string;
  readonly personName: string;
  readonly onReason: (reason: string) => void;
};

export function GiveReason({ title, act, personName, onReason }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [reason, setReason] = useState('');
  return (
    <Card className={styles.card}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReason(reason)) onReason(reason);
        }}
      >
        <Subtitle2 as="h3" className={styles.heading}>
          {title}
        </Subtitle2>
        <Text className={styles.quiet}>{t('backups.content.told', { person: personName })}</Text>
        <ReasonField
          label={t('backups.reason.label')}
          value={reason}
          hint={t('backups.reason.once')}
          onChange={setReason}
        />
        <Button type="submit" appearance="primary" icon={<EyeRegular />} disabled={!isReason(reason)}>
          {act}
        </Button>
      </form>
    </Card>
  );
}

const useStyles = makeStyles({
  card: { padding: tokens.spacingHorizontalXL },
  form: { display: 'grid', rowGap: tokens.spacingVerticalM, justifyItems: 'start', maxWidth: '64ch' },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});
