// The words of an administrative template in one language (ADML).

import { NAMESPACE, OVERRIDE_ID, SUPPORTED, WRITTEN_BY } from './admx.ts';
import type { Template } from './template.ts';
import type { Words } from './words.ts';
import { document, element, type Xml } from './xml.ts';

export function adml({ name, categories, policies }: Template, words: Words): string {
  const strings: readonly (readonly [id: string, text: string])[] = [
    [SUPPORTED, words.supported],
    ...categories.map((category) => [`Category_${category.name}`, words.category(category.word)] as const),
    ...policies.flatMap(({ policy }) => [
      [policy.name, words.title(policy)] as const,
      [`${policy.name}_Help`, words.help(policy)] as const,
    ]),
  ];
  const presentations = policies.flatMap(({ policy }) =>
    policy.effect.kind === 'exclusion' ? [presentation(policy.name, words.override(policy.effect.groups))] : [],
  );
  return document(
    WRITTEN_BY,
    element('policyDefinitionResources', { xmlns: NAMESPACE, revision: '1.0', schemaVersion: '1.0' }, [
      element('displayName', {}, words.template[name].name),
      element('description', {}, words.template[name].description),
      element('resources', {}, [
        element(
          'stringTable',
          {},
          strings.map(([id, text]) => element('string', { id }, text)),
        ),
        ...(presentations.length === 0 ? [] : [element('presentationTable', {}, presentations)]),
      ]),
    ]),
  );
}

function presentation(id: string, label: string): Xml {
  return element('presentation', { id }, [element('checkBox', { refId: OVERRIDE_ID }, label)]);
}
