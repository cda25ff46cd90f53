// A capture in words: what would travel, and what could not be read.

import { type Catalog, settingsById } from '../../domain/catalog/catalog.ts';
import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import { valueWords } from '../../domain/snapshot/value-words.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { bold } from '../output.ts';
import { appsJson, renderApps } from './apps.ts';
import { count } from './table.ts';

export function renderCapture(snapshot: Snapshot, catalog: Catalog, only: { unreadableOnly?: boolean } = {}): string {
  const known = settingsById(catalog);
  const names = new Map<string, string>(catalog.categories.map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => known.get(id)?.setting.name ?? id;
  const parts: string[] = [];
  for (const document of only.unreadableOnly === true ? [] : snapshot.documents) {
    const chosen = Object.entries(document.chosen);
    if (chosen.length === 0) continue;
    const width = Math.max(...chosen.map(([id]) => nameOf(id).length));
    const lines = chosen.map(([id, value]) => {
      return `  ${nameOf(id).padEnd(width)}  ${valueWords(value, known.get(id)?.setting, snapshot)}`;
    });
    parts.push(`${bold(names.get(document.category) ?? document.category)}\n${lines.join('\n')}`);
  }
  if (snapshot.apps !== undefined && only.unreadableOnly !== true) parts.push(renderApps(snapshot.apps));
  const unreadable = snapshot.documents.flatMap((document) => Object.entries(document.unreadable));
  if (unreadable.length > 0) {
    const lines = unreadable.map(([id, why]) => `  ${nameOf(id)} (${id})\n    Unreadable: ${why}.`);
    parts.push(`${bold('Not in this backup')}\n${lines.join('\n')}`);
  }
  const chosen = sum(snapshot, 'chosenCount');
  const rest = sum(snapshot, 'observedCount') - chosen - unreadable.length;
  if (only.unreadableOnly !== true) {
    parts.push(`${count(chosen, 'setting')} chosen, ${rest} at Windows' default, ${unreadable.length} unreadable.`);
  }
  return parts.join('\n\n');
}

export function captureJson(snapshot: Snapshot): { readonly [name: string]: Json } {
  return {
    source: snapshot.manifest.source,
    categories: snapshot.documents.map(({ category, chosen, atDefault, absent, unreadable }) => ({
      category,
      chosen,
      atDefault,
      absent,
      unreadable,
    })),
    apps: appsJson(snapshot.apps),
    files: (snapshot.manifest.files ?? []).map((file) => ({ ...file })),
  };
}

function sum(snapshot: Snapshot, name: 'chosenCount' | 'observedCount'): number {
  return snapshot.manifest.categories.reduce((total, category) => total + category[name], 0);
}
