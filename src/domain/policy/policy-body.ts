// Choices of policies → the body of a settings catalog policy, as Graph takes it: what a template for administrators and a test
// are made from. The inverse of `parseConfigurationPolicy`.

import type { Json } from '../../lib/canonical-json.ts';
import type { ChosenSetting } from './configuration-policy.ts';
import { definitionOf } from './setting-definitions.ts';

export type PolicyTemplate = {
  readonly name: string;
  readonly description: string;
  readonly settings: readonly (ChosenSetting & { readonly state: 'enabled' | 'disabled' })[];
};

export function policyBody({ name, description, settings }: PolicyTemplate): { readonly [member: string]: Json } {
  return {
    '@odata.type': `${GRAPH}Policy`,
    name,
    description,
    platforms: 'windows10',
    technologies: 'mdm',
    roleScopeTagIds: ['0'],
    settings: settings.map((setting) => ({
      '@odata.type': `${GRAPH}Setting`,
      settingInstance: instanceOf(setting),
    })),
  };
}

const GRAPH = '#microsoft.graph.deviceManagementConfiguration';

function instanceOf({ policy, state, userMayOverride }: PolicyTemplate['settings'][number]): Json {
  const { id, options, override } = definitionOf(policy);
  const box = override === undefined || state === 'disabled' ? [] : [override];
  const children = box.map((it) => choice(it.id, userMayOverride === true ? it.allowed : it.refused, []));
  return choice(id, options[state], children);
}

function choice(settingDefinitionId: string, value: string, children: readonly Json[]): Json {
  return {
    '@odata.type': `${GRAPH}ChoiceSettingInstance`,
    settingDefinitionId,
    choiceSettingValue: { '@odata.type': `${GRAPH}ChoiceSettingValue`, value, children },
  };
}
