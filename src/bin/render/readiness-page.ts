// The frame of an HTML report and its few elements. Every text is escaped; the page may load and run nothing.

import type { Cell } from './table.ts';
import { number } from './readiness-words.ts';

export function page(title: string, parts: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${parts.join('\n')}
</main>
</body>
</html>
`;
}

export function heading(level: 2 | 3, text: string): string {
  return `<h${level}>${escaped(text)}</h${level}>`;
}

export function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
}

/** Numbers to the right, and what stands above them. */
export function htmlTable(caption: string, header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell): string =>
    typeof value === 'number' ? `<td class="number">${number(value)}</td>` : `<td>${escaped(value)}</td>`;
  const columnHead = (title: string, at: number): string =>
    `<th scope="col"${typeof rows[0]?.[at] === 'number' ? ' class="number"' : ''}>${escaped(title)}</th>`;
  const head = header.map(columnHead).join('');
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  return `<div class="table"><table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { --ink: #1b1b1f; --soft: #5c5c66; --paper: #ffffff; --line: #dcdce2; --head: #f4f5f8;
  --eligible: #107c41; --unknown: #8f8f99; --ineligible: #bc4b1a; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececf1; --soft: #a9a9b4; --paper: #18181c; --line: #3a3a42; --head: #232329;
  --eligible: #54b884; --unknown: #8a8a94; --ineligible: #ee8a5c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 "Segoe UI", system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; font-weight: 600; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; font-weight: 600; margin: 2.75rem 0 .5rem; padding-top: .9rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; font-weight: 600; margin: 1.75rem 0 .5rem; }
.lead { font-size: 1.1rem; color: var(--soft); margin: 0; }
.small { color: var(--soft); font-size: .85rem; }
figure { margin: 1rem 0; } figcaption { color: var(--soft); font-size: .85rem; }
svg { width: 100%; height: auto; } svg text { fill: var(--ink); font: 13px "Segoe UI", system-ui, sans-serif; }
svg .value { fill: var(--soft); } rect.eligible { fill: var(--eligible); } rect.unknown { fill: var(--unknown); }
rect.ineligible { fill: var(--ineligible); } rect { stroke: var(--paper); stroke-width: 1; }
.table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); font-size: .85rem; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; background: var(--head); padding-left: .4rem; } td:first-child { padding-left: .4rem; }
th.number, td.number { text-align: right; padding-right: 1rem; } td.number { white-space: nowrap; }
ol.plan { padding-left: 1.4rem; } ol.plan li { margin: .6rem 0; padding-left: .3rem; }
.fix { display: block; } .gain { display: block; color: var(--soft); font-size: .85rem; }
@media print { :root { --ink: #000; --soft: #444; --paper: #fff; --line: #bbb; --head: #fff;
  --eligible: #107c41; --unknown: #8f8f99; --ineligible: #bc4b1a; } main { max-width: none; padding: 0; }
  body { font-size: 10pt; } h2, h3 { break-after: avoid; } tr, figure, li { break-inside: avoid; }
  rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; } thead { display: table-header-group; } }
`;
