// The registry port: values read, written and deleted one by one, whoever keeps them. Three implementations pass one
// contract (`test/windows/registry-contract.ts`): hives in memory, a running Windows, and a fake for tests.
//
// Guarantees: bytes go in and come out exactly, whatever their type says; names and paths ignore case and keep it;
// "not there" is never an error, and what can not be read is never "not there". Deliberately absent: deleting a key with
// what is in it, and anything that copies a whole key.

import type { HiveName, Reading, RegistryLocation } from '../../domain/catalog/setting.ts';
import type { Result } from '../../lib/result.ts';
import { KEY_NAME_MAX, VALUE_NAME_MAX } from '../../regf/hive-editor.ts';
import type { RawValue } from '../../regf/raw-value.ts';

export type KeyPlace = {
  readonly hive: HiveName;
  /** From the hive's root, with backslashes; empty for the root itself. */
  readonly key: string;
};

export type Registry = {
  readonly read: (location: RegistryLocation) => Reading;
  /** Creates the key and the parents it lacks. */
  readonly write: (location: RegistryLocation, raw: RawValue) => Result<true, RegistryProblem>;
  /** Deletes the value and leaves its key; succeeds where there is none. */
  readonly delete: (location: RegistryLocation) => Result<true, RegistryProblem>;
  readonly hasKey: (place: KeyPlace) => boolean;
  /** Whether a value could be written there, as far as rights on keys tell; nothing is written to find out. */
  readonly mayWrite: (place: KeyPlace) => boolean;
  /** The names of a key's values, the default one as empty text; none where there is no such key. */
  readonly valueNames: (place: KeyPlace) => Result<readonly string[], RegistryProblem>;
  readonly subkeyNames: (place: KeyPlace) => Result<readonly string[], RegistryProblem>;
  /** Removes a key without values and subkeys. False when it is not empty or not there. */
  readonly removeEmptyKey: (place: KeyPlace) => Result<boolean, RegistryProblem>;
  /** Answers when what was written to the hive would survive a power cut; Windows would write it down some time later. */
  readonly flush: (hive: HiveName) => Result<true, RegistryProblem>;
};

export type RegistryProblem = {
  readonly code: 'access-denied' | 'refused';
  /** The cause, as a part of a sentence: `access is denied (Windows error 5)`. */
  readonly detail: string;
};

/** The keys on the way to `place` from the hive's root, outermost first, `place` itself last. */
export function keysOnTheWay({ hive, key }: KeyPlace): readonly KeyPlace[] {
  const names = key === '' ? [] : key.split('\\');
  return names.map((_, i) => ({ hive, key: names.slice(0, i + 1).join('\\') }));
}

/** Why no registry holds such a place; `undefined` where it may. Windows' functions would end a name at a NUL. */
export function whyNoPlace(place: KeyPlace & { readonly value?: string }): string | undefined {
  const { key, value = '' } = place;
  if (key.includes('\0') || value.includes('\0')) return 'a name can not have a NUL character';
  if (value.length > VALUE_NAME_MAX) return `a value's name has at most ${VALUE_NAME_MAX} characters`;
  const badKey = key !== '' && key.split('\\').some((name) => name === '' || name.length > KEY_NAME_MAX);
  return badKey ? `a key's name has 1 to ${KEY_NAME_MAX} characters` : undefined;
}
