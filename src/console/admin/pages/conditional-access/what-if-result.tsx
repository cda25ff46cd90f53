// The answer of What If: what would come of the sign-in, then each policy with what it demands, or why it does not apply.

import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Text, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isEnforced } from '../../../../domain/conditional-access/evaluate.ts';
import { parsePolicy } from '../../../../domain/conditional-access/parse-policy.ts';
import type { Policy } from '../../../../domain/conditional-access/policy.ts';
import type { Json } from '../../../../lib/canonical-json.ts';
import { Section } from '../../../shared/section.tsx';
import { demandWords } from './policy-words.ts';
import { StateBadge } from './state-badge.tsx';

export type WhatIfPolicy = {
  readonly id: string;
  readonly policyApplies: boolean;
  readonly analysisReasons: string;
  readonly [member: string]: Json;
};

type Judged = { readonly policy: Policy; readonly reasons: readonly string[] };

export function WhatIfResult({ policies }: { readonly policies: readonly WhatIfPolicy[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const judged = policies.map(
    ({ policyApplies, analysisReasons, ...source }): Judged & { readonly applies: boolean } => ({
      policy: parsePolicy(source),
      applies: policyApplies,
      reasons: analysisReasons.split(','),
    }),
  );
  const applying = judged.filter(({ applies }) => applies);
  const unsure = judged.filter(({ reasons }) => reasons.includes('notEnoughInformation'));
  const others = judged.filter((it) => !it.applies && !unsure.includes(it));
  return (
    <div className={styles.page}>
      <div role="status">
        <Verdict applying={applying} unsure={unsure} />
      </div>
      <Part
        title={t('conditionalAccess.whatIf.applies')}
        judged={applying}
        none="conditionalAccess.whatIf.noneApplies"
      />
      {unsure.length === 0 ? null : <Part title={t('conditionalAccess.whatIf.mayApply')} judged={unsure} withReasons />}
      <Part
        title={t('conditionalAccess.whatIf.appliesNot')}
        judged={others}
        none="conditionalAccess.whatIf.allApply"
        withReasons
      />
    </div>
  );
}

function Verdict({ applying, unsure }: { readonly applying: readonly Judged[]; readonly unsure: readonly Judged[] }) {
  const { t } = useTranslation();
  const enforced = applying.filter(({ policy }) => isEnforced(policy));
  const isBlocked = enforced.some(({ policy }) => policy.grant.builtIn.includes('block'));
  const isUnsure = unsure.some(({ policy }) => isEnforced(policy));
  const kind = isBlocked ? 'blocked' : isUnsure ? 'unsure' : enforced.length === 0 ? 'free' : 'demands';
  const intent = { blocked: 'error', unsure: 'warning', free: 'success', demands: 'info' } as const;
  return (
    <MessageBar intent={intent[kind]} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t(`conditionalAccess.whatIf.verdicts.${kind}`)}</MessageBarTitle>{' '}
        {kind === 'demands' ? enforced.map(({ policy }) => demandWords(policy, t)).join('; ') : null}
        {kind === 'unsure' ? t('conditionalAccess.whatIf.sayMore') : null}
      </MessageBarBody>
    </MessageBar>
  );
}

type PartProps = {
  readonly title: string;
  readonly judged: readonly Judged[];
  readonly none?: string;
  readonly withReasons?: boolean;
};

function Part({ title, judged, none, withReasons = false }: PartProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Section title={title}>
      {judged.length === 0 && none !== undefined ? <Text>{t(none)}</Text> : null}
      <ul className={styles.list}>
        {judged.map(({ policy, reasons }) => (
          <li key={policy.id} className={styles.line}>
            <Link
              to="/conditional-access/policies/$policyId"
              params={{ policyId: policy.id ?? '' }}
              className={styles.link}
            >
              {policy.name}
            </Link>
            <StateBadge state={policy.state} />
            <Text className={styles.quiet}>
              {withReasons
                ? reasons.map((it) => t(`conditionalAccess.reasons.${it}`, { defaultValue: it })).join(' ')
                : demandWords(policy, t)}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL, maxWidth: '1000px' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  link: { color: tokens.colorBrandForegroundLink },
  quiet: { color: tokens.colorNeutralForeground2 },
});
