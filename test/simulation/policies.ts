// Policies of the settings catalog, as an administrator's tool would send them.

import type { Body } from '../../src/server/policy/management-object-store.ts';
import { definitionOf, POLICIES } from '../../src/domain/policy/setting-definitions.ts';

/** By name. */
export type States = Readonly<Record<string, 'enabled' | 'disabled'>>;

/** What most organizations begin with. */
export function usualPolicy(): Body {
  return {
    ...policyBody({ EnableWindowsBackup: 'enabled', EnableWindowsRestore: 'enabled' }),
    assignments: [{ target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }],
  };
}

export function policyBody(states: States): Body {
  const settings = Object.entries(states).map(([name, state], index) => {
    const policy = POLICIES.find((it) => it.name === name);
    if (policy === undefined) throw new Error(`there is no policy ${name}`);
    const { id, options } = definitionOf(policy);
    return {
      id: String(index),
      settingInstance: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
        settingDefinitionId: id,
        choiceSettingValue: { value: options[state], children: [] },
      },
    };
  });
  return { name: 'What is on', platforms: 'windows10', technologies: 'mdm', settings };
}
