// What a setting is called and means, in the reader's language: Windows' own policies, and those that ask for a group of settings,
// by their names in the catalog of sentences; those that ask for one setting or a whole category as these are called.

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CATEGORY_IDS } from '../../../../domain/catalog/category.ts';
import { optInName } from '../../../../domain/policy/opt-in-name.ts';
import { ownSettingNames } from '../../../shared/setting-name.ts';
import type { SettingChoice } from './setting-choice.ts';

export type SettingWords = Pick<SettingChoice, 'name' | 'title' | 'meaning'>;

export function useSettingWords() {
  const { t } = useTranslation();
  const settings = useMemo(() => byPolicy(Object.entries(ownSettingNames())), []);
  const categories = useMemo(
    () => byPolicy(CATEGORY_IDS.map((id) => [id, t('policies.allOf', { category: t(`experience.categories.${id}`) })])),
    [t],
  );
  const titleOf = ({ name, title }: Pick<SettingChoice, 'name' | 'title'>): string =>
    t(`policies.settings.${name}.title`, { defaultValue: categories.get(name) ?? settings.get(name) ?? title });
  const meaningOf = ({ name, title }: SettingWords): string =>
    t(`policies.settings.${name}.meaning`, {
      defaultValue: t('policies.optInMeaning', { title: titleOf({ name, title }) }),
    });
  const categoryOf = (categoryId: string): string =>
    KINDS.includes(categoryId)
      ? t(`policies.kinds.${categoryId}`)
      : t('policies.alsoOf', { category: t(`experience.categories.${categoryId}`, { defaultValue: categoryId }) });
  return { titleOf, meaningOf, categoryOf };
}

/** What is asked for, by the name of the policy that asks for it. */
function byPolicy(named: readonly (readonly [id: string, name: string])[]): ReadonlyMap<string, string> {
  return new Map(named.map(([id, name]) => [optInName(id), name]));
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
  return name === 'DisableSettingSync' || name === optInName(categoryId);
}

const KINDS: readonly string[] = ['backup', 'restore', 'exclusion', 'companion'];
