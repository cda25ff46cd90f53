// What a setting is called and means, in the reader's language: Windows' own policies by their names in the catalog of sentences,
// settings of the backup catalog as the service names them.

import { useTranslation } from 'react-i18next';
import type { SettingChoice } from './setting-choice.ts';

export type SettingWords = Pick<SettingChoice, 'name' | 'title' | 'meaning'>;

export function useSettingWords() {
  const { t } = useTranslation();
  const titleOf = ({ name, title }: Pick<SettingChoice, 'name' | 'title'>): string =>
    t(`policies.settings.${name}.title`, { defaultValue: title });
  const meaningOf = ({ name, title }: SettingWords): string =>
    t(`policies.settings.${name}.meaning`, { defaultValue: t('policies.optInMeaning', { title }) });
  const categoryOf = (categoryId: string): string =>
    KINDS.includes(categoryId)
      ? t(`policies.kinds.${categoryId}`)
      : t('policies.alsoOf', { category: t(`experience.categories.${categoryId}`, { defaultValue: categoryId }) });
  return { titleOf, meaningOf, categoryOf };
}

/** Kinds of policies come first, then the categories of settings that may be asked for, each in the service's order. */
export function byCategory(
  choices: readonly SettingChoice[],
): readonly (readonly [string, readonly SettingChoice[]])[] {
  return [...Map.groupBy(choices, ({ categoryId }) => categoryId)];
}

const KINDS: readonly string[] = ['backup', 'restore', 'exclusion', 'companion'];
