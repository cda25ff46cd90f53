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
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Ago } from '../../../shared/ago.tsx';
import { wholeNumber } from '../../../shared/i18n.ts';
import { useListAddress } from '../../../shared/list-address.ts';
import { type PageOf, skipTokenOf } from '../../../shared/list-page.ts';
import { Failed } from '../../../shared/page-states.tsx';
import { ServerList } from '../../../shared/server-list.tsx';
import { useConnection } from '../../api-context.tsx';
import type { PoliciesSearch } from '../../list-search.ts';
import { OnlyToSee, rolesWith, useMay } from '../../permission.tsx';
import { AssignedTo } from './assigned-to.tsx';
import { DeletePolicy } from './delete-policy.tsx';
import { draftOf, type Policy } from './graph-policy.ts';
import { PoliciesTabs } from './policies-tabs.tsx';
import { POLICIES, useCreatePolicy, useDeletePolicy, useForgetNews, usePolicyNews } from './policy-queries.ts';

const route = getRouteApi('/policies');

export function PoliciesPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const address = useListAddress(route.useSearch(), route.useNavigate());
  const page = usePolicyPage(address.wanted);
  const mayManage = useMay('policy.manage') === true;
  const [asked, setAsked] = useState<Policy>();
  const remove = useDeletePolicy();
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
        queryKey={[...POLICIES, 'list']}
        address={address}
        page={page}
        keyOf={({ id }) => id}
        columns={[
          {
            name: t('policies.name'),
            isWide: true,
            text: ({ name }) => name,
            cell: ({ id, name }) => (
              <Link to="/policies/$policyId" params={{ policyId: id }} className={styles.link}>
                {name}
              </Link>
            ),
          },
          {
            name: t('policies.settingsTitle'),
            text: ({ settingCount }) => settingCount,
            cell: ({ settingCount }) => wholeNumber(settingCount),
          },
          {
            name: t('assignments.title'),
            isWide: true,
            text: ({ assignments = [] }) => assignments.length,
            cell: (policy) => <AssignedTo of={policy} />,
          },
          {
            name: t('policies.lastChanged'),
            text: (it) => it.lastModifiedDateTime,
            cell: ({ lastModifiedDateTime }) => <Ago at={lastModifiedDateTime} />,
          },
          ...(mayManage
            ? [
                {
                  name: t('policies.acts'),
                  cell: (policy: Policy) => <RowActs policy={policy} onDelete={() => setAsked(policy)} />,
                },
              ]
            : []),
        ]}
        acts={mayManage ? <NewButton /> : null}
        hasSearch
        choices={{
          show: {
            label: t('list.show'),
            options: [
              ['', t('list.all')],
              ['assigned', t('policies.assigned')],
              ['unassigned', t('policies.unassigned')],
            ],
          },
        }}
        fileName="policies"
        none={{ title: t('policies.noPolicy'), hint: t('policies.noPolicyHint') }}
        icon={<SettingsRegular />}
        shownTo={rolesWith('policy.read')}
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

function usePolicyPage({ search, show }: PoliciesSearch): PageOf<Policy> {
  const { api } = useConnection();
  const filters = [
    ...(search === undefined ? [] : [`contains(name,'${search.replaceAll("'", "''")}')`]),
    ...(show === undefined ? [] : [`isAssigned eq ${show === 'assigned'}`]),
  ];
  return async ({ limit, after, signal }) => {
    const query = {
      $orderby: 'name',
      $top: String(limit),
      $expand: 'assignments,settings',
      ...(filters.length === 0 ? {} : { $filter: filters.join(' and ') }),
      ...(after === undefined ? {} : { $skiptoken: after }),
    };
    const answer = await api('listConfigurationPolicies', { query, signal });
    return { rows: answer.value as readonly Policy[], next: skipTokenOf(answer['@odata.nextLink']) };
  };
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
