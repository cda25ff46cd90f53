// Lines of CSV (RFC 4180) for a spreadsheet. What it would take for a formula is shown to it as text: names of devices and
// people are somebody else's words, and none of them may run in an administrator's spreadsheet.

/** Begins a file, so that spreadsheets know its encoding. */
export const UTF8_MARK = '\ufeff';
export const CSV_TYPE = 'text/csv;charset=utf-8';

export function csvLine(values: readonly (string | number)[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Also after spaces, and in the wide forms that spreadsheets of East Asian languages take for the same. */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/u;
