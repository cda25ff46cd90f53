// One setting in a policy: what it means, what is chosen, and where a choice ends up on a device.

import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Checkbox,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FactList } from '../../fact-list.tsx';
import type { Chosen, SettingChoice, State } from './setting-choice.ts';
import { useSettingWords } from './setting-words.ts';

type Props = {
  readonly choice: SettingChoice;
  readonly chosen: Chosen;
  readonly isReadOnly: boolean;
  readonly onChange: (chosen: Chosen) => void;
  readonly onRemove: () => void;
};

export function SettingRow({ choice, chosen, isReadOnly, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { titleOf, meaningOf } = useSettingWords();
  const title = titleOf(choice);
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <Text weight="semibold">{title}</Text>
        <Text className={styles.quiet}>{meaningOf(choice)}</Text>
      </div>
      {isReadOnly ? null : (
        <Button
          className={styles.remove}
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={t('policies.removeSetting', { title })}
          onClick={onRemove}
        />
      )}
      <RadioGroup
        className={styles.wide}
        layout="horizontal"
        aria-label={title}
        value={chosen.state ?? ''}
        disabled={isReadOnly}
        onChange={(_, { value }) => onChange({ ...chosen, state: value as State })}
      >
        <Radio value="enabled" label={t('policies.states.enabled')} />
        <Radio value="disabled" label={t('policies.states.disabled')} />
      </RadioGroup>
      {chosen.state === undefined ? <Text role="alert">{t('policies.notUnderstood')}</Text> : null}
      {choice.override === undefined || chosen.state !== 'enabled' ? null : (
        <Checkbox
          className={styles.wide}
          checked={chosen.mayOverride}
          disabled={isReadOnly}
          label={t('policies.mayOverride')}
          onChange={(_, { checked }) => onChange({ ...chosen, mayOverride: checked === true })}
        />
      )}
      <Origin choice={choice} />
    </li>
  );
}

function Origin({ choice }: { readonly choice: SettingChoice }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { title, node, places } = choice;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('policies.origin.name'), title],
    ...(node === '' ? [] : [[t('policies.origin.node'), <code key="node">{node}</code>] as const]),
    ...places.map(
      ({ by, location, certainty }) =>
        [
          t(`policies.origin.${by}`),
          <span key={by}>
            <code>{location}</code>
            {certainty === 'inferred' ? ` ${t('policies.origin.inferred')}` : ''}
          </span>,
        ] as const,
    ),
  ];
  return (
    <Accordion collapsible className={styles.wide}>
      <AccordionItem value="origin">
        <AccordionHeader size="small">{t('policies.origin.title')}</AccordionHeader>
        <AccordionPanel>
          <FactList facts={facts} />
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { display: 'grid', rowGap: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
  remove: { alignSelf: 'start' },
  wide: { gridColumn: '1 / -1' },
});
