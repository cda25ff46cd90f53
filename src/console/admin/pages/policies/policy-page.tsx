// One policy: seen by everybody who may see policies, changed by whoever may change them. A change is saved as one act, can be
// undone as long as the page is open, and never overwrites what somebody else saved meanwhile without being asked.

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CopyRegular, DeleteRegular } from '@fluentui/react-icons';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ServiceError } from '../../../shared/api.ts';
import { dateTime } from '../../../shared/i18n.ts';
import { Failed, Loaded } from '../../../shared/page-states.tsx';
import { PageTitle } from '../../../shared/page-title.tsx';
import { OnlyToSee, useMay } from '../../permission.tsx';
import { Consequences } from './consequences.tsx';
import { DeletePolicy } from './delete-policy.tsx';
import { draftOf, isSame, type Policy, type PolicyDraft } from './graph-policy.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { Overtaken } from './overtaken.tsx';
import { isNamed, PolicyForm } from './policy-form.tsx';
import { useDeletePolicy, usePolicy, useSavePolicy } from './policy-queries.ts';
import { PolicyTrail } from './policy-trail.tsx';
import { SaveBar } from './save-bar.tsx';
import { useDraft } from './use-draft.ts';

const route = getRouteApi('/policies/$policyId');

export function PolicyPage() {
  const { policyId } = route.useParams();
  const query = usePolicy(policyId);
  return <Loaded query={query}>{(policy) => <Editor key={policy.id} stored={policy} />}</Loaded>;
}

function Editor({ stored }: { readonly stored: Policy }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const isReadOnly = useMay('policy.manage') !== true;
  const { base, draft, change, isDirty, isOvertaken, beginOn, keepMine } = useDraft<Policy, PolicyDraft>(
    stored,
    draftOf,
  );
  const { save, store, undo } = useSaving(beginOn);
  return (
    <>
      <PolicyTrail here={base.name} />
      <PageTitle title={base.name} purpose={t('policies.changed', { when: dateTime(base.lastModifiedDateTime) })} />
      <div className={styles.messages}>
        <OnlyToSee permission="policy.manage" />
        {isReadOnly ? null : <Acts policy={base} isDirty={isDirty} />}
        {isOvertaken ? (
          <Overtaken
            parts={differentParts(draftOf(base), draftOf(stored)).map((part) => t(`policies.parts.${part}`))}
            onTakeTheirs={() => beginOn(stored)}
            onKeepMine={keepMine}
          />
        ) : null}
        <div role="status">
          {save.isSuccess && !isDirty ? (
            <MessageBar intent="success">
              <MessageBarBody>{t(undo === undefined ? 'policies.undone' : 'policies.saved')}</MessageBarBody>
              <MessageBarActions>
                {undo === undefined ? null : <Button onClick={() => undo(base)}>{t('policies.undo')}</Button>}
              </MessageBarActions>
            </MessageBar>
          ) : null}
        </div>
        {save.error === null || isStale(save.error) ? null : <Failed error={save.error} onRetry={save.reset} />}
      </div>
      <PolicyForm {...{ draft, change, isReadOnly }} />
      {isReadOnly || !doesAnother(draftOf(base), draft) ? null : <Consequences draft={draft} policyId={base.id} />}
      {isDirty && !isReadOnly ? (
        <SaveBar
          label={t('drafts.save')}
          canSave={isNamed(draft) && !isOvertaken}
          isSaving={save.isPending}
          onSave={() => store(base, draft)}
          onDiscard={() => beginOn(stored)}
        />
      ) : (
        <Text block className={styles.effective}>
          <Link to="/policies/effective" className={styles.link}>
            {t('policies.effective.link')}
          </Link>
        </Text>
      )}
      <LeaveGuard isDirty={isDirty && !save.isPending} />
    </>
  );
}

/** Saves a draft; `undo` saves what was there before, once. */
function useSaving(beginOn: (policy: Policy) => void) {
  const save = useSavePolicy();
  const [before, setBefore] = useState<PolicyDraft>();
  return {
    save,
    store: (base: Policy, draft: PolicyDraft) =>
      save.mutate({ base, draft }, { onSuccess: (after) => (beginOn(after), setBefore(draftOf(base))) }),
    undo:
      before === undefined
        ? undefined
        : (base: Policy) =>
            save.mutate({ base, draft: before }, { onSuccess: (after) => (beginOn(after), setBefore(undefined)) }),
  };
}

function Acts({ policy, isDirty }: { readonly policy: Policy; readonly isDirty: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Policy>();
  const remove = useDeletePolicy();
  return (
    <>
      <div className={styles.acts}>
        <Button
          icon={<CopyRegular />}
          disabled={isDirty}
          onClick={() => void navigate({ to: '/policies/new', search: { from: policy.id } })}
        >
          {t('policies.duplicate')}
        </Button>
        <Button icon={<DeleteRegular />} onClick={() => setAsked(policy)}>
          {t('policies.delete.act')}
        </Button>
      </div>
      {remove.error === null ? null : <Failed error={remove.error} onRetry={remove.reset} />}
      <DeletePolicy
        policy={asked}
        onCancel={() => setAsked(undefined)}
        onDelete={(it) => {
          setAsked(undefined);
          remove.mutate(it, { onSuccess: () => void navigate({ to: '/policies', ignoreBlocker: true }) });
        }}
      />
    </>
  );
}

function differentParts(one: PolicyDraft, other: PolicyDraft) {
  return (['name', 'description', 'settings', 'assignments'] as const).filter((it) => !isSame(one[it], other[it]));
}

/** A name and a description mean nothing to devices. */
function doesAnother(one: PolicyDraft, other: PolicyDraft): boolean {
  return differentParts(one, other).some((part) => part === 'settings' || part === 'assignments');
}

/** Told as being overtaken, with the ways on. */
function isStale(error: Error): boolean {
  return error instanceof ServiceError && error.code === 'stale-version';
}

const useStyles = makeStyles({
  messages: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    maxWidth: '960px',
    marginBottom: tokens.spacingVerticalL,
  },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  effective: { paddingTop: tokens.spacingVerticalL },
  link: { color: tokens.colorBrandForegroundLink },
});
