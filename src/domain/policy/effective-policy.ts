// What each policy says on a device, and who said it. Group Policy and an MDM may both have spoken: if they agree, fine; if not,
// Microsoft promises nothing, so Keepsake names the conflict and takes the stricter of the two. A value that can not be
// understood counts as the stricter state as well, and is named: a policy half written must never widen what travels.

import type { RawValue } from '../../regf/raw-value.ts';
import { readText } from '../catalog/codecs/text.ts';
import { locationName, type Reading, type RegistryLocation } from '../catalog/setting.ts';
import { REG_DWORD, valueTypeName } from '../../regf/value-type.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Policy, PolicyForm, PolicyPlace, PolicyState } from './policy.ts';
import type { PolicyFinding } from './policy-finding.ts';
import { problemsAmong, withoutEchoes } from './policy-problems.ts';
import { answer } from './policy-subject.ts';
import { agreedState, isConflict, type Voice } from './voices.ts';
import { WINDOWS_POLICIES } from './windows-policies.ts';

export type PolicyOrigin = 'gpo' | 'mdm' | 'default' | 'conflict';

export type PolicyValue = {
  readonly policy: Policy;
  readonly state: PolicyState | 'notConfigured';
  /** `mdm` also where Group Policy's value is there and equal: Windows writes it for an ADMX-backed policy of an MDM. */
  readonly origin: PolicyOrigin;
  /** What was found, for people. */
  readonly found: readonly FoundValue[];
  readonly problems: readonly PolicyFinding[];
  /** Only of a policy that is enabled and has the choice: whether a person may turn the group on again. */
  readonly userMayOverride?: boolean;
};

export type FoundValue = {
  readonly by: 'gpo' | 'mdm';
  readonly location: RegistryLocation;
  readonly certainty: PolicyPlace['certainty'];
  /** A failure says why the value can not be understood. */
  readonly state: Result<PolicyState, string>;
};

export type ReadPolicyValue = (location: RegistryLocation) => Reading;

export function effectivePolicy(
  read: ReadPolicyValue,
  policies: readonly Policy[] = WINDOWS_POLICIES,
): readonly PolicyValue[] {
  return policies.map((policy) => valueOf(policy, read));
}

function valueOf(policy: Policy, read: ReadPolicyValue): PolicyValue {
  const found = [...lookUp('gpo', policy.gpo, read), ...lookUp('mdm', policy.mdm, read)];
  const voices = withoutEchoes(policy, found.map(voiceOf));
  const state =
    agreedState(
      policy,
      voices.map((voice) => voice.state),
    ) ?? 'notConfigured';
  const override = state === 'enabled' ? overrideOf(policy, read) : undefined;
  return {
    policy,
    state,
    origin: isConflict(policy, voices) ? 'conflict' : (found.at(-1)?.by ?? 'default'),
    found,
    problems: problemsAmong(policy, voices),
    ...(override === undefined ? {} : { userMayOverride: override }),
  };
}

function voiceOf({ by, location, state }: FoundValue): Voice {
  const origin = { by, location: locationName(location) };
  return state.ok
    ? { origin, state: state.value, reach: answer('yes') }
    : { origin, state: 'notUnderstood', because: `${origin.location}: ${state.error}.`, reach: answer('yes') };
}

function lookUp(by: 'gpo' | 'mdm', place: PolicyPlace | undefined, read: ReadPolicyValue): readonly FoundValue[] {
  if (place === undefined) return [];
  const { location, certainty } = place;
  const reading = read(location);
  if (reading.state === 'absent') return [];
  const state: Result<PolicyState, string> =
    reading.state === 'unreadable' ? fail(`it can not be read: ${reading.reason}`) : stateIn(reading.raw, place.form);
  return [{ by, location, certainty, state }];
}

function stateIn(raw: RawValue, form: PolicyForm): Result<PolicyState, string> {
  if (form.kind === 'admx') {
    const text = readText(raw);
    if (!text.ok) return fail(`it is no text but ${valueTypeName(raw.type)}`);
    const word = /^\s*<\s*(enabled|disabled)\s*\/>/i.exec(text.value)?.[1]?.toLowerCase();
    return word === 'enabled' || word === 'disabled' ? ok(word) : fail('it is neither <enabled/> nor <disabled/>');
  }
  const number = dwordIn(raw);
  if (number === undefined)
    return fail(`it is no REG_DWORD but ${valueTypeName(raw.type)} of ${raw.data.length} bytes`);
  if (number === form.enabled) return ok('enabled');
  if (number === form.disabled) return ok('disabled');
  return fail(`${number} is neither ${form.enabled} (enabled) nor ${form.disabled} (disabled)`);
}

/** Anything but a clear 0 means that the person may not. */
function overrideOf({ userOverride }: Policy, read: ReadPolicyValue): boolean | undefined {
  if (userOverride === undefined) return undefined;
  const reading = read(userOverride);
  return reading.state === 'present' && dwordIn(reading.raw) === 0;
}

/** Strictly what Group Policy writes; the catalog's liberal reading is for what people and old programs wrote. */
function dwordIn({ type, data }: RawValue): number | undefined {
  if (type !== REG_DWORD || data.length !== 4) return undefined;
  return new DataView(data.buffer, data.byteOffset, 4).getUint32(0, true);
}

/** For people: `HKLM\SOFTWARE\… : EnableWindowsBackup: enabled`. */
export function foundWords({ location, state }: FoundValue): string {
  return `${locationName(location)}: ${state.ok ? state.value : state.error}`;
}
