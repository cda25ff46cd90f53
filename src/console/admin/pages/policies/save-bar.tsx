// Stands at the lower edge while something is not saved: what is the matter, and the ways on.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly label: string;
  readonly canSave: boolean;
  readonly isSaving: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
};

export function SaveBar({ label, canSave, isSaving, onSave, onDiscard }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.bar} role="region" aria-label={t('drafts.unsaved')}>
      <Button appearance="primary" disabled={!canSave || isSaving} onClick={onSave}>
        {isSaving ? t('drafts.saving') : label}
      </Button>
      <Button disabled={isSaving} onClick={onDiscard}>
        {t('drafts.discard')}
      </Button>
      <Text className={styles.quiet}>{t('drafts.unsaved')}</Text>
    </div>
  );
}

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    maxWidth: '960px',
    paddingBlock: tokens.spacingVerticalM,
    marginTop: tokens.spacingVerticalL,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});
