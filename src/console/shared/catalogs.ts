// The sentences that a person reads, one JSON file for each language in locales/, and which of them are wanted here. A language is
// added by adding its file; further ones in setting-names/ and setting-values/ say what Windows calls its settings and what they
// are set to in that language, which answers bring in English. Apart from i18n.ts so that the files can be on their way before anything else is.

const CATALOGS = import.meta.glob<Record<string, unknown>>('./locales/*.json', { import: 'default' });
type Words = Readonly<Record<string, string>>;
const SETTING_NAMES = import.meta.glob<Words>('./setting-names/*.json', { import: 'default' });
const SETTING_VALUES = import.meta.glob<Words>('./setting-values/*.json', { import: 'default' });

export const LANGUAGES: readonly string[] = Object.keys(CATALOGS).map(languageOf).toSorted();

type Loaded = {
  readonly language: string;
  readonly catalogs: Readonly<Record<string, object>>;
  /** By the id of the setting. */
  readonly settingNames: Words;
  /** By the English words. */
  readonly settingValues: Words;
};

/** The language chosen here or else in the browser; what its catalog lacks is there in English. */
export async function loadCatalogs(): Promise<Loaded> {
  const language = chosenLanguage();
  const wanted = [...new Set(['en', language])];
  const loaded = wanted.map(async (name) => [name, (await CATALOGS[`./locales/${name}.json`]?.()) ?? {}] as const);
  const [settingNames = {}, settingValues = {}, ...catalogs] = await Promise.all([
    SETTING_NAMES[`./setting-names/${language}.json`]?.(),
    SETTING_VALUES[`./setting-values/${language}.json`]?.(),
    ...loaded,
  ]);
  return { language, catalogs: Object.fromEntries(catalogs), settingNames, settingValues };
}

export function chooseLanguage(language: string): void {
  localStorage.setItem(KEY, language);
  location.reload();
}

function chosenLanguage(): string {
  const wanted = [localStorage.getItem(KEY) ?? '', ...navigator.languages];
  return wanted.map((it) => it.split('-')[0] ?? '').find((it) => LANGUAGES.includes(it)) ?? 'en';
}

function languageOf(path: string): string {
  return path.replace(/^.*\/|\.json$/g, '');
}

const KEY = 'keepsake.language';
