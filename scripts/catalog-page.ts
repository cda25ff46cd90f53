// Writes docs/catalog.md from the catalog: `node bin/run.mjs scripts/catalog-page.ts`. A test keeps the committed page equal.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { catalog } from '../src/domain/catalog/catalog.ts';
import type { Category } from '../src/domain/catalog/category.ts';
import { type Condition, locationName, type Setting } from '../src/domain/catalog/setting.ts';
import type { BuildRange } from '../src/domain/device/windows-build.ts';

export const CATALOG_PAGE = join(import.meta.dirname, '../docs/catalog.md');

export function catalogPage(): string {
  const count = catalog.categories.reduce((sum, category) => sum + category.settings.length, 0);
  return `# The catalog

<!-- Written by scripts/catalog-page.ts from src/domain/catalog: change a setting there, then run the script. -->

The ${count} settings that Keepsake can back up and give back, in catalog version ${catalog.version}. Nothing else of a profile is ever
read into a snapshot: no whole keys, no secrets, no histories, nothing from which Windows starts a program.

- **Where**: \`HKCU\` is the person's NTUSER.DAT, \`HKCU\\Software\\Classes\` is UsrClass.dat.
- **Default**: what Windows has when nobody chose. A value equal to it needs no restoring. Where no default is named, nobody
  knows it for certain, and every present value travels.
- **Only if**: what must hold for the setting to be applied. Settings of one *group* change together or not at all. A setting
  that is *a part* shares its value with others, which stay as the target has them.

${catalog.categories.map((category) => `- [${category.name}](#${anchor(category.name)}): ${category.settings.length}`).join('\n')}

${catalog.categories.map(section).join('\n')}`;
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
  ].join('; ');
}

const CONDITION_WORDS: Record<Condition, string> = {
  sameRelease: 'saved on the same Windows release',
  sameScaling: 'saved at the same display scaling',
  'neverWeaker:denyIsStricter': 'no less strict than the target',
  'neverWeaker:higherIsStricter': 'no less strict than the target',
  'neverWeaker:lowerIsStricter': 'no less strict than the target',
};

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

if (import.meta.main) writeFileSync(CATALOG_PAGE, catalogPage());
