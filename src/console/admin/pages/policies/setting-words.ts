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

/** Kinds of policies, then the categories of settings that may be asked for; in each what concerns all of it first. */
export function byCategory(
  choices: readonly SettingChoice[],
): readonly (readonly [categoryId: string, members: readonly SettingChoice[]])[] {
  const rank = (categoryId: string) => (KINDS.includes(categoryId) ? KINDS.indexOf(categoryId) : KINDS.length);
  return [...Map.groupBy(choices, ({ categoryId }) => categoryId)]
    .map(([categoryId, members]) => [categoryId, members.toSorted(wholeFirst)] as const)
    .toSorted(([one], [other]) => rank(one) - rank(other));
}

function wholeFirst(one: SettingChoice, other: SettingChoice): number {
  return Number(isWhole(other)) - Number(isWhole(one));
}

/** A policy about everything in its category. */
function isWhole({ name, categoryId }: SettingChoice): boolean {
  return name === 'DisableSettingSync' || name === `OptIn_${categoryId.replaceAll('-', '_')}`;
}

const KINDS: readonly string[] = ['backup', 'restore', 'exclusion', 'companion'];
