// Whom something is for: groups, groups left out, everybody; each inclusion narrowed by a filter where the organization has one.
// The same for policies and for the restore page of a pilot.

import { Button, makeStyles, MessageBar, MessageBarBody, Select, Text, tokens } from '@fluentui/react-components';
import { DesktopRegular, DismissRegular, PeopleRegular, PeopleTeamRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../api-context.tsx';
import type { Body } from './graph-policy.ts';
import { GroupPicker } from './group-picker.tsx';
import { useGroupNames } from './policy-queries.ts';
import { assignmentOf, has, narrowedBy, type Target, type TargetFilter, type TargetKind, targetOf } from './targets.ts';

type Props = {
  readonly assignments: readonly Body[];
  readonly onChange: (assignments: readonly Body[]) => void;
  readonly isReadOnly: boolean;
};

export function AssignmentsEditor({ assignments, onChange, isReadOnly }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const add = (kind: TargetKind, groupId?: string) => onChange([...assignments, assignmentOf(kind, groupId)]);
  const isLeftOut = (it: Body) => targetOf(it).kind === 'excludedGroup';
  const included = assignments.filter((it) => !isLeftOut(it));
  const list = { assignments, onChange, isReadOnly };
  const picker = { isTaken: (id: string) => has(assignments, 'group', id) };
  return (
    <div className={styles.sections}>
      <section className={styles.section} aria-label={t('assignments.included')}>
        <Text as="h3" weight="semibold" className={styles.heading}>
          {t('assignments.included')}
        </Text>
        {included.length === 0 ? (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('assignments.nobody')}</MessageBarBody>
          </MessageBar>
        ) : null}
        <TargetList {...list} shown={included} />
        {isReadOnly ? null : (
          <div className={styles.adding}>
            <GroupPicker {...picker} label={t('assignments.addGroup')} onPick={(id) => add('group', id)} />
            {(['allUsers', 'allDevices'] as const)
              .filter((kind) => !has(assignments, kind))
              .map((kind) => (
                <Button
                  key={kind}
                  icon={kind === 'allUsers' ? <PeopleRegular /> : <DesktopRegular />}
                  onClick={() => add(kind)}
                >
                  {t(`assignments.add.${kind}`)}
                </Button>
              ))}
          </div>
        )}
      </section>
      <section className={styles.section} aria-label={t('assignments.leftOut')}>
        <Text as="h3" weight="semibold" className={styles.heading}>
          {t('assignments.leftOut')}
        </Text>
        <Text className={styles.quiet}>{t('assignments.leftOutHint')}</Text>
        <TargetList {...list} shown={assignments.filter(isLeftOut)} />
        {isReadOnly ? null : (
          <div className={styles.adding}>
            <GroupPicker {...picker} label={t('assignments.leaveGroupOut')} onPick={(id) => add('excludedGroup', id)} />
          </div>
        )}
      </section>
    </div>
  );
}

function TargetList({ assignments, onChange, isReadOnly, shown }: Props & { readonly shown: readonly Body[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const nameOf = useTargetName(assignments);
  if (shown.length === 0) return null;
  return (
    <ul className={styles.list}>
      {shown.map((assignment) => {
        const target = targetOf(assignment);
        const name = nameOf(target);
        const replace = (by: readonly Body[]) => onChange(assignments.flatMap((it) => (it === assignment ? by : [it])));
        return (
          <li key={JSON.stringify(target)} className={styles.target}>
            <TargetIcon kind={target.kind} />
            <Text className={styles.name}>{name}</Text>
            <FilterChoice
              name={name}
              filter={target.filter}
              isReadOnly={isReadOnly}
              onChange={(filter) => replace([narrowedBy(assignment, filter)])}
            />
            {isReadOnly ? null : (
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={t('assignments.remove', { name })}
                onClick={() => replace([])}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Everybody and groups by their names; a group that nobody knows here by its id. */
export function useTargetName(assignments: readonly Body[]): (target: Target) => string {
  const { t } = useTranslation();
  const names = useGroupNames(assignments.flatMap((it) => targetOf(it).groupId ?? []));
  return ({ kind, groupId }) => {
    if (kind === 'allUsers' || kind === 'allDevices') return t(`assignments.${kind}`);
    if (groupId === undefined) return t('assignments.unsupported');
    return names.get(groupId.toLowerCase()) ?? t('assignments.groupWithId', { groupId });
  };
}

function TargetIcon({ kind }: { readonly kind: TargetKind | undefined }) {
  if (kind === 'allDevices') return <DesktopRegular fontSize={20} aria-hidden />;
  return kind === 'allUsers' ? (
    <PeopleRegular fontSize={20} aria-hidden />
  ) : (
    <PeopleTeamRegular fontSize={20} aria-hidden />
  );
}

type FilterProps = {
  readonly name: string;
  readonly filter: TargetFilter | undefined;
  readonly isReadOnly: boolean;
  readonly onChange: (filter: TargetFilter | undefined) => void;
};

/** Not shown where the organization has no filters. */
function FilterChoice({ name, filter, isReadOnly, onChange }: FilterProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { data: filters = [] } = useFilters();
  if (filters.length === 0 && filter === undefined) return null;
  const keyOf = ({ mode, filterId }: TargetFilter) => `${mode} ${filterId.toLowerCase()}`;
  const choices = filters.flatMap(({ id, displayName }) =>
    (['include', 'exclude'] as const).map((mode) => ({ mode, filterId: id, displayName })),
  );
  return (
    <Select
      size="small"
      className={styles.filter}
      aria-label={t('assignments.filterOf', { name })}
      value={filter === undefined ? '' : keyOf(filter)}
      disabled={isReadOnly}
      onChange={(_, { value }) => {
        const chosen = choices.find((it) => keyOf(it) === value);
        onChange(chosen && { mode: chosen.mode, filterId: chosen.filterId });
      }}
    >
      <option value="">{t('assignments.noFilter')}</option>
      {choices.map((it) => (
        <option key={keyOf(it)} value={keyOf(it)}>
          {t(`assignments.filter.${it.mode}`, { name: it.displayName })}
        </option>
      ))}
    </Select>
  );
}

function useFilters() {
  const { api } = useConnection();
  return useQuery({
    queryKey: ['assignment-filters'],
    queryFn: async ({ signal }) =>
      (await api('listAssignmentFilters', { query: { $top: '999' }, signal })).value as readonly Filter[],
    staleTime: 60_000,
  });
}

type Filter = { readonly id: string; readonly displayName: string };

const useStyles = makeStyles({
  sections: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXL },
  section: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  adding: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid' },
  target: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    minHeight: '40px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  filter: { maxWidth: '45%' },
});
