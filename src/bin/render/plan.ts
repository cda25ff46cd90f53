// A plan in words: what would change, category by category, and what would stay behind and why.

import { type Catalog, settingsById } from '../../domain/catalog/catalog.ts';
import type { SettingValue } from '../../domain/catalog/setting.ts';
import { locationName } from '../../domain/catalog/setting.ts';
import type { Exclusion } from '../../domain/restore/judgement.ts';
import type { Change, Plan } from '../../domain/restore/plan.ts';
import { carried } from '../../domain/snapshot/files.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { bold, dim } from '../output.ts';
import { count } from './table.ts';

export function renderPlan(plan: Plan, catalog: Catalog): string {
  const parts = catalog.categories.flatMap((category) => {
    const changes = plan.changes.filter((change) => change.category === category.id);
    if (changes.length === 0) return [];
    const width = Math.max(...changes.map((change) => change.setting.name.length));
    const lines = changes.map((change) => `  ${change.setting.name.padEnd(width)}  ${renderChange(change)}`);
    return [`${bold(category.name)}\n${lines.join('\n')}`];
  });
  const summary = `${count(plan.changes.length, 'setting')} to change, ${plan.unchanged.length} already right, ${plan.exclusions.length} left out.`;
  return [...parts, ...renderExclusions(plan.exclusions, catalog), summary].join('\n\n');
}

export function renderChange({ setting, before, after }: Change): string {
  const words = (value: SettingValue | undefined): string =>
    value === undefined ? dim("(Windows' default)") : shortened(setting.codec.describe(value));
  return `${words(before)} → ${words(after)}`;
}

export function renderExclusions(exclusions: readonly Exclusion[], catalog: Catalog): readonly string[] {
  if (exclusions.length === 0) return [];
  const known = settingsById(catalog);
  const lines = exclusions.map(({ settingId, detail }) => {
    const name = known.get(settingId)?.setting.name;
    return `  ${name === undefined ? settingId : `${name} (${settingId})`}\n    ${detail}`;
  });
  return [`${bold('Left out')}\n${lines.join('\n')}`];
}

export function planJson(plan: Plan): { readonly [name: string]: Json } {
  return {
    changes: plan.changes.map(({ setting, category, before, after }) => ({
      settingId: setting.id,
      name: setting.name,
      category,
      location: locationName(setting.at),
      before: before === undefined ? null : carried(before).value,
      after: after === undefined ? null : carried(after).value,
    })),
    unchanged: plan.unchanged,
    exclusions: plan.exclusions.map(({ settingId, category, code, detail }) => ({ settingId, category, code, detail })),
  };
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
