// Keepsake's own policies: each asks for settings of the catalog that otherwise stay behind, because they concern the whole
// machine, a privacy choice, or the place a device is in. One for each such setting (for each group of settings that travel
// together), and one for each category that has any.
//
// They live beside Windows' own: the same states, the same rule where two disagree, the same files for administrators.

import { catalog } from '../catalog/catalog.ts';
import type { Category } from '../catalog/category.ts';
import type { Setting } from '../catalog/setting.ts';
import { optInName } from './opt-in-name.ts';
import type { Policy } from './policy.ts';

export type OptInPolicy = Policy & {
  readonly effect: Extract<Policy['effect'], { kind: 'optIn' }>;
  /** The category that it belongs to. */
  readonly category: Category;
  /** What it asks for: everything in the category, or one setting (one group). */
  readonly scope: 'category' | 'setting';
};

/** From the root of HKLM\SOFTWARE. */
const OPT_IN_KEY = 'Policies\\Keepsake\\OptIn';

/** Where the name of its first setting does not stand for the whole group. */
const GROUP_TITLES: Readonly<Record<string, string>> = {
  proxy: 'Proxy server',
  settingsSuggestions: 'Suggested content in the Settings app',
  feedback: 'Feedback frequency',
  inkTyping: 'Custom inking and typing dictionary',
  activeHours: 'Active hours',
};

export const OPT_IN_POLICIES: readonly OptInPolicy[] = catalog.categories.flatMap((category) => {
  const settings = category.settings.filter(({ optIn }) => optIn === true);
  if (settings.length === 0) return [];
  const units = Map.groupBy(settings, ({ id, group }) => group ?? id);
  return [
    optInPolicy(category, 'category', category.id, `${category.name} (all)`, settings),
    ...[...units].map(([id, members]) =>
      optInPolicy(category, 'setting', id, GROUP_TITLES[id] ?? members[0]?.name ?? id, members),
    ),
  ];
});

function optInPolicy(
  category: Category,
  scope: OptInPolicy['scope'],
  id: string,
  title: string,
  settings: readonly Setting[],
): OptInPolicy {
  return {
    name: optInName(id),
    title,
    effect: { kind: 'optIn', settingIds: settings.map((setting) => setting.id) },
    gpo: {
      location: { kind: 'registry', hive: 'SOFTWARE', key: OPT_IN_KEY, value: id },
      form: { kind: 'number', enabled: 1, disabled: 0 },
      certainty: 'documented',
    },
    category,
    scope,
  };
}
