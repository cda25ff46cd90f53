// One policy in words, whether it is on, and what of it nobody here understands.

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../../domain/conditional-access/policy.ts';
import { Command } from '../../../shared/command.tsx';
import { Loaded } from '../../../shared/page-states.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { Section } from '../../../shared/section.tsx';
import { OnlyToSee, useMay } from '../../permission.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { useNames } from './names.ts';
import { policyWords } from './policy-words.ts';
import { type KeptPolicy, usePolicy } from './queries.ts';
import { StateBadge } from './state-badge.tsx';
import { StateChoice } from './state-choice.tsx';
import { Trail } from './trail.tsx';
import { WordList } from './word-list.tsx';

const route = getRouteApi('/conditional-access/policies/$policyId');

export function AccessPolicyPage() {
  const { policyId } = route.useParams();
  const query = usePolicy(policyId);
  return (
    <>
      <Trail />
      <Loaded query={query}>{(kept) => <PolicyView kept={kept} />}</Loaded>
    </>
  );
}

function PolicyView({ kept }: { readonly kept: KeptPolicy }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { policy } = kept;
  const mayChange = useMay('conditionalAccess.manage') === true;
  const [asked, setAsked] = useState(false);
  const words = policyWords(policy, useNames([policy]), t);
  return (
    <>
      <PageTitle title={policy.name} purpose={t('conditionalAccess.policyPurpose')} />
      <div className={styles.page}>
        <OnlyToSee permission="conditionalAccess.manage" />
        <Findings policy={policy} />
        <Section title={t('conditionalAccess.columns.state')} purpose={t('conditionalAccess.whereEnforced')}>
          {mayChange ? <StateChoice kept={kept} /> : <StateBadge state={policy.state} />}
        </Section>
        {(['users', 'resources', 'conditions', 'controls', 'session'] as const)
          .filter((part) => words[part].length > 0)
          .map((part) => (
            <Section key={part} title={t(`conditionalAccess.parts.${part}`)}>
              <WordList lines={words[part]} />
            </Section>
          ))}
        <div className={styles.acts}>
          <Link to="/conditional-access/restore" className={styles.link}>
            {t('conditionalAccess.seeRestore')}
          </Link>
          {mayChange ? (
            <Button icon={<DeleteRegular />} onClick={() => setAsked(true)}>
              {t('conditionalAccess.delete.act')}
            </Button>
          ) : null}
        </div>
        <details>
          <summary className={styles.summary}>{t('conditionalAccess.source')}</summary>
          <Command purpose={t('conditionalAccess.sourcePurpose')} text={JSON.stringify(policy.source, null, 2)} />
        </details>
      </div>
      <DeleteDialog kept={kept} isOpen={asked} onClose={() => setAsked(false)} />
    </>
  );
}

function Findings({ policy }: { readonly policy: Policy }) {
  const { t } = useTranslation();
  const styles = useStyles();
  if (policy.findings.length === 0) return null;
  return (
    <MessageBar intent={policy.isMalformed ? 'error' : 'warning'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {t(policy.isMalformed ? 'conditionalAccess.malformed' : 'conditionalAccess.notUnderstood')}
        </MessageBarTitle>{' '}
        {t(policy.isMalformed ? 'conditionalAccess.malformedHint' : 'conditionalAccess.notUnderstoodHint')}
        <ul className={styles.list}>
          {policy.findings.map(({ code, path }) => (
            <li key={`${code} ${path}`}>
              {t(`conditionalAccess.findings.${code}`)} <Text font="monospace">{path}</Text>
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalL, maxWidth: '1000px' },
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
  link: { color: tokens.colorBrandForegroundLink },
  summary: { cursor: 'pointer', paddingBlock: tokens.spacingVerticalS },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});
