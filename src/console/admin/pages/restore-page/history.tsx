// Who changed the restore page, when, from what to what, and the way back to any of it. It is told by the audit log, so it needs
// the permission to read that.

import {
  Button,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/i18n.ts';
import { Loaded } from '../../../shared/page-states.tsx';
import { useConnection } from '../../api-context.tsx';
import { actorOf, eventPage } from '../audit/events.ts';
import { useTargetName } from '../policies/assignments.tsx';
import { targetOf } from '../policies/targets.ts';
import type { Question } from './change-dialog.tsx';
import type { Configuration } from './configurations.ts';
import type { Change } from './consequences.tsx';
import { draftBefore, type PastChange, pastChange, type Said, wayBack } from './past-changes.ts';

type Props = {
  readonly configurations: readonly Configuration[];
  readonly isReadOnly: boolean;
  readonly onAsk: (question: Question) => void;
};

export function History(props: Props) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const query = useQuery({
    queryKey: ['audit', 'restore-page'],
    queryFn: ({ signal }) =>
      eventPage(api, { target: '_WindowsRestore' }, { after: undefined, limit: SHOWN_MAX, signal }),
  });
  return (
    <Loaded query={query}>
      {({ rows, next }) => {
        const changes = rows.map(pastChange).filter((it) => it !== undefined);
        return (
          <>
            {changes.length === 0 ? (
              <Text>{t('restorePage.history.none')}</Text>
            ) : (
              <Changes {...props} changes={changes} />
            )}
            {next === null ? null : (
              <Link to="/audit" search={{ target: '_WindowsRestore' }}>
                {t('restorePage.history.older')}
              </Link>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Changes({ changes, ...props }: Props & { readonly changes: readonly PastChange[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('restorePage.history.title')}>
      <Table aria-label={t('restorePage.history.title')} className={styles.table}>
        <TableHeader>
          <TableRow>
            {(['when', 'who', 'what', 'change'] as const).map((it) => (
              <TableHeaderCell key={it}>{t(`restorePage.history.${it}`)}</TableHeaderCell>
            ))}
            {props.isReadOnly ? null : <TableHeaderCell>{t('policies.acts')}</TableHeaderCell>}
          </TableRow>
        </TableHeader>
        <TableBody>
          {changes.map((change) => (
            <ChangeRow key={change.event.id} change={change} {...props} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function ChangeRow({ change, configurations, isReadOnly, onAsk }: Props & { readonly change: PastChange }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const wordsOf = useSaidWords(change);
  const { event, kind, name, before, after } = change;
  const act = isReadOnly ? undefined : wayBack(change, configurations);
  const what = name === null ? t('restorePage.everybody') : name;
  const [from, to] = [wordsOf(before, after), wordsOf(after, before)];
  const words = from === '' || to === '' ? from || to : `${from} → ${to}`;
  return (
    <TableRow>
      <TableCell className={styles.cell}>
        <Link to="/audit/$eventId" params={{ eventId: event.id }} className={styles.link}>
          {dateTime(event.activityDateTime)}
        </Link>
      </TableCell>
      <TableCell className={styles.cell}>{actorOf(event) ?? event.actor.auditActorType}</TableCell>
      <TableCell className={styles.cell}>{what}</TableCell>
      <TableCell className={styles.cell}>
        {kind === 'set' ? words : t(`restorePage.history.kinds.${kind}`, { change: words })}
      </TableCell>
      {isReadOnly ? null : (
        <TableCell className={styles.cell}>
          {act === undefined ? null : (
            <Button
              size="small"
              aria-label={t('restorePage.history.undoOf', { what, when: dateTime(event.activityDateTime) })}
              onClick={() =>
                onAsk({
                  title: t('restorePage.history.undoTitle'),
                  text: t('restorePage.history.undoText', { what, change: from || t('restorePage.history.gone') }),
                  confirm: t('restorePage.history.undoConfirm'),
                  change: forecastOf(change, configurations),
                  act,
                })
              }
            >
              {t('restorePage.history.undo')}
            </Button>
          )}
        </TableCell>
      )}
    </TableRow>
  );
}

/** What going back would change, as the service can count it; its order alone it can not. */
function forecastOf(change: PastChange, configurations: readonly Configuration[]): Change | undefined {
  const { id, kind, before } = change;
  const now = configurations.find((it) => it.id === id);
  if (kind === 'created') return { kind: 'remove', objectId: id };
  if (kind === 'set') return { kind: 'restorePage', state: before.state ?? 'notConfigured' };
  if (kind === 'deleted') {
    return {
      kind: 'restorePage',
      state: before.state ?? 'notConfigured',
      assignments: [...(before.assignments ?? [])],
    };
  }
  const draft = now && draftBefore(change, now);
  return draft && { kind: 'restorePage', state: draft.state, configurationId: id, assignments: [...draft.assignments] };
}

/** One side of a change: what differs from the other side, or all of it where there is no other. */
function useSaidWords({ before, after }: PastChange): (said: Said, other: Said) => string {
  const { t } = useTranslation();
  const nameOf = useTargetName([...(before.assignments ?? []), ...(after.assignments ?? [])]);
  return (said, other) => {
    const targets = said.assignments?.map((it) => {
      const target = targetOf(it);
      return target.kind === 'excludedGroup' ? t('assignments.notTarget', { name: nameOf(target) }) : nameOf(target);
    });
    const parts = {
      name: said.name,
      state: said.state && t(`restorePage.badges.${said.state}`),
      assignments: targets && (targets.length === 0 ? t('assignments.toNobody') : list(targets)),
      priority: said.priority === undefined ? undefined : t('restorePage.asked', { priority: said.priority }),
    };
    const differing = (Object.keys(parts) as (keyof Said)[]).filter(
      (it) => parts[it] !== undefined && JSON.stringify(said[it]) !== JSON.stringify(other[it]),
    );
    return differing.map((it) => parts[it]).join(', ');
  };
}

function list(words: readonly string[]): string {
  return new Intl.ListFormat(i18next.language).format(words);
}

const SHOWN_MAX = 50;

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { minWidth: '760px' },
  cell: {
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
    height: 'auto',
  },
  // Legible on a row under the pointer in both themes.
  link: { color: tokens.colorNeutralForeground1 },
});
