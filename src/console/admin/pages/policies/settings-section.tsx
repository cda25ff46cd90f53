// The settings of a policy: what is chosen, by category, and the way to more of them.

import { Button, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../shared/page-states.tsx';
import type { Body } from './graph-policy.ts';
import { useSettingChoices } from './policy-queries.ts';
import { chosenIn, definitionIdOf, type SettingChoice, settingOf } from './setting-choice.ts';
import { SettingPicker } from './setting-picker.tsx';
import { SettingRow } from './setting-row.tsx';
import { byCategory, useSettingWords } from './setting-words.ts';

type Props = {
  readonly settings: readonly Body[];
  readonly onChange: (settings: readonly Body[]) => void;
  readonly isReadOnly: boolean;
};

export function SettingsSection(props: Props) {
  const query = useSettingChoices();
  return <Loaded query={query}>{(choices) => <Settings {...props} choices={choices} />}</Loaded>;
}

function Settings({ settings, onChange, isReadOnly, choices }: Props & { readonly choices: readonly SettingChoice[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [isPicking, setPicking] = useState(false);
  const { categoryOf } = useSettingWords();
  const settingFor = ({ id }: SettingChoice) => settings.find((it) => definitionIdOf(it) === id);
  const isChosen = (choice: SettingChoice) => settingFor(choice) !== undefined;
  const without = ({ id }: SettingChoice) => settings.filter((it) => definitionIdOf(it) !== id);
  const others = settings.filter((it) => !choices.some(({ id }) => id === definitionIdOf(it)));
  return (
    <>
      {settings.length === 0 ? <Text className={styles.quiet}>{t('policies.noSettings')}</Text> : null}
      {byCategory(choices.filter(isChosen)).map(([categoryId, members]) => (
        <section key={categoryId} aria-label={categoryOf(categoryId)}>
          <Text as="h3" weight="semibold" className={styles.heading}>
            {categoryOf(categoryId)}
          </Text>
          <ul className={styles.list}>
            {members.map((choice) => {
              const setting = settingFor(choice) ?? {};
              return (
                <SettingRow
                  key={choice.id}
                  choice={choice}
                  chosen={chosenIn(setting, choice)}
                  isReadOnly={isReadOnly}
                  onChange={(chosen) =>
                    onChange(settings.map((it) => (it === setting ? settingOf(choice, chosen, it) : it)))
                  }
                  onRemove={() => onChange(without(choice))}
                />
              );
            })}
          </ul>
        </section>
      ))}
      {others.length === 0 ? null : (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('policies.otherSettings', { count: others.length })}</MessageBarBody>
        </MessageBar>
      )}
      {isReadOnly ? null : (
        <div>
          <Button icon={<AddRegular />} onClick={() => setPicking(true)}>
            {t('policies.addSettings')}
          </Button>
        </div>
      )}
      <SettingPicker
        isOpen={isPicking}
        onClose={() => setPicking(false)}
        choices={choices}
        isChosen={isChosen}
        onToggle={(choice) =>
          onChange(
            isChosen(choice)
              ? without(choice)
              : [...settings, settingOf(choice, { state: 'enabled', mayOverride: false })],
          )
        }
      />
    </>
  );
}

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  heading: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
});
