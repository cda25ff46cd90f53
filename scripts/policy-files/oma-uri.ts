// The rows of Intune's custom profiles (name, description, OMA-URI, data type, value), one for each state of each policy, as CSV.

import type { Policy, PolicyState } from '../../src/domain/policy/policy.ts';
import { WINDOWS_POLICIES } from '../../src/domain/policy/windows-policies.ts';
import { OVERRIDE_ID } from './admx.ts';
import { KEEPSAKE, type Template } from './template.ts';

export type OmaUriRow = {
  readonly name: string;
  readonly description: string;
  readonly uri: string;
  readonly dataType: 'String' | 'Integer' | 'Boolean';
  readonly value: string;
};

const STATES: readonly PolicyState[] = ['enabled', 'disabled'];

export const OMA_URI_ROWS: readonly OmaUriRow[] = [
  ...WINDOWS_POLICIES.flatMap(windowsRows),
  {
    name: "Keepsake's own policies: the template",
    description: 'Comes first: the rows below it work only once Windows has taken the template over.',
    uri: `./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/${KEEPSAKE.name}/Policy/${KEEPSAKE.name}`,
    dataType: 'String',
    value: `(the whole text of ${KEEPSAKE.name}.admx)`,
  },
  ...KEEPSAKE.policies.flatMap(({ policy, category }) =>
    STATES.map((state) => ({
      name: `${policy.title}: ${state}`,
      description: policy.name,
      uri: `./Device/Vendor/MSFT/Policy/Config/${KEEPSAKE.name}~Policy~${pathOf(category, KEEPSAKE)}/${policy.name}`,
      dataType: 'String' as const,
      value: `<${state}/>`,
    })),
  ),
];

export function omaUriCsv(): string {
  const lines = OMA_URI_ROWS.map(({ name, description, uri, dataType, value }) => [
    name,
    description,
    uri,
    dataType,
    value,
  ]);
  return [['Name', 'Description', 'OMA-URI', 'Data type', 'Value'], ...lines]
    .map((line) => `${line.map(quoted).join(',')}\n`)
    .join('');
}

function windowsRows(policy: Policy): readonly OmaUriRow[] {
  const { csp, title, name } = policy;
  if (csp === undefined) return [];
  const row = (what: string, value: string) => ({ name: `${title}: ${what}`, description: name, ...csp, value });
  if (policy.userOverride === undefined) return STATES.map((state) => row(state, valueOf(csp.dataType, state)));
  const box = (value: '0' | '1') => `<enabled/><data id="${OVERRIDE_ID}" value="${value}"/>`;
  return [
    row('enabled', box('0')),
    row('enabled, users may turn it on again', box('1')),
    row('disabled', valueOf(csp.dataType, 'disabled')),
  ];
}

function valueOf(dataType: OmaUriRow['dataType'], state: PolicyState): string {
  if (dataType === 'String') return `<${state}/>`;
  const isEnabled = state === 'enabled';
  return dataType === 'Boolean' ? String(isEnabled) : isEnabled ? '1' : '0';
}

/** `Keepsake~OptIn~System` */
function pathOf(category: string, template: Template): string {
  const parent = template.categories.find(({ name }) => name === category)?.parent;
  return parent === undefined ? category : `${pathOf(parent, template)}~${category}`;
}

function quoted(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
