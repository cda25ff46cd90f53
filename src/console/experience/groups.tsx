// What is included: a switch for each group that the person may choose, the organization's word beside what they may not.

import { makeStyles, MessageBar, MessageBarBody, Switch, Text, tokens } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BackupView, GroupView } from '../../protocol/experience.ts';
import { tell } from './agent.ts';

type Choice = Pick<GroupView, 'group' | 'isIncluded'>;

export function Groups({ backup: { groups } }: { readonly backup: BackupView }) {
  const styles = useStyles();
  const queries = useQueryClient();
  const choose = useMutation({
    mutationFn: (choice: Choice) => tell('/api/groups', choice),
    onSettled: () => queries.invalidateQueries({ queryKey: ['backup'] }),
  });
  return (
    <>
      <ul className={styles.groups}>
        {groups.map((each) => (
          <li key={each.group} className={styles.group}>
            {each.mayChoose ? (
              <Chosen view={each} isBusy={choose.isPending} onChoose={choose.mutate} />
            ) : (
              <Decided view={each} />
            )}
          </li>
        ))}
      </ul>
      {choose.error === null ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{choose.error.message}</MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}

type ChosenProps = {
  readonly view: GroupView;
  readonly isBusy: boolean;
  readonly onChoose: (choice: Choice) => void;
};

function Chosen({ view: { group, isIncluded, isHeldBack, policy }, isBusy, onChoose }: ChosenProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const hint = `left-out-${group}`;
  return (
    <>
      <Switch
        checked={isIncluded}
        disabled={isBusy}
        label={t(`experience.app.groups.${group}`)}
        {...(isHeldBack ? { 'aria-describedby': hint } : {})}
        onChange={(_, { checked }) => onChoose({ group, isIncluded: checked })}
      />
      {isHeldBack ? (
        <Text id={hint} className={styles.hint}>
          {policy === undefined ? t('experience.app.isLeftToYou') : t('experience.app.leftToYou', { policy })}
        </Text>
      ) : null}
    </>
  );
}

function Decided({ view: { group, policy } }: { readonly view: GroupView }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <>
      <span className={styles.decided}>
        <LockClosedRegular className={styles.lock} aria-hidden />
        <Text>{t(`experience.app.groups.${group}`)}</Text>
      </span>
      <Text className={styles.hint}>
        {policy === undefined ? t('experience.app.isLeftOut') : t('experience.app.leftOutBy', { policy })}
      </Text>
    </>
  );
}

/** The width of a switch with the space around it, so that all words begin alike. */
const BESIDE_SWITCH = '60px';

const useStyles = makeStyles({
  groups: { listStyleType: 'none', margin: 0, padding: 0 },
  group: {
    display: 'grid',
    justifyItems: 'start',
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  decided: { display: 'flex', alignItems: 'center', minHeight: '36px' },
  lock: { width: BESIDE_SWITCH, flexShrink: 0, fontSize: '20px', color: tokens.colorNeutralForeground2 },
  hint: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere', paddingInlineStart: BESIDE_SWITCH },
});
