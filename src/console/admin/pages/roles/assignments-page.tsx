// Who has which role, over whom, and where from; given and taken here, with a way back.

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Table,
  TableBody,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { PeopleLockRegular, PersonAddRegular } from '@fluentui/react-icons';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failed, Loaded } from '../../../shared/page-states.tsx';
import { ListSearch } from '../../../shared/list-controls.tsx';
import { OnlyToSee, useMay } from '../../permission.tsx';
import { AssignmentRow } from './assignment-row.tsx';
import { GiveDialog } from './give-dialog.tsx';
import { type Assignment, type Held, useGive, useHeld, useRoles, useTake } from './role-queries.ts';
import { RolesFile } from './roles-file.tsx';
import { RolesTabs } from './roles-tabs.tsx';
import { TakeDialog } from './take-dialog.tsx';

const route = getRouteApi('/roles');

export function RolesPage() {
  const { t } = useTranslation();
  const styles = useStyles();
  const query = useHeld();
  const mayManage = useMay('role.manage') === true;
  const [news, setNews] = useState<News>();
  const [giving, setGiving] = useState(false);
  return (
    <>
      <RolesTabs here="assignments" />
      <Loaded query={query}>
        {(held) => (
          <div className={styles.page}>
            <OnlyToSee permission="role.manage" />
            {mayManage ? (
              <div>
                <Button appearance="primary" icon={<PersonAddRegular />} onClick={() => setGiving(true)}>
                  {t('roles.give.title')}
                </Button>
              </div>
            ) : null}
            <NewsBar news={news} onDone={() => setNews(undefined)} />
            <Held held={held} mayManage={mayManage} onTaken={(taken) => setNews({ kind: 'taken', taken })} />
          </div>
        )}
      </Loaded>
      <GiveDialog isOpen={giving} onClose={() => setGiving(false)} onGiven={() => setNews({ kind: 'given' })} />
    </>
  );
}

type News = { readonly kind: 'given' } | { readonly kind: 'taken'; readonly taken: Assignment };

/** What was just done; a role that was taken can be given again. */
function NewsBar({ news, onDone }: { readonly news: News | undefined; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const give = useGive();
  const undo = ({ roleId, principal, scope }: Assignment): void =>
    give.mutate({ roleId, principal, scope }, { onSuccess: onDone });
  return (
    <div role="status">
      {news === undefined ? null : (
        <MessageBar intent="success">
          <MessageBarBody>{t(`roles.news.${news.kind}`)}</MessageBarBody>
          {news.kind === 'taken' ? (
            <MessageBarActions>
              <Button disabled={give.isPending} onClick={() => undo(news.taken)}>
                {t('roles.undo')}
              </Button>
            </MessageBarActions>
          ) : null}
        </MessageBar>
      )}
      {give.error === null ? null : <Failed error={give.error} onRetry={give.reset} />}
    </div>
  );
}

type HeldProps = {
  readonly held: readonly Held[];
  readonly mayManage: boolean;
  readonly onTaken: (taken: Assignment) => void;
};

function Held({ held, mayManage, onTaken }: HeldProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { data: roles = [] } = useRoles();
  const take = useTake();
  const [asked, setAsked] = useState<Held>();
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const find = useCallback((text?: string) => void navigate({ search: { search: text }, replace: true }), [navigate]);
  const nameOf = ({ roleId }: Held) => roles.find((it) => it.roleId === roleId)?.displayName ?? roleId;
  const shown = held.filter((it) => [it.who, nameOf(it)].some((text) => includes(text, search)));
  if (held.length === 0)
    return <Empty title={t('roles.none')} hint={t('roles.noneHint')} icon={<PeopleLockRegular />} />;
  return (
    <>
      <div className={styles.controls}>
        <ListSearch value={search} onChange={find} />
        <RolesFile held={shown} nameOf={nameOf} />
      </div>
      {take.error === null ? null : <Failed error={take.error} onRetry={take.reset} />}
      <div className={styles.scroll} role="region" aria-label={t('roles.tabs.assignments')} tabIndex={0}>
        <Table aria-label={t('roles.tabs.assignments')} className={styles.table}>
          <TableHeader>
            <TableRow>
              {(['who', 'role', 'over', 'source', 'since', ...(mayManage ? (['acts'] as const) : [])] as const).map(
                (it) => (
                  <TableHeaderCell key={it} className={it === 'who' ? styles.who : ''}>
                    {t(`roles.columns.${it}`)}
                  </TableHeaderCell>
                ),
              )}
            </TableRow>
          </TableHeader>
          <TableBody>
            {shown.map((it) => (
              <AssignmentRow
                key={it.key}
                held={it}
                roleName={nameOf(it)}
                mayManage={mayManage}
                onTake={() => setAsked(it)}
              />
            ))}
          </TableBody>
        </Table>
      </div>
      <Text role="status" className={styles.quiet}>
        {t('list.shown', { count: shown.length })}
      </Text>
      <TakeDialog
        held={asked}
        all={held}
        roles={roles}
        onCancel={() => setAsked(undefined)}
        onTake={({ assignment }) => {
          setAsked(undefined);
          if (assignment !== undefined) take.mutate(assignment, { onSuccess: () => onTaken(assignment) });
        }}
      />
    </>
  );
}

function includes(text: string, search = ''): boolean {
  return text.toLowerCase().includes(search.trim().toLowerCase());
}

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    '@media print': { display: 'none' },
  },
  scroll: { overflowX: 'auto' },
  table: { minWidth: '860px' },
  who: { width: '24%' },
  quiet: { color: tokens.colorNeutralForeground2 },
});
