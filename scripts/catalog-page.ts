// Writes docs/catalog.md from the catalog: `node bin/run.mjs scripts/catalog-page.ts`. A test keeps the committed page equal.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { catalog } from '../src/domain/catalog/catalog.ts';
import type { Category } from '../src/domain/catalog/category.ts';
import { LEFT_OUT } from '../src/domain/catalog/left-out.ts';
import { MANAGED } from '../src/domain/catalog/managed-by.ts';
import { OFFICIAL } from '../src/domain/catalog/official/official.ts';
import type { Answer, OfficialGroup, Support } from '../src/domain/catalog/official/official-row.ts';
import { REASONS } from '../src/domain/catalog/reasons.ts';
import { type Condition, locationName, type Setting } from '../src/domain/catalog/setting.ts';
import type { BuildRange } from '../src/domain/device/windows-build.ts';

export const CATALOG_PAGE = join(import.meta.dirname, '../docs/catalog.md');

export function catalogPage(): string {
  const count = catalog.categories.reduce((sum, category) => sum + category.settings.length, 0);
  const all = catalog.categories.flatMap((category) => category.settings);
  const requested = all.filter((setting) => setting.optIn === true).length;
  const elevated = all.filter((setting) => setting.elevated === true).length;
  return `# The catalog

<!-- Written by scripts/catalog-page.ts from src/domain/catalog: change a setting there, then run the script. -->

The ${count} settings that Keepsake can back up and give back, in catalog version ${catalog.version}. Nothing else of a profile is ever
read into a snapshot: no whole keys, no secrets, no histories, nothing from which Windows starts a program. Beside them:
[Microsoft's own catalogue with the answer to each of its rows](#microsofts-catalogue-row-by-row), and
[what is left out and why](#what-is-left-out).

**Passwords and other secrets never travel**: no Wi-Fi pass phrase, VPN password, certificate, token or saved credential, nor the lists
they stand in. That is true by default and can not be switched on. A deny-list holds it even where a future catalog would not:
its places are neither read by a capture nor written by a restore.

Places, types and defaults were checked against registry hives of real Windows installations, not on a running Windows.

- **Where**: \`HKCU\` is the person's NTUSER.DAT, \`HKCU\\Software\\Classes\` is UsrClass.dat. What only a running Windows hands
  out is at the name of its API.
- **Default**: what Windows has when nobody chose. A value equal to it needs no restoring. Where no default is named, nobody
  knows it for certain, and every present value travels.
- **On request**: ${requested} of the settings travel only where an administrator asked for them by name. ${elevated} of these are the
  machine's (\`HKLM\`): only an elevated agent on the running device reads or writes them, never a restore onto a profile on disk.
- **Managed**: where one of ${MANAGED.length} policies of Windows decides a setting on the target, a restore leaves it alone and says which policy.
- **Only if**: what must hold for the setting to be applied. Settings of one *group* change together or not at all. A setting
  that is *a part* shares its value with others, which stay as the target has them.

${catalog.categories.map((category) => `- [${category.name}](#${anchor(category.name)}): ${category.settings.length}`).join('\n')}

${catalog.categories.map(section).join('\n')}
${officialSection()}
${leftOutSection()}`;
}

function section({ name, description, settings }: Category): string {
  return `## ${name}

${description}

| Setting | Where | Default | Only if |
|---|---|---|---|
${settings.map(row).join('\n')}
`;
}

function row(setting: Setting): string {
  const cells = [
    `${setting.name}<br>\`${setting.id}\``,
    `\`${locationName(setting.at)}\``,
    defaults(setting),
    onlyIf(setting),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function defaults({ defaults: all, codec }: Setting): string {
  return all.map(({ builds, value }) => [codec.describe(value), ...rangeWords(builds)].join(', ')).join('; ');
}

function onlyIf(setting: Setting): string {
  return [
    ...(setting.optIn === true ? ['an administrator asked for it'] : []),
    ...(setting.elevated === true ? ['the agent is elevated'] : []),
    ...rangeWords(setting.builds),
    ...(setting.conditions ?? []).map((condition) => CONDITION_WORDS[condition]),
    ...(setting.group === undefined ? [] : [`group \`${setting.group}\``]),
    ...(setting.codec.shared ? ['a part'] : []),
    ...(setting.at.kind === 'windows' ? ['both Windows are running'] : []),
    ...(setting.chosenByWindows === undefined ? [] : ['the person and not Windows chooses it']),
  ].join('; ');
}

const CONDITION_WORDS: Record<Condition, string> = {
  sameRelease: 'saved on the same Windows release',
  sameScaling: 'saved at the same display scaling',
  'neverWeaker:denyIsStricter': 'no less strict than the target',
  'neverWeaker:higherIsStricter': 'no less strict than the target',
  'neverWeaker:lowerIsStricter': 'no less strict than the target',
};

function officialSection(): string {
  const pages = [...Map.groupBy(OFFICIAL, (group) => group.page)];
  return `## Microsoft's catalogue, row by row

What Windows' own backup covers, as Microsoft's catalogue of 2025-04-22 lists it, with what roams beside it; and Keepsake's answer.
**Carried** are rows that a setting holds, also in part; the others stay behind for the reason given.

| Page | Rows | Carried | Staying behind |
|---|---|---|---|
${pages.map(([page, groups]) => `| ${page} | ${countCells(groups)} |`).join('\n')}
| **All** | ${countCells(OFFICIAL)} |

${pages.map(([page, groups]) => officialPage(page, groups)).join('\n')}`;
}

function countCells(groups: readonly OfficialGroup[]): string {
  const answers = groups.flatMap((group) => group.rows.map((each) => each.answer));
  const carried = answers.filter((answer) => 'settings' in answer).length;
  return `${answers.length} | ${carried} | ${answers.length - carried}`;
}

function officialPage(page: string, groups: readonly OfficialGroup[]): string {
  const rows = groups.flatMap((group) =>
    group.rows.map(({ name, answer }) => {
      const where = group.group === '' ? name : `${group.group} › ${name}`;
      return `| ${where} | ${SUPPORT[group.windows11]} | ${SUPPORT[group.windows10]} | ${answerWords(answer)} |`;
    }),
  );
  return `### ${page}, as Microsoft lists it

| Row | Windows 11 | Windows 10 | Keepsake |
|---|---|---|---|
${rows.join('\n')}
`;
}

const SUPPORT: Record<Support, string> = { yes: 'yes', no: 'no', unlisted: '–', until23H2: 'until 23H2' };

function answerWords(answer: Answer): string {
  if ('reason' in answer) return `*${answer.reason}*: ${answer.because}`;
  const named = answer.settings.slice(0, NAMED_MAX).map((id) => `\`${id}\``);
  const more = answer.settings.length - named.length;
  const list = more > 0 ? [...named, `${more} more like these`] : named;
  return [
    `${list.join(', ')}${answer.but === undefined ? '' : '.'}`,
    ...(answer.but === undefined ? [] : [answer.but]),
  ].join(' ');
}

/** A row that a whole group carries names its first few settings. */
const NAMED_MAX = 6;

function leftOutSection(): string {
  const byReason = Map.groupBy(LEFT_OUT, (item) => item.reason);
  return `## What is left out

Settings that are known and stay behind, each with its reason.

| Reason | What it means |
|---|---|
${Object.entries(REASONS)
  .map(([reason, words]) => `| *${reason}* | ${words} |`)
  .join('\n')}

| Setting | Reason | Here |
|---|---|---|
${[...byReason.values()]
  .flat()
  .map(({ id, reason, because }) => `| \`${id}\` | *${reason}* | ${because} |`)
  .join('\n')}
`;
}

function rangeWords(range: BuildRange | undefined): readonly string[] {
  if (range?.from !== undefined && range.to !== undefined) return [`builds ${range.from} to ${range.to}`];
  if (range?.from !== undefined) return [`build ${range.from} or later`];
  return range?.to === undefined ? [] : [`build ${range.to} or earlier`];
}

/** As GitHub and most renderers make one of a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}

if (process.argv[1] === import.meta.filename) writeFileSync(CATALOG_PAGE, catalogPage());
