// A change as somebody writes it on a command line: `toggle=enabled:Pilot`, `build=26100.7922`, `exclude=Require compliant device`.

import type { ReadinessChange } from '../../domain/readiness/change.ts';
import { OCCASIONS } from '../../domain/enrollment/phase.ts';
import { WINDOWS_POLICIES } from '../../domain/policy/windows-policies.ts';
import { fail, ok, type Result } from '../../lib/result.ts';

/** `change` lacks the group, which is known by its name until somebody looks it up. */
export type WhatIf = { readonly change: ReadinessChange; readonly group?: string };

export function changeOf({ change }: WhatIf, groupId: string | undefined): ReadinessChange {
  if (groupId === undefined) return change;
  if (change.kind === 'retireGroup') return { ...change, groupId };
  const assignments = [{ target: { kind: 'group', groupId } }] as const;
  return change.kind === 'restorePage' || change.kind === 'policy' ? { ...change, assignments } : change;
}

/** A failure says how it is written. */
export function parseWhatIf(text: string): Result<WhatIf, string> {
  const [, name = '', value = ''] = /^\s*([A-Za-z]+)\s*=\s*(.*\S)\s*$/.exec(text) ?? [];
  const parsed = READERS[name]?.(value) ?? policyOf(name, value);
  return parsed === undefined ? fail(`"${text}" is no change. ${HOW}`) : ok(parsed);
}

const HOW =
  'Write toggle=enabled, toggle=disabled:Group, backup=enabled:Group, restore=enabled, EnableCDP=disabled, build=26100.7922, build=26100.7922:oobe, exclude=Policy, retire=Group or remove=id.';

const READERS: Readonly<Record<string, (value: string) => WhatIf | undefined>> = {
  toggle: (value) => switched(value, (state) => ({ kind: 'restorePage', state })),
  backup: (value) => policyOf('EnableWindowsBackup', value),
  restore: (value) => policyOf('EnableWindowsRestore', value),
  build: minimumOf,
  exclude: (policyId) => ({ change: { kind: 'excludeApplication', policyId } }),
  retire: (group) => ({ change: { kind: 'retireGroup', groupId: group }, group }),
  remove: (objectId) => ({ change: { kind: 'remove', objectId } }),
};

function policyOf(name: string, value: string): WhatIf | undefined {
  const policy = WINDOWS_POLICIES.find((it) => it.name.toLowerCase() === name.toLowerCase());
  return policy && switched(value, (state) => ({ kind: 'policy', policy: policy.name, state }));
}

function switched(value: string, change: (state: 'enabled' | 'disabled') => ReadinessChange): WhatIf | undefined {
  const [, state, group] = /^(enabled|disabled)(?::(.+))?$/i.exec(value) ?? [];
  if (state === undefined) return undefined;
  const changed = change(state.toLowerCase() === 'enabled' ? 'enabled' : 'disabled');
  return { change: changed, ...(group === undefined ? {} : { group }) };
}

function minimumOf(value: string): WhatIf | undefined {
  const [, build, revision, called] = /^(\d{5,6})\.(\d{1,6})(?::(\w+))?$/.exec(value) ?? [];
  const occasion = OCCASIONS.find((it) => it.toLowerCase() === called?.toLowerCase());
  if (build === undefined || (called !== undefined && occasion === undefined)) return undefined;
  const numbers = { build: Number(build), revision: Number(revision) };
  return { change: { kind: 'minimumBuild', ...numbers, ...(occasion === undefined ? {} : { occasion }) } };
}
