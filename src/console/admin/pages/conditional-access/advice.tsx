// What is worth knowing beside the change itself; the service says only what is true here.

import { makeStyles, tokens } from '@fluentui/react-components';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Section } from '../../../shared/section.tsx';
import type { RestoreAccess } from './restore-answer.tsx';
import { combinationWords } from './strengths-page.tsx';

export function Advice({ answer: { advice } }: { readonly answer: RestoreAccess }) {
  const { t } = useTranslation();
  const styles = useStyles();
  if (advice.length === 0) return null;
  return (
    <Section title={t('conditionalAccess.advice.title')}>
      <ul className={styles.list}>
        {advice.map((it) => (
          <li key={`${it.code} ${it.policies.join()}`}>{adviceWords(it, t)}</li>
        ))}
      </ul>
    </Section>
  );
}

function adviceWords(
  { code, policies, because, methods, takesTemporaryPass }: RestoreAccess['advice'][number],
  t: TFunction,
) {
  const pass =
    takesTemporaryPass === null ? '' : t(`conditionalAccess.advice.pass.${takesTemporaryPass ? 'yes' : 'no'}`);
  return t(`conditionalAccess.advice.${code}`, {
    defaultValue: code,
    policies: policies.join(', '),
    because: because.map((it) => t(`conditionalAccess.conditions.${it}`)).join(', '),
    methods: methods.map((it) => combinationWords(it, t)).join(', '),
    pass,
  });
}

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, display: 'grid', rowGap: tokens.spacingVerticalS },
});
