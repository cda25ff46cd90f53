// The restore page for groups: whom, whether, and what that means before it is saved. The one path to a pilot.

import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  Field,
  Input,
  makeStyles,
  OverlayDrawer,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Failed } from '../../../shared/page-states.tsx';
import { AssignmentsEditor, useTargetName } from '../policies/assignments.tsx';
import { isSame } from '../policies/graph-policy.ts';
import { LeaveGuard } from '../policies/leave-guard.tsx';
import { Overtaken } from '../policies/overtaken.tsx';
import { targetOf } from '../policies/targets.ts';
import { useDraft } from '../policies/use-draft.ts';
import {
  type Act,
  type Configuration,
  type ConfigurationDraft,
  create,
  draftOf,
  isStale,
  save,
  type State,
} from './configurations.ts';
import { Consequences } from './consequences.tsx';

type Props = {
  /** Left out: a new one. */
  readonly configuration: Configuration | undefined;
  readonly isSaving: boolean;
  /** Why it was not saved; being overtaken is told with the ways on. */
  readonly error: Error | null;
  readonly onSave: (act: Act) => void;
  readonly onClose: () => void;
};

const NEW = { '@odata.etag': '', displayName: '', state: 'enabled', assignments: [] } as const;

export function PilotDrawer({ configuration, isSaving, error, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const stored = configuration ?? NEW;
  const { base, draft, change, isDirty, isOvertaken, beginOn, keepMine } = useDraft<Stored, ConfigurationDraft>(
    stored,
    draftOf,
  );
  const suggested = useSuggestedName(draft);
  const named = { ...draft, displayName: draft.displayName.trim() || suggested };
  const isFor = draft.assignments.some((it) => targetOf(it).kind !== 'excludedGroup');
  const act = 'id' in base ? save(base, named) : create(named);
  const title = configuration === undefined ? t('restorePage.pilot.title') : configuration.displayName;
  return (
    <OverlayDrawer
      open
      position="end"
      size="large"
      aria-label={title}
      // What is not saved is closed by its buttons alone.
      onOpenChange={(_, { open }) => (open || isDirty ? undefined : onClose())}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={t('restorePage.pilot.close')}
              onClick={onClose}
            />
          }
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <div className={styles.sides}>
          <div className={styles.form}>
            <Text>{t('restorePage.pilot.purpose')}</Text>
            {isOvertaken ? (
              <Overtaken
                parts={differentParts(draftOf(base), draftOf(stored)).map((part) => t(`restorePage.parts.${part}`))}
                onTakeTheirs={() => beginOn(stored)}
                onKeepMine={keepMine}
              />
            ) : null}
            {error === null || isStale(error) ? null : <Failed error={error} onRetry={() => onSave(act)} />}
            <AssignmentsEditor
              assignments={draft.assignments}
              isReadOnly={false}
              onChange={(assignments) => change({ assignments })}
            />
            <Field label={t('restorePage.pilot.state')}>
              <RadioGroup value={draft.state} onChange={(_, { value }) => change({ state: value as State })}>
                <Radio value="enabled" label={t('restorePage.pilot.enabled')} />
                <Radio value="disabled" label={t('restorePage.pilot.disabled')} />
              </RadioGroup>
            </Field>
            <Field label={t('policies.name')}>
              <Input
                value={draft.displayName}
                placeholder={suggested}
                maxLength={256}
                onChange={(_, { value }) => change({ displayName: value })}
              />
            </Field>
          </div>
          {isFor ? (
            <Consequences
              change={{
                kind: 'restorePage',
                state: draft.state,
                assignments: [...draft.assignments],
                ...(configuration === undefined ? {} : { configurationId: configuration.id }),
              }}
            />
          ) : (
            <Text className={styles.quiet}>{t('restorePage.pilot.chooseFirst')}</Text>
          )}
        </div>
      </DrawerBody>
      <DrawerFooter>
        <Button
          appearance="primary"
          disabled={!isFor || isSaving || isOvertaken || !isDirty}
          onClick={() => onSave(act)}
        >
          {t('restorePage.save')}
        </Button>
        <Button onClick={onClose}>{t('restorePage.cancel')}</Button>
      </DrawerFooter>
      <LeaveGuard isDirty={isDirty && !isSaving} />
    </OverlayDrawer>
  );
}

type Stored = Configuration | typeof NEW;

function differentParts(one: ConfigurationDraft, other: ConfigurationDraft) {
  return (['displayName', 'state', 'assignments'] as const).filter((it) => !isSame(one[it], other[it]));
}

/** After the first group. */
function useSuggestedName({ assignments }: ConfigurationDraft): string {
  const first = assignments.find((it) => targetOf(it).kind !== 'excludedGroup');
  const nameOf = useTargetName(first === undefined ? [] : [first]);
  return first === undefined ? '' : nameOf(targetOf(first));
}

const useStyles = makeStyles({
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    paddingBottom: tokens.spacingVerticalL,
  },
  form: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXL },
  quiet: { color: tokens.colorNeutralForeground2 },
});
