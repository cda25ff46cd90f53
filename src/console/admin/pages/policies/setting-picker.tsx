// Chooses settings for a policy, by category or by search, as Intune's settings picker does. What is ticked is in the policy.

import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Checkbox,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  SearchBox,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingChoice } from './setting-choice.ts';
import { byCategory, useSettingWords } from './setting-words.ts';

type Props = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly choices: readonly SettingChoice[];
  readonly isChosen: (choice: SettingChoice) => boolean;
  readonly onToggle: (choice: SettingChoice) => void;
};

export function SettingPicker({ isOpen, onClose, choices, isChosen, onToggle }: Props) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const { titleOf, meaningOf, categoryOf } = useSettingWords();
  const wanted = search.trim().toLowerCase();
  const matching = choices.filter((it) =>
    [titleOf(it), it.title, meaningOf(it), it.node, categoryOf(it.categoryId)].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  );
  const categories = byCategory(matching);
  const [opened, setOpened] = useState<readonly string[]>([]);
  return (
    <OverlayDrawer
      open={isOpen}
      position="end"
      size="medium"
      aria-label={t('policies.picker.title')}
      onOpenChange={(_, { open }) => (open ? undefined : onClose())}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={t('policies.picker.close')}
              onClick={onClose}
            />
          }
        >
          {t('policies.picker.title')}
        </DrawerHeaderTitle>
        <SearchBox
          className={styles.search}
          placeholder={t('policies.picker.search')}
          aria-label={t('policies.picker.search')}
          value={search}
          onChange={(_, { value }) => setSearch(value)}
        />
        <Text role="status" className={styles.quiet}>
          {t('policies.picker.found', { count: matching.length })}
        </Text>
      </DrawerHeader>
      <DrawerBody>
        <Accordion
          multiple
          collapsible
          openItems={wanted === '' ? [...opened] : categories.map(([id]) => id)}
          onToggle={(_, { openItems }) => setOpened(openItems as readonly string[])}
        >
          {categories.map(([categoryId, members]) => (
            <AccordionItem key={categoryId} value={categoryId}>
              <AccordionHeader as="h3">
                {t('policies.picker.category', {
                  category: categoryOf(categoryId),
                  chosen: members.filter(isChosen).length,
                  total: members.length,
                })}
              </AccordionHeader>
              <AccordionPanel className={styles.settings}>
                {members.map((choice) => (
                  <div key={choice.id} className={styles.setting}>
                    <Checkbox
                      checked={isChosen(choice)}
                      onChange={() => onToggle(choice)}
                      label={titleOf(choice)}
                      aria-describedby={`meaning-${choice.id}`}
                    />
                    <Text id={`meaning-${choice.id}`} size={200} className={styles.meaning}>
                      {meaningOf(choice)}
                    </Text>
                  </div>
                ))}
              </AccordionPanel>
            </AccordionItem>
          ))}
        </Accordion>
      </DrawerBody>
      <DrawerFooter>
        <Button appearance="primary" onClick={onClose}>
          {t('policies.picker.done')}
        </Button>
      </DrawerFooter>
    </OverlayDrawer>
  );
}

const useStyles = makeStyles({
  search: { maxWidth: 'none', width: '100%' },
  quiet: { color: tokens.colorNeutralForeground2 },
  settings: { display: 'grid', rowGap: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalM },
  setting: { display: 'grid' },
  meaning: { color: tokens.colorNeutralForeground2, paddingInlineStart: '34px' },
});
