// The settings that a policy may hold, as the service describes them, and what a policy says of one: the shapes of Graph's
// settings catalog, read and written in one place.

import type { Json } from '../../../../lib/canonical-json.ts';
import type { Body } from './graph-policy.ts';

export type State = 'enabled' | 'disabled';

/** Something that may be chosen. */
export type SettingChoice = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly meaning: string;
  readonly categoryId: string;
  /** By which an MDM sets it (OMA-URI); empty where there is none. */
  readonly node: string;
  readonly places: readonly Place[];
  readonly options: Readonly<Record<State, string>>;
  /** Whether people may turn on again what it turns off. */
  readonly override: { readonly id: string; readonly allowed: string; readonly refused: string } | undefined;
};

export type Place = { readonly by: 'gpo' | 'mdm'; readonly location: string; readonly certainty: string };

/** What a policy says of it; no state: something that is no option here. */
export type Chosen = { readonly state: State | undefined; readonly mayOverride: boolean };

/** Of the definitions that the service lists. */
export function settingChoices(listed: readonly object[]): readonly SettingChoice[] {
  const definitions = listed as readonly Definition[];
  return definitions
    .filter(({ id, rootDefinitionId }) => id === rootDefinitionId)
    .map((it) => choiceOf(it, definitions));
}

export function definitionIdOf({ settingInstance }: Body): string {
  return ((settingInstance ?? {}) as Instance).settingDefinitionId?.toLowerCase() ?? '';
}

export function chosenIn({ settingInstance }: Body, { options, override }: SettingChoice): Chosen {
  const { value, children = [] } = ((settingInstance ?? {}) as Instance).choiceSettingValue ?? {};
  const state = (['enabled', 'disabled'] as const).find((it) => options[it] === value?.toLowerCase());
  const box = children.find((it) => it.settingDefinitionId?.toLowerCase() === override?.id);
  return {
    state,
    mayOverride: box !== undefined && box.choiceSettingValue?.value?.toLowerCase() === override?.allowed,
  };
}

/** In place of `before`, of which everything else stays. */
export function settingOf(choice: SettingChoice, { state, mayOverride }: Chosen, before: Body = {}): Body {
  const { id, options, override } = choice;
  const box = override === undefined || state !== 'enabled' ? [] : [override];
  const children = box.map((it) => instance(it.id, mayOverride ? it.allowed : it.refused, []));
  const now = instance(id, options[state ?? 'disabled'], children);
  const kept = (before['settingInstance'] ?? {}) as Body;
  return { '@odata.type': `${GRAPH}Setting`, ...before, settingInstance: { ...kept, ...now } };
}

type Definition = {
  readonly id: string;
  readonly rootDefinitionId: string;
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly categoryId: string;
  readonly baseUri: string;
  readonly offsetUri: string;
  readonly options: readonly { readonly itemId: string; readonly displayName: string }[];
  readonly '@keepsake.places'?: readonly Place[];
};

type Instance = {
  readonly settingDefinitionId?: string;
  readonly choiceSettingValue?: { readonly value?: string; readonly children?: readonly Instance[] };
};

function choiceOf(definition: Definition, all: readonly Definition[]): SettingChoice {
  const { id, name, displayName, description, categoryId, baseUri, offsetUri } = definition;
  const box = all.find((it) => it.rootDefinitionId === id && it.id !== id);
  return {
    id,
    name,
    title: displayName,
    meaning: description,
    categoryId,
    node: `${baseUri}${offsetUri}`,
    places: definition['@keepsake.places'] ?? [],
    options: { enabled: itemOf(definition, 'Enabled'), disabled: itemOf(definition, 'Disabled') },
    override: box && { id: box.id, allowed: itemOf(box, 'True'), refused: itemOf(box, 'False') },
  };
}

function itemOf({ options }: Definition, displayName: string): string {
  return options.find((it) => it.displayName === displayName)?.itemId ?? '';
}

function instance(settingDefinitionId: string, value: string, children: readonly Json[]): Body {
  return {
    '@odata.type': `${GRAPH}ChoiceSettingInstance`,
    settingDefinitionId,
    choiceSettingValue: { '@odata.type': `${GRAPH}ChoiceSettingValue`, value, children },
  };
}

const GRAPH = '#microsoft.graph.deviceManagementConfiguration';
