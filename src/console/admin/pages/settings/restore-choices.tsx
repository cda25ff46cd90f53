// What the organization decides for itself about who is backed up and offered a restore: Windows' own default, limits of
// Microsoft's service that need not count here, and the builds of Windows that are asked for.

import { Checkbox, makeStyles, MessageBar, MessageBarBody, Switch, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TenantChoices } from '../../../../protocol/operations/policy.ts';
import { Loaded } from '../../../shared/page-states.tsx';
import { Section } from '../../../shared/section.tsx';
import { useConnection } from '../../api-context.tsx';
import { OnlyToSee, useMay } from '../../permission.tsx';
import { BuildTable } from './build-table.tsx';
import { Previews } from './previews.tsx';
import { Saved, useUndoable } from './use-undoable.tsx';

type Patch = { isBackupOnByDefault?: boolean; liftedLimits?: string[]; buildTable?: object | null };

export function RestoreChoices() {
  const { api } = useConnection();
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api('getTenantChoices', { signal }) });
  const { set, undo, change } = useUndoable(KEY, (body: Patch) => api('setTenantChoices', { body }));
  return (
    <>
      <OnlyToSee permission="policy.manage" />
      <Loaded query={query}>
        {(choices) => (
          <>
            <Defaults choices={choices} isBusy={change.isPending} onSet={set} />
            <Previews />
            <BuildTable choices={choices} isBusy={change.isPending} onSet={set} />
          </>
        )}
      </Loaded>
      <Saved undo={undo} change={change} />
    </>
  );
}

export type ChoiceProps = {
  readonly choices: TenantChoices;
  readonly isBusy: boolean;
  readonly onSet: (next: Patch, before: Patch) => void;
};

function Defaults({ choices, isBusy, onSet }: ChoiceProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const mayChange = useMay('policy.manage') === true;
  const { isBackupOnByDefault, liftedLimits, liftable, waitingFlights } = choices;
  const lift = (ruleId: string, isLifted: boolean): void => {
    const others = liftedLimits.filter((it) => it !== ruleId);
    onSet({ liftedLimits: isLifted ? [...others, ruleId] : others }, { liftedLimits: [...liftedLimits] });
  };
  return (
    <>
      <Section title={t('settings.restore.byDefault')} purpose={t('settings.restore.byDefaultPurpose')}>
        <Switch
          label={t('settings.restore.isBackupOnByDefault')}
          checked={isBackupOnByDefault}
          disabled={!mayChange || isBusy}
          onChange={(_, { checked }) => onSet({ isBackupOnByDefault: checked }, { isBackupOnByDefault: !checked })}
        />
        <Text className={styles.quiet}>
          {t(isBackupOnByDefault ? 'settings.restore.defaultOn' : 'settings.restore.defaultOff')}
        </Text>
      </Section>
      <Section title={t('settings.restore.limits')} purpose={t('settings.restore.limitsPurpose')}>
        <div className={styles.limits}>
          {liftable.map(({ ruleId, title }) => (
            <Checkbox
              key={ruleId}
              label={title}
              checked={!liftedLimits.includes(ruleId)}
              disabled={!mayChange || isBusy}
              onChange={(_, { checked }) => lift(ruleId, checked !== true)}
            />
          ))}
        </div>
      </Section>
      {waitingFlights.length === 0 ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {t('settings.restore.waiting', { names: waitingFlights.map(({ name }) => name).join(', ') })}
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}

const KEY = ['tenant-choices'];

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
  limits: { display: 'grid', justifyItems: 'start' },
});
