// What a template says in a language, and where the languages are.

import type { BackupGroup } from '../../src/domain/policy/backup-groups.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import type { TemplateName } from './template.ts';

export type Words = {
  /** As the folder of the ADML file is called. */
  readonly culture: string;
  readonly template: Readonly<Record<TemplateName, { readonly name: string; readonly description: string }>>;
  readonly supported: string;
  readonly category: (word: string) => string;
  readonly title: (policy: Policy) => string;
  /** What the editor shows beside the policy. */
  readonly help: (policy: Policy) => string;
  /** Of the check box that leaves the choice to a person. */
  readonly override: (groups: readonly BackupGroup[]) => string;
};

/** A word of a table, or a programmer's error: a template with a hole in it must not be written. */
export function wordFor(table: Readonly<Record<string, string>>, key: string): string {
  const word = table[key];
  if (word === undefined) throw new Error(`scripts/policy-files has no word for "${key}"`);
  return word;
}

export function paragraphs(...parts: readonly string[]): string {
  return parts.join('\n\n');
}
