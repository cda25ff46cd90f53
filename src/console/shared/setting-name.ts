// What a setting is called in the reader's language, as that language's Windows calls it. Answers bring the English name, which
// stands wherever the language has none of its own. No hook: the names are there before the first page is, and stay.

import i18next from 'i18next';

/** Apart from the sentences, since ids are no path into them. */
export const SETTING_NAMES = 'settingNames';

export function settingName({ id, name }: { readonly id: string; readonly name: string }): string {
  const found: unknown = i18next.getResource(i18next.language, SETTING_NAMES, id, { keySeparator: false });
  return typeof found === 'string' ? found : name;
}
