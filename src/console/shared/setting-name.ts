// What a setting is called in the reader's language, as that language's Windows calls it. Answers bring the English name, which
// stands wherever the language has none of its own. No hook: the names are there before the first page is, and stay.

import i18next from 'i18next';

/** Apart from the sentences, since the dots in ids are no path. */
export const SETTING_NAMES = 'settingNames';

/** The names that this language has of its own, by the ids of the settings. */
export function ownSettingNames(): Readonly<Record<string, string>> {
  return i18next.getResourceBundle(i18next.language, SETTING_NAMES) as Readonly<Record<string, string>>;
}

export function settingName({ id, name }: { readonly id: string; readonly name: string }): string {
  return ownSettingNames()[id] ?? name;
}
