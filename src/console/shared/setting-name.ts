// What a setting is called, and what it is set to, in the reader's language, as that language's Windows says it. Answers bring the
// English words, which stand wherever the language has none of its own: numbers, texts and what is made of them above all.
// No hook: the words are there before the first page is, and stay.

import i18next from 'i18next';

/** Apart from the sentences, since the dots in ids are no path. */
export const SETTING_NAMES = 'settingNames';
export const SETTING_VALUES = 'settingValues';

/** The names that this language has of its own, by the ids of the settings. */
export function ownSettingNames(): Readonly<Record<string, string>> {
  return i18next.getResourceBundle(i18next.language, SETTING_NAMES) as Readonly<Record<string, string>>;
}

export function settingName({ id, name }: { readonly id: string; readonly name: string }): string {
  return ownSettingNames()[id] ?? name;
}

/** Of the words for a value. */
export function settingValue(words: string): string {
  const own = i18next.getResourceBundle(i18next.language, SETTING_VALUES) as Readonly<Record<string, string>>;
  return own[words] ?? words;
}
