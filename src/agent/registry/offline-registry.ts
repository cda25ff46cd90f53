// The registry port over hives in memory: reads them as they were opened, and edits copies that are never written to a
// disk here.

import type { HiveName, RegistryLocation } from '../../domain/catalog/setting.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { editHive, type HiveEditor } from '../../regf/edit.ts';
import { type Hive, HiveError, type HiveKey } from '../../regf/hive.ts';
import { readRegistry } from '../offline/offline-profile.ts';
import type { KeyPlace, Registry, RegistryProblem } from './registry.ts';

export type OfflineRegistry = Registry & {
  /** The image of every hive that was written to. */
  readonly changedHives: () => ReadonlyMap<HiveName, Uint8Array>;
};

export function offlineRegistry(hives: ReadonlyMap<HiveName, Hive>): OfflineRegistry {
  const editors = new Map<HiveName, HiveEditor>();
  const current = new Map(hives);

  const key = ({ hive, key: path }: KeyPlace): HiveKey | undefined => hiveNow(hive)?.find(path);

  function hiveNow(name: HiveName): Hive | undefined {
    const editor = editors.get(name);
    if (editor !== undefined && !current.has(name)) current.set(name, editor.hive());
    return current.get(name);
  }

  function editorOf(name: HiveName): Result<HiveEditor, RegistryProblem> {
    const known = editors.get(name);
    if (known !== undefined) return ok(known);
    const hive = hives.get(name);
    const editor = hive && editHive(hive);
    if (editor === undefined) return refused(`there is no hive ${name}`);
    if (!editor.ok) return refused(editor.error.detail);
    editors.set(name, editor.value);
    return editor;
  }

  function edit<T>(name: HiveName, work: (editor: HiveEditor) => T): Result<T, RegistryProblem> {
    return guarded(() => {
      const editor = editorOf(name);
      if (!editor.ok) return editor;
      const done = work(editor.value);
      current.delete(name);
      return ok(done);
    });
  }

  return {
    read: (location: RegistryLocation) => readRegistry(hiveNow(location.hive), location),
    write: (location, raw) =>
      edit(location.hive, (editor) => {
        editor.setValue(location.key, location.value, raw);
        return true;
      }),
    delete: (location) => {
      if (!hives.has(location.hive)) return ok(true);
      return edit(location.hive, (editor) => {
        editor.deleteValue(location.key, location.value);
        return true;
      });
    },
    hasKey: (place) => key(place) !== undefined,
    mayWrite: ({ hive }) => hives.has(hive),
    valueNames: (place) => guarded(() => ok((key(place)?.values() ?? []).map((value) => value.name))),
    subkeyNames: (place) => guarded(() => ok((key(place)?.subkeys() ?? []).map((subkey) => subkey.name))),
    removeEmptyKey: (place) =>
      guarded(() => {
        const found = key(place);
        if (found?.parent === undefined || found.valueCount > 0 || found.subkeyCount > 0) return ok(false);
        return edit(place.hive, (editor) => editor.deleteKey(place.key));
      }),
    flush: () => ok(true),
    changedHives: () => new Map([...editors].map(([name, editor]) => [name, editor.toBytes()])),
  };
}

/** Damage that is met, and names or values beyond what a hive can hold, are answers and not crashes. */
function guarded<T>(work: () => Result<T, RegistryProblem>): Result<T, RegistryProblem> {
  try {
    return work();
  } catch (error) {
    if (error instanceof HiveError) return refused(error.problem.detail);
    if (error instanceof RangeError) return refused(error.message);
    throw error;
  }
}

function refused(detail: string): Result<never, RegistryProblem> {
  return fail({ code: 'refused', detail });
}
