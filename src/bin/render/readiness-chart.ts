// Horizontal bars as SVG, stacked where a bar has several parts. Widths are shares of the longest bar; what a part is, is said by its
// pattern and its label as well as by its colour, and the numbers stand in a table beside every chart.

import type { Verdict } from '../../domain/readiness/standing.ts';
import { escaped } from './readiness-page.ts';
import { number } from './readiness-words.ts';

export type Bar = {
  readonly label: string;
  readonly values: readonly { readonly kind: Verdict; readonly label: string; readonly value: number }[];
};

export function barChart(title: string, bars: readonly Bar[]): string {
  const longest = Math.max(1, ...bars.map(totalOf));
  const height = bars.length * ROW + LEGEND;
  const rows = bars.map((bar, index) => barSvg(bar, index * ROW, longest)).join('');
  const legend = bars[0]?.values.length === 1 ? '' : legendSvg(bars[0]?.values ?? [], bars.length * ROW + 6);
  const described = bars
    .map(({ label, values }) => `${label}: ${values.map((it) => `${it.label} ${number(it.value)}`).join(', ')}`)
    .join('; ');
  return `<figure><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(`${title}. ${described}.`)}">${rows}${legend}</svg><figcaption>${escaped(title)}</figcaption></figure>`;
}

const [WIDTH, LABEL, ROW, BAR, LEGEND] = [800, 250, 34, 20, 30];
const SCALE = WIDTH - LABEL - 80;

function barSvg(bar: Bar, top: number, longest: number): string {
  let left = LABEL;
  const parts = bar.values.map(({ kind, value }) => {
    const width = (SCALE * value) / longest;
    const part = `<rect class="${kind}" x="${left.toFixed(1)}" y="${top + 6}" width="${width.toFixed(1)}" height="${BAR}"/>`;
    left += width;
    return value === 0 ? '' : part;
  });
  const label = `<text x="${LABEL - 10}" y="${top + 21}" text-anchor="end">${escaped(bar.label)}</text>`;
  const [first] = bar.values;
  const shown =
    bar.values.length === 1 ? number(totalOf(bar)) : `${number(first?.value ?? 0)} of ${number(totalOf(bar))}`;
  return `${label}${parts.join('')}<text class="value" x="${(left + 8).toFixed(1)}" y="${top + 21}">${shown}</text>`;
}

function legendSvg(values: Bar['values'], top: number): string {
  return values
    .map(({ kind, label }, index) => {
      const left = LABEL + index * 130;
      return `<rect class="${kind}" x="${left}" y="${top}" width="14" height="14"/><text x="${left + 20}" y="${top + 12}">${escaped(label)}</text>`;
    })
    .join('');
}

function totalOf({ values }: Bar): number {
  return values.reduce((sum, { value }) => sum + value, 0);
}
