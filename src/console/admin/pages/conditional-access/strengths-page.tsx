// Authentication strengths: which ways to sign in each takes. The built-in ones are everybody's; others were imported.

import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { AccessTabs } from './access-tabs.tsx';
import { type Strength, useStrengths } from './queries.ts';

export function StrengthsPage() {
  const styles = useStyles();
  const query = useStrengths();
  return (
    <>
      <AccessTabs here="strengths" />
      <Loaded query={query}>
        {(strengths) => (
          <div className={styles.page}>
            {strengths.map((strength) => (
              <StrengthCard key={strength.id} strength={strength} />
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}

function StrengthCard({ strength }: { readonly strength: Strength }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { displayName, policyType, allowedCombinations } = strength;
  return (
    <Section title={displayName}>
      <Badge appearance="outline">
        {t(policyType === 'builtIn' ? 'conditionalAccess.builtIn' : 'conditionalAccess.custom')}
      </Badge>
      <Text>{t('conditionalAccess.anyOf')}</Text>
      <ul className={styles.list}>
        {allowedCombinations.map((it) => (
          <li key={it}>{combinationWords(it, t)}</li>
        ))}
      </ul>
    </Section>
  );
}

/** `password,sms`: both together. */
export function combinationWords(combination: string, t: TFunction): string {
  return combination
    .split(/,| with /)
    .map((method) => t(`conditionalAccess.methods.${method.trim()}`, { defaultValue: method.trim() }))
    .join(' + ');
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL, maxWidth: '900px' },
  list: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
  },
});
