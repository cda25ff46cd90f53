// An administrative template for Group Policy (ADMX): where each policy writes what. The words are in the ADML files.

import type { PolicyPlace } from '../../src/domain/policy/policy.ts';
import type { Template, TemplatePolicy } from './template.ts';
import { document, element, type Xml } from './xml.ts';

export const NAMESPACE = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';
export const SUPPORTED = 'SUPPORTED_Windows10';
/** As in Microsoft's own templates, because the nodes of an MDM name it too. */
export const OVERRIDE_ID = 'CheckBox_UserOverride';
export const WRITTEN_BY = 'Written by scripts/policy-files.ts from the list of policies; do not change it by hand.';

export function admx({ prefix, namespace, uses, categories, policies }: Template): string {
  return document(
    WRITTEN_BY,
    element('policyDefinitions', { xmlns: NAMESPACE, revision: '1.0', schemaVersion: '1.0' }, [
      element('policyNamespaces', {}, [
        element('target', { prefix, namespace }),
        ...uses.map((used) => element('using', used)),
      ]),
      element('resources', { minRequiredRevision: '1.0' }),
      element('supportedOn', {}, [
        element('definitions', {}, [element('definition', { name: SUPPORTED, displayName: text(SUPPORTED) })]),
      ]),
      element(
        'categories',
        {},
        categories.map(({ name, parent }) =>
          element('category', { name, displayName: text(`Category_${name}`) }, parentOf(parent)),
        ),
      ),
      element('policies', {}, policies.map(policyElement)),
    ]),
  );
}

function policyElement({ policy, place, category }: TemplatePolicy): Xml {
  const { name, userOverride } = policy;
  const numbers = numbersOf(place);
  return element(
    'policy',
    {
      name,
      class: 'Machine',
      displayName: text(name),
      explainText: text(`${name}_Help`),
      presentation: userOverride === undefined ? undefined : `$(presentation.${name})`,
      key: `Software\\${place.location.key}`,
      valueName: place.location.value,
    },
    [
      ...parentOf(category),
      element('supportedOn', { ref: SUPPORTED }),
      element('enabledValue', {}, [decimal(numbers.enabled)]),
      element('disabledValue', {}, [decimal(numbers.disabled)]),
      ...(userOverride === undefined ? [] : [override(userOverride.value)]),
    ],
  );
}

/** Checked: the person may. */
function override(valueName: string): Xml {
  return element('elements', {}, [
    element('boolean', { id: OVERRIDE_ID, valueName }, [
      element('trueValue', {}, [decimal(0)]),
      element('falseValue', {}, [decimal(1)]),
    ]),
  ]);
}

function numbersOf({ form }: PolicyPlace): { readonly enabled: number; readonly disabled: number } {
  if (form.kind !== 'number') throw new Error('Group Policy writes numbers');
  return form;
}

function parentOf(ref: string | undefined): readonly Xml[] {
  return ref === undefined ? [] : [element('parentCategory', { ref })];
}

function decimal(value: number): Xml {
  return element('decimal', { value: String(value) });
}

function text(id: string): string {
  return `$(string.${id})`;
}
