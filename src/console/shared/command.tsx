// A command for somebody's terminal, to copy as it stands. One that is too long is broken on the page alone.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** `purpose` says what the command does, and names it to a screen reader. */
export function Command({ purpose, text }: { readonly purpose: string; readonly text: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [copied, setCopied] = useState<string>();
  const isCopied = copied === text;
  return (
    <div className={styles.command}>
      <Text className={styles.purpose}>{purpose}</Text>
      <div className={styles.line}>
        <code className={styles.text} dir="ltr">
          {text}
        </code>
        <span role="status">
          <Button
            size="small"
            icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
            aria-label={isCopied ? t('command.copied') : t('command.copyOf', { purpose })}
            onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(text))}
          >
            {t(isCopied ? 'command.copied' : 'command.copy')}
          </Button>
        </span>
      </div>
    </div>
  );
}

const useStyles = makeStyles({
  command: { display: 'grid', rowGap: tokens.spacingVerticalXS, minWidth: 0, width: '100%' },
  purpose: { color: tokens.colorNeutralForeground2 },
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    '@media (max-width: 480px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  text: {
    padding: tokens.spacingHorizontalXS,
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
});
