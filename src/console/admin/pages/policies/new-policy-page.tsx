// A new policy: at first what most organizations want, or a copy of another, for nobody until somebody is chosen.

import { makeStyles, tokens } from '@fluentui/react-components';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed, Loaded } from '../../../shared/page-states.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { OnlyToSee, useMay } from '../../permission.tsx';
import { Consequences } from './consequences.tsx';
import { draftOf, isSame, type Policy, type PolicyDraft } from './graph-policy.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { isNamed, PolicyForm } from './policy-form.tsx';
import { useCreatePolicy, usePolicy, useSettingChoices } from './policy-queries.ts';
import { PolicyTrail } from './policy-trail.tsx';
import { SaveBar } from './save-bar.tsx';
import { type SettingChoice, settingOf } from './setting-choice.ts';

const route = getRouteApi('/policies/new');

export function NewPolicyPage() {
  const { t } = useTranslation();
  const { from } = route.useSearch();
  const choices = useSettingChoices();
  const original = usePolicy(from);
  return (
    <>
      <PolicyTrail here={t('policies.new')} />
      <PageTitle title={t('policies.new')} purpose={t('policies.newPurpose')} />
      {from === undefined ? (
        <Loaded query={choices}>{(known) => <NewPolicy begun={usual(known)} />}</Loaded>
      ) : (
        <Loaded query={original}>
          {(policy) => (
            <NewPolicy
              begun={{ ...draftOf(policy), name: t('policies.copyOf', { name: policy.name }), assignments: [] }}
              like={policy}
            />
          )}
        </Loaded>
      )}
    </>
  );
}

function NewPolicy({ begun, like }: { readonly begun: PolicyDraft; readonly like?: Policy }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const navigate = useNavigate();
  const isReadOnly = useMay('policy.manage') !== true;
  const [first] = useState(begun);
  const [draft, setDraft] = useState(begun);
  const create = useCreatePolicy();
  const toList = () => void navigate({ to: '/policies', ignoreBlocker: true });
  return (
    <>
      <div className={styles.messages}>
        <OnlyToSee permission="policy.manage" />
        {create.error === null ? null : <Failed error={create.error} onRetry={create.reset} />}
      </div>
      <PolicyForm draft={draft} change={(part) => setDraft((now) => ({ ...now, ...part }))} isReadOnly={isReadOnly} />
      {isReadOnly || draft.assignments.length === 0 ? null : <Consequences draft={draft} />}
      {isReadOnly ? null : (
        <SaveBar
          label={t('policies.create')}
          canSave={isNamed(draft)}
          isSaving={create.isPending}
          onSave={() => create.mutate({ draft, like }, { onSuccess: toList })}
          onDiscard={toList}
        />
      )}
      <LeaveGuard isDirty={!isSame(first, draft) && !create.isPending} />
    </>
  );
}

/** Backing up and restoring are both on. */
function usual(choices: readonly SettingChoice[]): PolicyDraft {
  const wanted = choices.filter(({ categoryId }) => categoryId === 'backup' || categoryId === 'restore');
  const settings = wanted.map((choice) => settingOf(choice, { state: 'enabled', mayOverride: false }));
  return { name: '', description: '', settings, assignments: [] };
}

const useStyles = makeStyles({
  messages: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    maxWidth: '960px',
    marginBottom: tokens.spacingVerticalM,
  },
});
