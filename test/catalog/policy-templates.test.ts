// The list of policies that stand above settings against Windows' administrative templates: each is there, for the people or the
// devices that the list says, or is in a template that is not at hand, which is named.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { MANAGED } from '../../src/domain/catalog/managed-by.ts';
import { locationName, type RegistryLocation } from '../../src/domain/catalog/setting.ts';

const folder = join(import.meta.dirname, '../../../shared/data/intune/admx');
const skip = existsSync(folder) ? false : "Windows' templates (../shared/data/intune/admx) are not here";

/** Where the rest is, by key below `Software`; each was looked up by its name and not in a file at hand. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'Policies\\Microsoft\\Windows\\Control Panel\\Desktop': 'ControlPanelDisplay.admx',
  'Policies\\Microsoft\\Windows\\Personalization': 'ControlPanelDisplay.admx',
  'Microsoft\\Windows\\CurrentVersion\\Policies\\ActiveDesktop': 'ControlPanelDisplay.admx',
  'Microsoft\\Windows\\CurrentVersion\\Policies\\System': 'Desktop.admx',
  'Policies\\Microsoft\\Windows\\Explorer : NoWindowMinimizingShortcuts': 'Desktop.admx',
  'Policies\\Microsoft\\Windows\\Explorer : DisableSearchBoxSuggestions': 'WindowsExplorer.admx',
  'Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer : NoDriveTypeAutoRun': 'AutoPlay.admx',
  'Policies\\Microsoft\\Windows\\CurrentVersion\\PushNotifications': 'WPN.admx',
  'Policies\\Microsoft\\Internet Explorer\\Control Panel': 'inetres.admx',
  'Policies\\Microsoft\\Windows\\GameDVR': 'GameDVR.admx',
  'Policies\\Microsoft\\Windows\\Windows Search': 'Search.admx',
  'Policies\\Microsoft\\Windows\\StorageSense': 'StorageSense.admx',
  'Policies\\Microsoft\\Windows\\AdvertisingInfo': 'UserProfiles.admx',
  'Policies\\Microsoft\\Windows\\AppPrivacy': 'AppPrivacy.admx',
  'Policies\\Microsoft\\InputPersonalization': 'Globalization.admx',
  'Policies\\Microsoft\\PassportForWork\\DynamicLock': 'Passport.admx',
  'Policies\\Microsoft\\Windows\\WindowsUpdate': 'WindowsUpdate.admx',
  'Microsoft\\Windows\\CurrentVersion\\PersonalizationCSP': 'no template: the Personalization CSP writes it',
};

type Template = { readonly key: string; readonly value: string; readonly scope: string };

test('every policy is in a template for whom the list says, or known to be in one that is not here', { skip }, () => {
  const templates = readdirSync(folder)
    .filter((name) => name.endsWith('.admx'))
    .flatMap(policiesIn);
  assert.ok(templates.length > 300, `${templates.length} values were understood`);
  const used = new Set<string>();
  for (const { policy } of MANAGED) {
    const key = belowSoftware(policy);
    const named = [`${key} : ${policy.value}`, key].find((name) => Object.hasOwn(ELSEWHERE, name));
    const scopes = templates
      .filter((it) => it.key === key.toLowerCase() && it.value === policy.value.toLowerCase())
      .map(({ scope }) => scope);
    const wanted = policy.hive === 'SOFTWARE' ? 'Machine' : 'User';
    const isHere = scopes.some((scope) => scope === wanted || scope === 'Both');
    assert.ok(
      isHere || named !== undefined,
      `${locationName(policy)} is in no template, or not for this scope: ${scopes.join()}`,
    );
    assert.ok(!isHere || named === undefined, `${locationName(policy)} is here, and need not be listed`);
    if (named !== undefined) used.add(named);
  }
  assert.deepEqual(
    Object.keys(ELSEWHERE).filter((name) => !used.has(name)),
    [],
  );
});

test('a policy that is there for people and for devices is looked for in both', { skip }, () => {
  const templates = readdirSync(folder)
    .filter((name) => name.endsWith('.admx'))
    .flatMap(policiesIn);
  for (const { policy } of MANAGED) {
    const key = belowSoftware(policy);
    const isBoth = templates.some(
      (it) => it.scope === 'Both' && it.key === key.toLowerCase() && it.value === policy.value.toLowerCase(),
    );
    const hives = MANAGED.filter((it) => belowSoftware(it.policy) === key && it.policy.value === policy.value);
    if (isBoth)
      assert.deepEqual(hives.map((it) => it.policy.hive).toSorted(), ['NTUSER.DAT', 'SOFTWARE'], policy.value);
  }
});

/** Every value that a policy of a template writes, with the policy's own key where the value names none. */
function policiesIn(file: string): readonly Template[] {
  const text = readFileSync(join(folder, file), 'utf8').replaceAll(/<!--.*?-->/gs, '');
  return [...text.matchAll(/<policy\s([^>]*)>(.*?)<\/policy>|<policy\s([^>]*)\/>/gs)].flatMap((found) => {
    const head = found[1] ?? found[3] ?? '';
    const [key = '', scope = ''] = [attribute(head, 'key'), attribute(head, 'class')];
    const tags = [head, ...[...(found[2] ?? '').matchAll(/<\w+\s([^>]*)>/g)].map((tag) => tag[1] ?? '')];
    return tags.flatMap((tag) => {
      const value = attribute(tag, 'valueName');
      const at = attribute(tag, 'key') ?? key;
      return value === undefined
        ? []
        : [{ key: at.replace(/^software\\/i, '').toLowerCase(), value: value.toLowerCase(), scope }];
    });
  });
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1];
}

function belowSoftware({ hive, key }: RegistryLocation): string {
  return hive === 'SOFTWARE' ? key : key.replace(/^Software\\/, '');
}
