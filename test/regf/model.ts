// What a hive should hold after edits: maps instead of cells.

import { toHex } from '../../src/lib/bytes.ts';
import type { HiveEditor } from '../../src/regf/hive-editor.ts';
import { upcaseName } from '../../src/regf/upcase.ts';
import type { Edit } from './arbitrary.ts';
import type { PlainKey, PlainValue } from './tree.ts';

export type ModelKey = {
  readonly name: string;
  readonly className: string | undefined;
  readonly values: Map<string, PlainValue>;
  readonly subkeys: Map<string, ModelKey>;
};

export function modelOf(key: PlainKey): ModelKey {
  return {
    name: key.name,
    className: key.className,
    values: new Map(key.values.map((value) => [upcaseName(value.name), value])),
    subkeys: new Map(key.subkeys.map((subkey) => [upcaseName(subkey.name), modelOf(subkey)])),
  };
}

/** Does the same to both; returns whether they agree on what there was to delete. */
export function applyEdit(model: ModelKey, editor: HiveEditor, edit: Edit): boolean {
  if (edit.do === 'createKey') {
    ensure(model, edit.path, edit.className);
    editor.createKey(edit.path, edit.className === '' ? {} : { className: edit.className });
    return true;
  }
  if (edit.do === 'deleteKey') {
    return edit.path.length === 0 || editor.deleteKey(edit.path) === deleteKey(model, edit.path);
  }
  if (edit.do === 'setValue') {
    setValue(ensure(model, edit.path, ''), edit.name, edit.type, edit.data);
    editor.setValue(edit.path, edit.name, edit);
    return true;
  }
  const existed = find(model, edit.path)?.values.delete(upcaseName(edit.name)) ?? false;
  return editor.deleteValue(edit.path, edit.name) === existed;
}

/** Like a reading of the hive, with subkeys sorted as Windows sorts them; times and security are left out. */
export function sortedContent(key: ModelKey | PlainKey): unknown {
  return {
    name: key.name,
    className: key.className,
    values: [...key.values.values()],
    subkeys: [...key.subkeys.values()].toSorted(byName).map(sortedContent),
  };
}

function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return upcaseName(left.name) < upcaseName(right.name) ? -1 : 1;
}

function find(model: ModelKey, path: readonly string[]): ModelKey | undefined {
  let key: ModelKey | undefined = model;
  for (const name of path) key = key?.subkeys.get(upcaseName(name));
  return key;
}

function ensure(model: ModelKey, path: readonly string[], className: string): ModelKey {
  let key = model;
  for (const [index, name] of path.entries()) {
    let next = key.subkeys.get(upcaseName(name));
    if (next === undefined) {
      const own = index === path.length - 1 && className !== '' ? className : undefined;
      next = { name, className: own, values: new Map(), subkeys: new Map() };
      key.subkeys.set(upcaseName(name), next);
    }
    key = next;
  }
  return key;
}

function deleteKey(model: ModelKey, path: readonly string[]): boolean {
  const last = path.at(-1);
  return last !== undefined && (find(model, path.slice(0, -1))?.subkeys.delete(upcaseName(last)) ?? false);
}

/** A value that exists keeps its place and the case of its name. */
function setValue(key: ModelKey, name: string, type: number, data: Uint8Array): void {
  const existing = key.values.get(upcaseName(name));
  key.values.set(upcaseName(name), { name: existing?.name ?? name, type, data: toHex(data) });
}
