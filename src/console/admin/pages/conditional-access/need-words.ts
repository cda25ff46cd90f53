// Facts that would decide, in the page's language. The engine names them in English; those that hold a name keep it. What is not
// known here is shown as the engine says it.

import type { TFunction } from 'i18next';

export function needWords(need: string, t: TFunction): string {
  for (const [pattern, key] of WITH_NAME) {
    const [, name] = pattern.exec(need) ?? [];
    if (name !== undefined)
      return t(`conditionalAccess.facts.${key}`, { name: name.replace(/ \([0-9a-f-]{36}\)$/, '') });
  }
  const key = FACTS[need];
  return key === undefined ? need : t(`conditionalAccess.facts.${key}`);
}

const WITH_NAME: readonly (readonly [RegExp, string])[] = [
  [/^membership of (?:the )?(?:group )?(.+)$/, 'membership'],
  [/^assignment of (?:the )?(?:role )?(.+)$/, 'role'],
  [/^is it (.+)\? \(/, 'isUser'],
];

const FACTS: Readonly<Record<string, string>> = {
  'the kind of client app': 'client',
  'the device platform': 'platform',
  'is the sign-in at a trusted location?': 'trusted',
  'is the user a guest, and of which kind?': 'guest',
  'is the user a guest, of which kind and from which tenant?': 'guest',
  'device.isCompliant': 'compliant',
  'device.trustType': 'joined',
  'a policy that can be read': 'readable',
};
