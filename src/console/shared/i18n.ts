// Every sentence that a person reads comes from a catalog (catalogs.ts). Dates and numbers follow the chosen language.

import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { loadCatalogs } from './catalogs.ts';
import { SETTING_NAMES, SETTING_VALUES } from './setting-name.ts';

export async function startI18n(): Promise<void> {
  const { language, catalogs, settingNames, settingValues } = await loadCatalogs();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: Object.fromEntries(Object.entries(catalogs).map(([name, translation]) => [name, { translation }])),
    interpolation: { escapeValue: false },
  });
  i18next.addResourceBundle(language, SETTING_NAMES, settingNames);
  i18next.addResourceBundle(language, SETTING_VALUES, settingValues);
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}

/** `3 hours ago`, `in 2 days`. */
export function relativeTime(instant: string, now: number): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(i18next.language, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

export function dateTime(instant: string): string {
  return new Intl.DateTimeFormat(i18next.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    Date.parse(instant),
  );
}

export function wholeNumber(value: number): string {
  return new Intl.NumberFormat(i18next.language).format(value);
}

/** `2.4 kB`, `800 bytes`: powers of 1000, as in file managers. */
export function fileSize(bytes: number): string {
  const [unit, size] = SIZES.find(([, length]) => bytes >= length) ?? (['byte', 1] as const);
  const unitDisplay = size === 1 ? 'long' : 'short';
  const format = { style: 'unit', unit, unitDisplay, maximumFractionDigits: size === 1 ? 0 : 1 } as const;
  return new Intl.NumberFormat(i18next.language, format).format(bytes / size);
}

/** `97 %`. */
export function percent(share: number): string {
  return new Intl.NumberFormat(i18next.language, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** `12 min`. */
export function minutes(value: number): string {
  const format = { style: 'unit', unit: 'minute', maximumFractionDigits: value < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(i18next.language, format).format(value);
}

/** `14 Mar`, of a day such as `2026-03-14`. */
export function dayOf(day: string): string {
  const at = Date.parse(day);
  if (Number.isNaN(at)) return day;
  return new Intl.DateTimeFormat(i18next.language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at);
}

const SIZES = [
  ['megabyte', 1_000_000],
  ['kilobyte', 1000],
] as const;
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
