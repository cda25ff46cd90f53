// The sentences that a person reads, one JSON file for each language in locales/, and which of them are wanted here. A language is
// added by adding its file. Apart from i18n.ts so that the files can be on their way before anything else is.

const CATALOGS = import.meta.glob<Record<string, unknown>>('./locales/*.json', { import: 'default' });

export const LANGUAGES: readonly string[] = Object.keys(CATALOGS).map(languageOf).toSorted();

/** The language chosen here or else in the browser; what its catalog lacks is there in English. */
export async function loadCatalogs(): Promise<{ language: string; catalogs: Readonly<Record<string, object>> }> {
  const language = chosenLanguage();
  const wanted = [...new Set(['en', language])];
  const loaded = wanted.map(async (name) => [name, (await CATALOGS[`./locales/${name}.json`]?.()) ?? {}] as const);
  return { language, catalogs: Object.fromEntries(await Promise.all(loaded)) };
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
