import { Command } from 'commander';
import { catalog, settingsById } from '../../domain/catalog/catalog.ts';
import { locationName, type Setting } from '../../domain/catalog/setting.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { bold, outputOf, withJson } from '../output.ts';
import { count } from '../render/table.ts';
import { categoryId } from './profile-options.ts';

type Options = { readonly category: readonly string[]; readonly json?: boolean };

export function catalogCommand(): Command {
  return withJson(new Command('catalog'))
    .description('List the settings that Keepsake knows, or explain one.')
    .argument('[setting]', 'the id of one setting')
    .option('--category <category>', 'only this category (repeatable)', categoryId, [])
    .action((id: string | undefined, options: Options) => {
      const output = outputOf(options);
      if (id === undefined) return list(options);
      const entry = settingsById(catalog).get(id);
      if (entry === undefined) {
        const detail = `There is no setting "${id}" in the catalog.`;
        return output.complain({ code: 'unknown-choice', detail, fix: 'List them with: keepsake catalog.' });
      }
      return output.result(explain(entry.setting), { category: entry.category, ...settingJson(entry.setting) });
    });
}

function list(options: Options): void {
  const wanted = catalog.categories.filter(({ id }) => options.category.length === 0 || options.category.includes(id));
  const parts = wanted.map((category) => {
    const width = Math.max(...category.settings.map((setting) => setting.id.length));
    const lines = category.settings.map((setting) => `  ${setting.id.padEnd(width)}  ${setting.name}`);
    return `${bold(category.name)} (${category.id})\n${category.description}\n${lines.join('\n')}`;
  });
  const total = wanted.reduce((sum, category) => sum + category.settings.length, 0);
  outputOf(options).result(`${parts.join('\n\n')}\n\n${count(total, 'setting')}, catalog version ${catalog.version}.`, {
    version: catalog.version,
    categories: wanted.map(({ id, name, settings }) => ({ id, name, settings: settings.map(settingJson) })),
  });
}

function explain(setting: Setting): string {
  const defaults = setting.defaults.map(({ builds, value }) => {
    const range = builds === undefined ? '' : ` on builds ${builds.from ?? ''}–${builds.to ?? ''}`;
    return `${setting.codec.describe(value)}${range}`;
  });
  const lines = [
    `${bold(setting.name)} (${setting.id})`,
    `  Where       ${locationName(setting.at)}`,
    `  Kind        ${setting.codec.kind}${setting.codec.shared ? ', a part of a value that other settings share' : ''}`,
    `  Default     ${defaults.length === 0 ? 'not known: every present value travels' : defaults.join('; ')}`,
  ];
  if (setting.builds) lines.push(`  Builds      ${setting.builds.from ?? ''}–${setting.builds.to ?? ''}`);
  if (setting.group) lines.push(`  Group       ${setting.group}: changes together or not at all`);
  if (setting.conditions) lines.push(`  Conditions  ${setting.conditions.join(', ')}`);
  if (setting.chosenByWindows) lines.push('  Left alone  while Windows chooses it, as Spotlight and slideshows do');
  if (setting.elevated) lines.push('  Machine     written only with the right to, as an elevated prompt has');
  if (setting.optIn) lines.push('  Off unless an administrator asks for it: --opt-in');
  return lines.join('\n');
}

function settingJson(setting: Setting): { readonly [name: string]: Json } {
  return {
    id: setting.id,
    name: setting.name,
    location: locationName(setting.at),
    codec: setting.codec.kind,
    defaults: setting.defaults.map(({ builds, value }) => ({ builds: { ...builds }, value })),
    builds: { ...setting.builds },
    group: setting.group ?? null,
    conditions: setting.conditions ?? [],
    optIn: setting.optIn === true,
    elevated: setting.elevated === true,
  };
}
