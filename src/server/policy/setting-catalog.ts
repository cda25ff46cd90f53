// The settings that Keepsake acts on, as Graph describes settings to choose from: one with two options each, and the check box
// that lets people override it, where there is one.

import type { Json } from '../../lib/canonical-json.ts';
import { locationName } from '../../domain/catalog/setting.ts';
import { OPT_IN_POLICIES } from '../../domain/policy/opt-in-policies.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { SETTING_DEFINITIONS, type SettingDefinition } from '../../domain/policy/setting-definitions.ts';
import type { Entity } from '../graph/entity-page.ts';
import type { QueryRules } from '../graph/odata-query.ts';

const GRAPH = '#microsoft.graph';

export const SETTING_CATALOG: readonly Entity[] = SETTING_DEFINITIONS.flatMap((definition) => [
  settingOf(definition),
  ...overrideOf(definition),
]);

export const SETTING_RULES: QueryRules = {
  shape: {
    id: 'text',
    name: 'text',
    displayName: 'text',
    description: 'text',
    baseUri: 'text',
    offsetUri: 'text',
    categoryId: 'text',
    rootDefinitionId: 'text',
    settingUsage: 'text',
    visibility: 'text',
    accessTypes: 'text',
    keywords: { list: 'text' },
    infoUrls: { list: 'text' },
    defaultOptionId: 'text',
    version: 'text',
    applicability: 'opaque',
    occurrence: 'opaque',
    options: 'opaque',
  },
};

function settingOf({ id, policy, options, override }: SettingDefinition): Entity {
  const { name, title, csp } = policy;
  const [, base = '', offset = ''] = /^(.*)(\/[^/]*\/[^/]*)$/.exec(csp?.uri ?? '') ?? [];
  const children = override === undefined ? [] : [{ dependedOnBy: override.id, required: true }];
  return choice({
    id,
    rootDefinitionId: id,
    name,
    displayName: title,
    description: effectOf(policy),
    baseUri: base,
    offsetUri: offset,
    categoryId: categoryOf(policy),
    '@keepsake.places': placesOf(policy),
    options: [
      option(options.disabled, 'Disabled', valueOf(policy, 'disabled')),
      { ...option(options.enabled, 'Enabled', valueOf(policy, 'enabled')), dependedOnBy: children },
    ],
  });
}

function overrideOf({ id, policy, options, override }: SettingDefinition): readonly Entity[] {
  if (override === undefined) return [];
  const dependentOn = [{ dependentOn: options.enabled, parentSettingId: id }];
  return [
    choice({
      id: override.id,
      rootDefinitionId: id,
      name: `${policy.name}_UserOverride`,
      displayName: `Allow people to turn it on again (${policy.title})`,
      description: 'Whether a person may turn on what the policy turns off.',
      baseUri: '',
      offsetUri: '',
      categoryId: categoryOf(policy),
      options: [
        { ...option(override.refused, 'False', 0), dependentOn },
        { ...option(override.allowed, 'True', 1), dependentOn },
      ],
    }),
  ];
}

/** What all of them say of themselves. */
function choice(own: Entity & { readonly options: readonly Entity[] }): Entity {
  return {
    '@odata.type': `${GRAPH}.deviceManagementConfigurationChoiceSettingDefinition`,
    ...own,
    settingUsage: 'configuration',
    visibility: 'settingsCatalog',
    accessTypes: 'add,delete,get,replace',
    keywords: [],
    infoUrls: [],
    version: '1',
    defaultOptionId: null,
    applicability: {
      '@odata.type': `${GRAPH}.deviceManagementConfigurationWindowsSettingApplicability`,
      platform: 'windows10',
      technologies: 'mdm',
      deviceMode: 'none',
    },
    occurrence: { minDeviceOccurrence: 0, maxDeviceOccurrence: 1 },
  };
}

function option(itemId: string, displayName: string, value: string | number) {
  const type = typeof value === 'string' ? 'String' : 'Integer';
  return {
    '@odata.type': `${GRAPH}.deviceManagementConfigurationOptionDefinition`,
    itemId,
    name: displayName,
    displayName,
    description: null,
    optionValue: { '@odata.type': `${GRAPH}.deviceManagementConfiguration${type}SettingValue`, value },
    dependentOn: [] as readonly Json[],
    dependedOnBy: [] as readonly Json[],
  };
}

/** What it is about: a kind of policy, or the category of the settings that it asks for. */
function categoryOf(policy: Policy): string {
  return OPT_IN_POLICIES.find((it) => it === policy)?.category.id ?? policy.effect.kind;
}

/** Where on the device it is written, which Graph has no member for. */
function placesOf({ gpo, mdm }: Policy): readonly Json[] {
  return Object.entries({ gpo, mdm }).flatMap(([by, place]) =>
    place === undefined ? [] : [{ by, location: locationName(place.location), certainty: place.certainty }],
  );
}

/** What the MDM sets the node to. */
function valueOf({ csp }: Policy, state: 'enabled' | 'disabled'): string | number {
  if (csp?.dataType === 'Integer') return state === 'enabled' ? 1 : 0;
  return csp?.dataType === 'Boolean' ? String(state === 'enabled') : `<${state}/>`;
}

function effectOf({ effect, title }: Policy): string {
  switch (effect.kind) {
    case 'backup':
      return 'Enabled: people are backed up. Otherwise nothing is captured.';
    case 'restore':
      return 'Enabled: a restore is offered at first sign-in, and may be asked for at any time.';
    case 'companion':
      return 'Disabled: nothing is backed up.';
    case 'exclusion':
      return `Enabled: left out of backups: ${effect.groups.join(', ')}.`;
    case 'optIn':
      return `Enabled: ${title} travels too.`;
  }
}
