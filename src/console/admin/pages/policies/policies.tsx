// The policies of the organization: what each sets, whom it is for, and the way to a new one.

import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { AddRegular, MoreHorizontalRegular, SettingsRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../../shared/ago.tsx';
import type { AnswerOf } from '../../../shared/api.ts';
import { wholeNumber } from '../../../shared/i18n.ts';
import { Failed } from '../../../shared/page-states.tsx';
import { ClearChoices, ListChoice, ListSearch, ServerList } from '../../../shared/server-list.tsx';
import { useConnection } from '../../api-context.tsx';
import type { PoliciesSearch } from '../../list-search.ts';
import { OnlyToSee, useMay } from '../../permission.tsx';
import { AssignedTo } from './assigned-to.tsx';
import { DeletePolicy } from './delete-policy.tsx';
import { draftOf, type Policy } from './graph-policy.ts';
import { PoliciesTabs } from './policies-tabs.tsx';
import { POLICIES, useCreatePolicy, useDeletePolicy, useForgetNews, usePolicyNews } from './policy-queries.ts';

const route = getRouteApi('/policies');

export function PoliciesPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const wanted = route.useSearch();
  const navigate = route.useNavigate();
  const mayManage = useMay('policy.manage') === true;
  const change = useCallback(
    (next: PoliciesSearch) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true }),
    [navigate],
  );
  const [asked, setAsked] = useState<Policy>();
  const remove = useDeletePolicy();
  const query = usePolicyPages(wanted);
  const isNarrowed = wanted.search !== undefined || wanted.show !== undefined;
  return (
    <>
      <PoliciesTabs here="policies" />
      <div className={styles.messages}>
        <OnlyToSee permission="policy.manage" />
        <News />
        {remove.error === null ? null : <Failed error={remove.error} onRetry={remove.reset} />}
      </div>
      <ServerList
        label={t('policies.list')}
        query={query}
        rowsOf={(page) => page.value as readonly Policy[]}
        keyOf={({ id }) => id}
        columns={[
          {
            name: t('policies.name'),
            isWide: true,
            cell: ({ id, name }) => (
              <Link to="/policies/$policyId" params={{ policyId: id }} className={styles.link}>
                {name}
              </Link>
            ),
          },
          { name: t('policies.settingsTitle'), cell: ({ settingCount }) => wholeNumber(settingCount) },
          { name: t('assignments.title'), isWide: true, cell: (policy) => <AssignedTo of={policy} /> },
          { name: t('policies.lastChanged'), cell: ({ lastModifiedDateTime }) => <Ago at={lastModifiedDateTime} /> },
          ...(mayManage
            ? [
                {
                  name: t('policies.acts'),
                  cell: (policy: Policy) => <RowActs policy={policy} onDelete={() => setAsked(policy)} />,
                },
              ]
            : []),
        ]}
        controls={
          <>
            {mayManage ? <NewButton /> : null}
            <ListSearch value={wanted.search} onChange={(search) => change({ search })} />
            <ListChoice
              label={t('list.show')}
              value={wanted.show}
              onChange={(show) => change({ show })}
              options={[
                ['', t('list.all')],
                ['assigned', t('policies.assigned')],
                ['unassigned', t('policies.unassigned')],
              ]}
            />
            {isNarrowed ? <ClearChoices onClear={() => void navigate({ search: {}, replace: true })} /> : null}
          </>
        }
        empty={
          isNarrowed
            ? { title: t('list.noMatch'), hint: t('list.noMatchHint'), icon: <SettingsRegular /> }
            : { title: t('policies.noPolicy'), hint: t('policies.noPolicyHint'), icon: <SettingsRegular /> }
        }
      />
      <DeletePolicy
        policy={asked}
        onCancel={() => setAsked(undefined)}
        onDelete={(policy) => {
          setAsked(undefined);
          remove.mutate(policy);
        }}
      />
    </>
  );
}

function usePolicyPages({ search, show }: PoliciesSearch) {
  const { api } = useConnection();
  const filters = [
    ...(search === undefined ? [] : [`contains(name,'${search.replaceAll("'", "''")}')`]),
    ...(show === undefined ? [] : [`isAssigned eq ${show === 'assigned'}`]),
  ];
  return useInfiniteQuery({
    queryKey: [...POLICIES, 'list', search, show],
    queryFn: ({ pageParam, signal }) => {
      const $filter = filters.length === 0 ? {} : { $filter: filters.join(' and ') };
      const query = { $orderby: 'name', $top: '100', $expand: 'assignments,settings', ...$filter, ...pageParam };
      return api('listConfigurationPolicies', { query, signal });
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });
}

type Page = { readonly $skiptoken?: string };
const FIRST_PAGE: Page = {};

function nextPage({ '@odata.nextLink': next }: AnswerOf<'listConfigurationPolicies'>): Page | undefined {
  const $skiptoken = next === undefined ? null : new URL(next).searchParams.get('$skiptoken');
  return $skiptoken === null ? undefined : { $skiptoken };
}

function NewButton() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => void navigate({ to: '/policies/new' })}>
      {t('policies.new')}
    </Button>
  );
}

function RowActs({ policy, onDelete }: { readonly policy: Policy; readonly onDelete: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label={t('policies.actsOf', { name: policy.name })}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => void navigate({ to: '/policies/new', search: { from: policy.id } })}>
            {t('policies.duplicate')}
          </MenuItem>
          <MenuItem onClick={onDelete}>{t('policies.delete.act')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** What just happened, and how to take it back. */
function News() {
  const { t } = useTranslation();
  const news = usePolicyNews();
  const forget = useForgetNews();
  const restore = useCreatePolicy();
  if (news === null || news === undefined) return <div role="status" />;
  const { kind, policy } = news;
  return (
    <div role="status">
      <MessageBar intent="success">
        <MessageBarBody>{t(`policies.news.${kind}`, { name: policy.name })}</MessageBarBody>
        <MessageBarActions>
          {kind === 'deleted' ? (
            <Button
              disabled={restore.isPending}
              onClick={() => restore.mutate({ draft: draftOf(policy), like: policy })}
            >
              {t('policies.undo')}
            </Button>
          ) : null}
          <Button onClick={forget}>{t('policies.news.close')}</Button>
        </MessageBarActions>
      </MessageBar>
      {restore.error === null ? null : <Failed error={restore.error} onRetry={restore.reset} />}
    </div>
  );
}

const useStyles = makeStyles({
  link: { color: tokens.colorBrandForegroundLink },
  messages: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    marginBottom: tokens.spacingVerticalM,
    maxWidth: '960px',
  },
});
