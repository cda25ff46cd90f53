// Who is offered a restore during setup, in the order in which it is asked: configurations for groups, then everybody else.

import {
  Button,
  Card,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Subtitle2,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/i18n.ts';
import { AssignedTo } from '../policies/assigned-to.tsx';
import type { Question } from './change-dialog.tsx';
import { type Act, type Configuration, isDefault, move, remove, setState } from './configurations.ts';
import { StateBadge } from './state-badge.tsx';

type Props = {
  readonly configurations: readonly Configuration[];
  readonly isReadOnly: boolean;
  readonly onAsk: (question: Question) => void;
  readonly onAct: (act: Act) => void;
  readonly onEdit: (id: string) => void;
};

export function ConfigurationList({ configurations, ...props }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const groups = configurations.filter((it) => !isDefault(it));
  return (
    <ol className={styles.list} aria-label={t('restorePage.order')}>
      {configurations.map((it) => (
        <li key={it.id}>
          {isDefault(it) ? (
            <Everybody configuration={it} hasGroups={groups.length > 0} {...props} />
          ) : (
            <ForGroups configuration={it} count={groups.length} {...props} />
          )}
        </li>
      ))}
    </ol>
  );
}

type RowProps = Omit<Props, 'configurations'> & { readonly configuration: Configuration };

function ForGroups(props: RowProps & { readonly count: number }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { configuration, isReadOnly } = props;
  const { displayName } = configuration;
  return (
    <Card className={styles.row} role="group" aria-label={displayName}>
      <div className={styles.words}>
        <Subtitle2 as="h3" className={styles.heading}>
          {displayName}
        </Subtitle2>
        <Text className={styles.quiet}>
          {t('restorePage.for')} <AssignedTo of={configuration} />
        </Text>
      </div>
      <div className={styles.side}>
        <StateBadge state={configuration.state} />
        {isReadOnly ? null : <GroupActs {...props} />}
      </div>
    </Card>
  );
}

function GroupActs({ configuration, count, onAsk, onAct, onEdit }: RowProps & { readonly count: number }) {
  const { t } = useTranslation();
  const { id, displayName, priority } = configuration;
  const removal: Question = {
    title: t('restorePage.remove.title', { name: displayName }),
    text: t('restorePage.remove.text'),
    confirm: t('restorePage.remove.confirm'),
    change: { kind: 'remove', objectId: id },
    act: remove(configuration),
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label={t('policies.actsOf', { name: displayName })}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => onEdit(id)}>{t('restorePage.edit')}</MenuItem>
          {priority > 1 ? (
            <MenuItem onClick={() => onAct(move(configuration, priority - 1))}>{t('restorePage.earlier')}</MenuItem>
          ) : null}
          {priority < count ? (
            <MenuItem onClick={() => onAct(move(configuration, priority + 1))}>{t('restorePage.later')}</MenuItem>
          ) : null}
          <MenuItem onClick={() => onAsk(removal)}>{t('restorePage.remove.act')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Everybody({ configuration, hasGroups, isReadOnly, onAsk }: RowProps & { readonly hasGroups: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, lastModifiedDateTime: at } = configuration;
  const ask = (next: 'enabled' | 'disabled'): void =>
    onAsk({
      title: t(next === 'enabled' ? 'restorePage.confirmOn' : 'restorePage.confirmOff'),
      text: t(next === 'enabled' ? 'restorePage.confirmOnText' : 'restorePage.confirmOffText'),
      confirm: t('restorePage.save'),
      change: { kind: 'restorePage', state: next },
      act: setState(configuration, next),
    });
  const title = t(hasGroups ? 'restorePage.everybodyElse' : 'restorePage.everybody');
  return (
    <Card className={styles.row} role="group" aria-label={title}>
      <div className={styles.words}>
        <Subtitle2 as="h3" className={styles.heading}>
          {title}
        </Subtitle2>
        <Text>{t(`restorePage.states.${state}`)}</Text>
        <Text className={styles.quiet}>
          {at.startsWith('0001') ? t('restorePage.never') : t('restorePage.changed', { when: dateTime(at) })}
        </Text>
      </div>
      <div className={styles.side}>
        <Switch
          checked={state === 'enabled'}
          disabled={isReadOnly}
          label={t('restorePage.label')}
          labelPosition="before"
          onChange={(_, { checked }) => ask(checked ? 'enabled' : 'disabled')}
        />
      </div>
    </Card>
  );
}

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalM,
  },
  row: {
    display: 'flex',
    flexDirection: 'row',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXL,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
  },
  words: { display: 'grid', rowGap: tokens.spacingVerticalXXS, flex: '1 1 260px', minWidth: 0 },
  heading: { margin: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  side: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
});
