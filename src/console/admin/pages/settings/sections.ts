// The parts of an organization's settings, as its address names them.

export const SETTINGS_SECTIONS = ['identity', 'keys', 'retention', 'access', 'restore'] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];
export type SettingsSearch = { readonly section?: SettingsSection | undefined };

export function settingsSearch({ section }: Readonly<Record<string, unknown>>): SettingsSearch {
  const known = SETTINGS_SECTIONS.find((it) => it === section);
  return known === undefined ? {} : { section: known };
}
