// The registry port over a running Windows: the person who runs the process, and the machine. Every call opens what it
// needs and closes it again, so that nothing is held and nothing goes stale.

import type { HiveName, Reading, RegistryLocation } from '../../domain/catalog/setting.ts';
import { fromUtf16le } from '../../lib/bytes.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { RawValue } from '../../regf/raw-value.ts';
import {
  ACCESS,
  type Advapi,
  CURRENT_USER,
  describeError,
  ERROR,
  type Handle,
  loadAdvapi,
  LOCAL_MACHINE,
} from './advapi.ts';
import { type KeyPlace, keysOnTheWay, type Registry, type RegistryProblem, whyNoPlace } from './registry.ts';

/** @throws Error on another system than Windows */
export async function openLiveRegistry(): Promise<Registry> {
  if (process.platform !== 'win32') throw new Error('there is no live registry on this system');
  const api = await loadAdvapi();
  return {
    read: (location) => readValue(api, location),
    write: (location, raw) => writeValue(api, location, raw),
    delete: (location) => deleteValue(api, location),
    hasKey: (place) => !isAbsent(withKey(api, place, ACCESS.read, () => 0)),
    mayWrite: (place) => mayWrite(api, place),
    valueNames: (place) => names(api, place, api.enumValue),
    subkeyNames: (place) => names(api, place, api.enumKey),
    removeEmptyKey: (place) => removeEmptyKey(api, place),
    flush: (hive) => answered(withKey(api, { hive, key: '' }, ACCESS.read, api.flushKey)),
  };
}

const ROOTS: Readonly<Record<HiveName, { readonly handle: Handle; readonly path: string }>> = {
  'NTUSER.DAT': { handle: CURRENT_USER, path: '' },
  'UsrClass.dat': { handle: CURRENT_USER, path: 'Software\\Classes' },
  SOFTWARE: { handle: LOCAL_MACHINE, path: 'SOFTWARE' },
  SYSTEM: { handle: LOCAL_MACHINE, path: 'SYSTEM' },
};

/** Almost every setting fits; larger values are asked for again with the size that Windows names. */
const FIRST_GUESS_BYTES = 4096;
/** How often a value may grow between two questions before it counts as unreadable. */
const GROWTH_MAX = 4;
/** A value's name has at most 16,383 characters; the terminator comes on top. */
const NAME_CHARACTERS_MAX = 16_384;

function readValue(api: Advapi, location: RegistryLocation): Reading {
  let raw: RawValue | undefined;
  const code = withKey(api, location, ACCESS.read, (key) => {
    const type: [number] = [0];
    const size: [number] = [FIRST_GUESS_BYTES];
    let answer: number = ERROR.moreData;
    for (let attempt = 0; attempt < GROWTH_MAX && answer === ERROR.moreData; attempt += 1) {
      const data = new Uint8Array(size[0]);
      answer = api.queryValue(key, location.value, null, type, data, size);
      if (answer === 0) raw = { type: type[0], data: data.slice(0, size[0]) };
    }
    return answer;
  });
  if (raw !== undefined) return { state: 'present', raw };
  if (isAbsent(code)) return { state: 'absent' };
  return { state: 'unreadable', reason: describeError(code) };
}

function writeValue(api: Advapi, location: RegistryLocation, raw: RawValue): Result<true, RegistryProblem> {
  const badName = whyNoPlace(location);
  if (badName !== undefined) return fail({ code: 'refused', detail: badName });
  const root = rootOf(location);
  const key: [Handle] = [0];
  const code = api.createKey(root.handle, root.path, 0, null, 0, ACCESS.write, null, key, null);
  if (code !== 0) return problem(code);
  try {
    // For a string without a terminator Windows looks at what follows it, and takes a zero there along. So none follows.
    const data = new Uint8Array(raw.data.length + 4).fill(0xff);
    data.set(raw.data);
    return answered(api.setValue(key[0], location.value, 0, raw.type, data, raw.data.length));
  } finally {
    api.closeKey(key[0]);
  }
}

function deleteValue(api: Advapi, location: RegistryLocation): Result<true, RegistryProblem> {
  const code = withKey(api, location, ACCESS.write, (key) => api.deleteValue(key, location.value));
  return isAbsent(code) ? ok(true) : answered(code);
}

/** The innermost key that is there decides: the ones below it would be created in it. */
function mayWrite(api: Advapi, place: KeyPlace): boolean {
  for (const at of [{ ...place, key: '' }, ...keysOnTheWay(place)].toReversed()) {
    const code = withKey(api, at, ACCESS.write, () => 0);
    if (!isAbsent(code)) return code === 0;
  }
  return false;
}

function names(api: Advapi, place: KeyPlace, enumerate: Advapi['enumKey']): Result<readonly string[], RegistryProblem> {
  const found: string[] = [];
  const name = new Uint8Array(2 * NAME_CHARACTERS_MAX);
  const code = withKey(api, place, ACCESS.read, (key) => {
    for (;;) {
      const characters: [number] = [NAME_CHARACTERS_MAX];
      const answer = enumerate(key, found.length, name, characters, null, null, null, null);
      if (answer === ERROR.noMoreItems) return 0;
      if (answer !== 0) return answer;
      found.push(fromUtf16le(name.subarray(0, 2 * characters[0])));
    }
  });
  return code === 0 || isAbsent(code) ? ok(found) : problem(code);
}

function removeEmptyKey(api: Advapi, place: KeyPlace): Result<boolean, RegistryProblem> {
  const [values, subkeys] = [names(api, place, api.enumValue), names(api, place, api.enumKey)];
  if (!values.ok) return values;
  if (!subkeys.ok) return subkeys;
  if (place.key === '' || values.value.length > 0 || subkeys.value.length > 0) return ok(false);
  const { handle, path } = rootOf(place);
  const code = api.deleteKey(handle, path, ACCESS.view, 0);
  return isAbsent(code) ? ok(false) : code === 0 ? ok(true) : problem(code);
}

/** Opens a key, works with it and closes it; answers with the first error code that is not 0. */
function withKey(
  api: Advapi,
  place: KeyPlace & { value?: string },
  access: number,
  work: (key: Handle) => number,
): number {
  if (whyNoPlace(place) !== undefined) return ERROR.fileNotFound;
  const { handle, path } = rootOf(place);
  const key: [Handle] = [0];
  const code = api.openKey(handle, path, 0, access, key);
  if (code !== 0) return code;
  try {
    return work(key[0]);
  } finally {
    api.closeKey(key[0]);
  }
}

function rootOf({ hive, key }: KeyPlace): { readonly handle: Handle; readonly path: string } {
  const { handle, path } = ROOTS[hive];
  return { handle, path: path === '' || key === '' ? path + key : `${path}\\${key}` };
}

function isAbsent(code: number): boolean {
  return code === ERROR.fileNotFound || code === ERROR.badPath;
}

function answered(code: number): Result<true, RegistryProblem> {
  return code === 0 ? ok(true) : problem(code);
}

function problem(code: number): Result<never, RegistryProblem> {
  return fail({ code: code === ERROR.accessDenied ? 'access-denied' : 'refused', detail: describeError(code) });
}
