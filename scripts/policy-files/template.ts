// The two administrative templates that Keepsake brings, as data. Two and not one, because Windows refuses to take over from an
// MDM a template that writes below Software\Policies\Microsoft: Keepsake's own policies stand in a file that any MDM can
// import, Windows' own in a second one for Group Policy, where an older SettingSync.admx does not know them all.

import { catalog } from '../../src/domain/catalog/catalog.ts';
import { OPT_IN_POLICIES } from '../../src/domain/policy/opt-in-policies.ts';
import type { Policy, PolicyPlace } from '../../src/domain/policy/policy.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';

export type Template = {
  /** Of the files, without ending. */
  readonly name: TemplateName;
  readonly prefix: string;
  readonly namespace: string;
  readonly uses: readonly { readonly prefix: string; readonly namespace: string }[];
  readonly categories: readonly TemplateCategory[];
  readonly policies: readonly TemplatePolicy[];
};

export type TemplateName = 'Keepsake' | 'KeepsakeWindowsBackup';

export type TemplateCategory = {
  readonly name: string;
  /** What it is called: a word of Keepsake's, or a category of the catalog by its id. */
  readonly word: string;
  /** A reference, with a prefix where it is another template's. */
  readonly parent?: string;
};

export type TemplatePolicy = {
  readonly policy: Policy;
  readonly place: PolicyPlace;
  /** The name of the category. */
  readonly category: string;
};

export const OPT_IN_CATEGORY = 'OptIn';

const asked = catalog.categories.filter(({ id }) => OPT_IN_POLICIES.some(({ category }) => category.id === id));

export const KEEPSAKE: Template = {
  name: 'Keepsake',
  prefix: 'keepsake',
  namespace: 'Keepsake.Policies',
  uses: [],
  categories: [
    { name: 'Keepsake', word: 'keepsake' },
    { name: OPT_IN_CATEGORY, word: 'optIn', parent: 'Keepsake' },
    ...asked.map(({ id }) => ({ name: categoryName(id), word: id, parent: OPT_IN_CATEGORY })),
  ],
  policies: OPT_IN_POLICIES.flatMap((policy) => inCategory(policy, categoryName(policy.category.id))),
};

export const WINDOWS_BACKUP: Template = {
  name: 'KeepsakeWindowsBackup',
  prefix: 'keepsakewindowsbackup',
  namespace: 'Keepsake.Policies.WindowsBackup',
  uses: [{ prefix: KEEPSAKE.prefix, namespace: KEEPSAKE.namespace }],
  categories: [{ name: 'WindowsBackup', word: 'windowsBackup', parent: `${KEEPSAKE.prefix}:Keepsake` }],
  policies: WINDOWS_POLICIES.flatMap((policy) => inCategory(policy, 'WindowsBackup')),
};

export const TEMPLATES: readonly Template[] = [KEEPSAKE, WINDOWS_BACKUP];

/** `BluetoothDevices` */
export function categoryName(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** None where Group Policy has no place for it. */
function inCategory(policy: Policy, category: string): readonly TemplatePolicy[] {
  return policy.gpo === undefined ? [] : [{ policy, place: policy.gpo, category }];
}
