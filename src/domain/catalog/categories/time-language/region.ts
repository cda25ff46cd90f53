// Country or region, and the regional format. All defaults follow the language Windows was installed in, so none is named and
// whatever is present travels.

import { decimalChoice, decimalText } from '../../codecs/number.ts';
import { text } from '../../codecs/text.ts';
import { setting, since, together } from '../../entry.ts';
import { INTERNATIONAL, user } from '../../places.ts';
import type { Codec, Setting } from '../../setting.ts';

const GEO = `${INTERNATIONAL}\\Geo`;

/** `de-DE`, `zh-Hans-CN`, `de-DE_phoneb`. */
const LOCALE = text({ pattern: /^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,8}$/ });
/** `00000407`. */
const LCID = text({ pattern: /^[\dA-Fa-f]{8}$/ });
/** `US`, or `150` for Europe. */
const COUNTRY = text({ pattern: /^(?:[A-Za-z]{2}|\d{3})$/ });
/** Windows itself allows no more than 80 characters in any of these. */
const FORMAT = text({ pattern: /^\P{Cc}{0,80}$/u });
const NUMBER = decimalText({}, { min: 0, max: 99_999 });
const YES_NO = decimalChoice({ 0: 'no', 1: 'yes' });
const DAYS = { 0: 'Monday', 1: 'Tuesday', 2: 'Wednesday', 3: 'Thursday', 4: 'Friday', 5: 'Saturday', 6: 'Sunday' };

// biome-ignore format: one setting a line
export const region: readonly Setting[] = [
  ...together('geo', [
    setting('language.region.geoId', 'Country or region', user(GEO, 'Nation'), decimalText({}, { min: 0, max: 0x7fff_ffff })),
    ...since(16299, [
      setting('language.region.geoName', 'Country or region (code)', user(GEO, 'Name'), COUNTRY),
    ]),
  ]),
  // Windows derives some of these from others and all from the locale, so one of them alone would make a mix.
  ...together('regional', [
    setting('language.region.locale', 'Regional format', user(INTERNATIONAL, 'LocaleName'), LOCALE),
    setting('language.region.lcid', 'Regional format (number)', user(INTERNATIONAL, 'Locale'), LCID),
    format('sShortDate', 'Short date'),
    format('sLongDate', 'Long date'),
    format('sYearMonth', 'Year and month'),
    format('sShortTime', 'Short time'),
    format('sTimeFormat', 'Long time'),
    format('s1159', 'AM symbol'),
    format('s2359', 'PM symbol'),
    format('sDate', 'Date separator'),
    format('sTime', 'Time separator'),
    format('iDate', 'Date order', decimalChoice({ 0: 'month, day, year', 1: 'day, month, year', 2: 'year, month, day' })),
    format('iTime', '24-hour clock', YES_NO),
    format('iTLZero', 'Leading zero in hours', YES_NO),
    format('iTimePrefix', 'AM or PM before the time', YES_NO),
    format('iFirstDayOfWeek', 'First day of week', decimalChoice(DAYS)),
    format('iFirstWeekOfYear', 'First week of year', decimalChoice({ 0: 'with January 1', 1: 'first full week', 2: 'first with four days' })),
    format('iCalendarType', 'Calendar', NUMBER),
    format('sDecimal', 'Decimal symbol'),
    format('sThousand', 'Digit grouping symbol'),
    format('sGrouping', 'Digit grouping'),
    format('sList', 'List separator'),
    format('iDigits', 'Digits after the decimal', NUMBER),
    format('iLZero', 'Display leading zeros', YES_NO),
    format('iNegNumber', 'Negative number format', NUMBER),
    format('sNegativeSign', 'Negative sign'),
    format('sPositiveSign', 'Positive sign'),
    format('sNativeDigits', 'Standard digits'),
    format('NumShape', 'Use native digits', decimalChoice({ 0: 'by context', 1: 'never', 2: 'national' })),
    format('iMeasure', 'Measurement system', decimalChoice({ 0: 'metric', 1: 'U.S.' })),
    format('iPaperSize', 'Default paper size', NUMBER),
    format('sCurrency', 'Currency symbol'),
    format('iCurrency', 'Positive currency format', NUMBER),
    format('iNegCurr', 'Negative currency format', NUMBER),
    format('iCurrDigits', 'Digits after the decimal in currency', NUMBER),
    format('sMonDecimalSep', 'Decimal symbol in currency'),
    format('sMonThousandSep', 'Digit grouping symbol in currency'),
    format('sMonGrouping', 'Digit grouping in currency'),
    format('iCountry', 'Country code', NUMBER),
    format('sLanguage', 'Language abbreviation'),
    format('sCountry', 'Country name'),
  ]),
];

function format(value: string, name: string, codec: Codec = FORMAT): Setting {
  return setting(`language.format.${value}`, name, user(INTERNATIONAL, value), codec);
}
