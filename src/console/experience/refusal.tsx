// Why nothing can be restored here, in a person's words; the code is for whoever helps them.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RefusalReason } from '../../protocol/experience.ts';

export function Refusal({ reasons }: { readonly reasons: readonly RefusalReason[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const sentences = [...new Set(reasons.map(sentenceOf))];
  return (
    <>
      <ul className={styles.list}>
        {sentences.map((sentence) => (
          <li key={sentence}>
            <Text size={400}>{sentence}</Text>
          </li>
        ))}
      </ul>
      <Text className={styles.hint}>{t('experience.refused.hint')}</Text>
      <Text className={styles.hint} size={200}>
        {t('experience.refused.codes', { codes: reasons.map(({ code }) => code).join(', ') })}
      </Text>
    </>
  );

  /** A sentence of the page's own language where it has one. */
  function sentenceOf({ code, sentence }: RefusalReason): string {
    const own = `experience.refused.because.${code}`;
    return i18next.exists(own) ? t(own) : (sentence ?? t('experience.refused.because.other'));
  }
}

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, display: 'grid', rowGap: tokens.spacingVerticalM },
  hint: { color: tokens.colorNeutralForeground2, maxWidth: '60ch' },
});
