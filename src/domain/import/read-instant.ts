// Points in time as exports write them. Intune's are UTC; the portal writes them in the form of whoever exported, so a date
// is only taken where its form leaves no doubt: 03/04/2026 is in March or in April, and then it is nobody's.

/** RFC 3339, or `undefined` where the text is no date or may be two. */
export function readInstant(text: string): string | undefined {
  const trimmed = text.trim();
  return readYearFirst(trimmed) ?? readYearLast(trimmed);
}

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AP]\.?M\.?)?\s*(Z|UTC|\+00:00)?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`, 'i');
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${TIME}$`, 'i');

function readYearFirst(text: string): string | undefined {
  const [, year, month, day, ...time] = YEAR_FIRST.exec(text) ?? [];
  return year === undefined ? undefined : instantOf([year, month, day], time);
}

/** With points the day comes first, with AM and PM the month; otherwise a number above 12 tells. */
function readYearLast(text: string): string | undefined {
  const [, first, separator, second, year, ...time] = YEAR_LAST.exec(text) ?? [];
  if (year === undefined) return undefined;
  const isAmerican = time[3] !== undefined || Number(second) > 12;
  const isDayFirst = separator === '.' || Number(first) > 12;
  if (isAmerican === isDayFirst && first !== second) return undefined;
  return isDayFirst ? instantOf([year, second, first], time) : instantOf([year, first, second], time);
}

type Texts = readonly (string | undefined)[];

function instantOf(
  [year, month, day]: Texts,
  [hour = '0', minute = '0', second = '0', half]: Texts,
): string | undefined {
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0);
  const [months, days] = [Number(month), Number(day)];
  const numbers = [Number(year), months - 1, days, hours, Number(minute), Number(second)] as const;
  const date = new Date(Date.UTC(...numbers));
  // 31 February and 25 o'clock are other dates then.
  const isReal = date.getUTCMonth() === months - 1 && date.getUTCDate() === days && Number(minute) < 60;
  return isReal && hours < 24 ? date.toISOString().replace('.000Z', 'Z') : undefined;
}
