// The editing surface over a checked image; made by `editHive` and `createHive`.

import type { CellSpace } from './cell-space.ts';
import { sealHeader } from './header.ts';
import { type Hive, openHive, splitPath } from './hive.ts';
import { HiveKey } from './hive-key.ts';
import { writeKeyNode } from './key-node-edit.ts';
import {
  BASE_BLOCK,
  BASE_BLOCK_SIZE,
  BIG_DATA_MINOR_VERSION,
  BIG_DATA_SEGMENT,
  BIN,
  DEPTH_MAX,
  KEY_NODE,
  KEY_PREDEF_HANDLE,
  PAYLOAD_BASE,
} from './layout.ts';
import { cellsOfKey } from './owned-cells.ts';
import { HiveError } from './problem.ts';
import type { RawValue } from './raw-value.ts';
import type { SecurityRecords } from './security-records.ts';
import { addSubkey, removeSubkey } from './subkey-list-edit.ts';
import { upcaseName } from './upcase.ts';
import { addValue, removeValue, writeData } from './value-edit.ts';

/** UTF-16 units, as Windows limits them. */
export const KEY_NAME_MAX = 255;
export const VALUE_NAME_MAX = 16383;
export const CLASS_NAME_MAX = 32767;
/** Bytes of one value: a cell's limit up to version 1.3, that of big data from 1.4 on. */
export const DATA_MAX_BEFORE_BIG_DATA = 1024 * 1024;
export const DATA_MAX = 65535 * BIG_DATA_SEGMENT;

export type Path = string | readonly string[];

export type NewKeyOptions = {
  /** FILETIME; the editor's `now`, else 0, unless given. */
  readonly lastWritten?: bigint;
  readonly className?: string;
};

/** Room for what one edit may need apart from names and data: lists that are copied to grow, and records. */
const EDIT_ROOM_BYTES = 1024 * 1024;

export class HiveEditor {
  readonly #space: CellSpace;
  readonly #security: SecurityRecords;
  readonly #now: bigint | undefined;
  readonly #root: HiveKey;
  /** Upper-case subkey names of the keys used lately, so that looking up is not a walk along the list. */
  readonly #subkeys = new Map<number, Map<string, HiveKey>>();
  #changed = false;

  constructor(space: CellSpace, security: SecurityRecords, rootCell: number, now: bigint | undefined) {
    this.#space = space;
    this.#security = security;
    this.#now = now;
    this.#root = new HiveKey(space.image, rootCell, undefined, rootCell, 0);
  }

  /** Creates the key and the parents it lacks; a key that exists is left as it is. New keys share their parent's security. */
  createKey(path: Path, options: NewKeyOptions = {}): void {
    const names = splitPath(path);
    checkKeyNames(names);
    if ((options.className?.length ?? 0) > CLASS_NAME_MAX) {
      throw new RangeError(`A class name has at most ${CLASS_NAME_MAX} characters.`);
    }
    this.#ensureKey(names, options, 0);
  }

  /** Deletes the key with everything below it; false when there is none. The root cannot be deleted. */
  deleteKey(path: Path): boolean {
    const names = splitPath(path);
    if (names.length === 0) throw new RangeError('The root key cannot be deleted.');
    const key = this.#find(names);
    const parent = key?.parent;
    if (key === undefined || parent === undefined) return false;
    removeSubkey(this.#space, parent.cell, key.cell, parent);
    if (parent.subkeyCount === 0) {
      this.#setField16(parent, KEY_NODE.longestSubkeyName, 0);
      this.#setField(parent, KEY_NODE.longestSubkeyClass, 0);
    }
    this.#subkeys.get(parent.cell)?.delete(upcaseName(key.name));
    this.#freeTree(key);
    this.#touch(parent);
    return true;
  }

  /** Sets a value, creating it and its key where missing; an existing value keeps its place and the case of its name. */
  setValue(path: Path, name: string, value: RawValue): void {
    const names = splitPath(path);
    checkKeyNames(names);
    this.#checkValue(name, value);
    const known = this.#find(names);
    if (known !== undefined && (known.flags & KEY_PREDEF_HANDLE) !== 0) {
      throw new RangeError('A key that stands for a predefined handle holds no values.');
    }
    const listBytes = 4 * (known?.valueCount ?? 0);
    const key = this.#ensureKey(names, {}, listBytes + value.data.length + name.length);
    const existing = key.value(name)?.cell;
    const cell = existing ?? addValue(this.#space, key.cell, name);
    writeData(this.#space, cell, { type: value.type, data: value.data }, key);
    this.#raise(key, KEY_NODE.longestValueName, name.length * 2);
    this.#raise(key, KEY_NODE.longestValueData, value.data.length);
    this.#touch(key);
  }

  /** False when there is no such value. */
  deleteValue(path: Path, name: string): boolean {
    const key = this.#find(splitPath(path));
    const value = key?.value(name);
    if (key === undefined || value === undefined) return false;
    removeValue(this.#space, key.cell, value.cell, key);
    this.#touch(key);
    return true;
  }

  /** The hive as it is now. Later edits do not show in it. */
  hive(): Hive {
    const opened = openHive(this.toBytes());
    if (!opened.ok) throw new HiveError(opened.error);
    return opened.value;
  }

  /** A new array: the image up to its last bin, sealed as a finished write if anything was edited, else as it was. */
  toBytes(): Uint8Array {
    const { image } = this.#space;
    const bytes = image.bytes.slice(0, BASE_BLOCK_SIZE + image.binsSize);
    if (!this.#changed) return bytes;
    const view = new DataView(bytes.buffer);
    view.setUint32(BASE_BLOCK.binsSize, image.binsSize, true);
    if (this.#now !== undefined) {
      view.setBigUint64(BASE_BLOCK.lastWritten, this.#now, true);
      view.setBigUint64(BASE_BLOCK_SIZE + BIN.timestamp, this.#now, true);
    }
    sealHeader(view, (view.getUint32(BASE_BLOCK.primarySequence, true) + 1) >>> 0);
    return bytes;
  }

  #ensureKey(names: readonly string[], options: NewKeyOptions, dataBytes: number): HiveKey {
    this.#space.reserve(EDIT_ROOM_BYTES + 2 * dataBytes + names.length * 4096);
    let key = this.#root;
    for (const [index, name] of names.entries()) {
      const isLast = index === names.length - 1;
      key = this.#indexOf(key).get(upcaseName(name)) ?? this.#addKey(key, name, isLast ? options : {});
    }
    return key;
  }

  #addKey(parent: HiveKey, name: string, options: NewKeyOptions): HiveKey {
    const { view } = this.#space.image;
    const security = view.getUint32(PAYLOAD_BASE + parent.cell + KEY_NODE.security, true);
    const cell = writeKeyNode(this.#space, {
      name,
      parent: parent.cell,
      security,
      flags: 0,
      lastWritten: options.lastWritten ?? this.#now ?? 0n,
      className: options.className ?? '',
    });
    this.#security.acquire(security);
    const index = this.#indexOf(parent);
    addSubkey(this.#space, parent.cell, cell, name, parent);
    const longest = this.#space.image.view.getUint16(PAYLOAD_BASE + parent.cell + KEY_NODE.longestSubkeyName, true);
    this.#setField16(parent, KEY_NODE.longestSubkeyName, Math.max(longest, name.length * 2));
    this.#raise(parent, KEY_NODE.longestSubkeyClass, (options.className?.length ?? 0) * 2);
    this.#touch(parent);
    const key = new HiveKey(this.#space.image, cell, parent, this.#root.cell, parent.depth + 1);
    index.set(upcaseName(name), key);
    return key;
  }

  #freeTree(top: HiveKey): void {
    const open = [top];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      for (const subkey of key.subkeys()) open.push(subkey);
      this.#security.release(this.#space.image.view.getUint32(PAYLOAD_BASE + key.cell + KEY_NODE.security, true));
      this.#subkeys.delete(key.cell);
      const cells = cellsOfKey(this.#space.image, key.cell, key);
      for (const cell of cells) this.#space.free(cell);
    }
  }

  #find(names: readonly string[]): HiveKey | undefined {
    let key: HiveKey | undefined = this.#root;
    for (const name of names) key = key === undefined ? undefined : this.#indexOf(key).get(upcaseName(name));
    return key;
  }

  #indexOf(key: HiveKey): Map<string, HiveKey> {
    let index = this.#subkeys.get(key.cell);
    if (index === undefined) {
      index = new Map();
      const subkeys = key.subkeys();
      for (const subkey of subkeys.toReversed()) index.set(upcaseName(subkey.name), subkey);
      // Where two keys have one name, deleting the first must let the second be found: look again each time.
      if (index.size === subkeys.length) this.#subkeys.set(key.cell, index);
    }
    return index;
  }

  #checkValue(name: string, value: RawValue): void {
    if (name.length > VALUE_NAME_MAX) throw new RangeError(`A value's name has at most ${VALUE_NAME_MAX} characters.`);
    if (!Number.isInteger(value.type) || value.type < 0 || value.type > 0xffffffff) {
      throw new RangeError(`A value's type is an unsigned 32-bit number, not ${value.type}.`);
    }
    const { minorVersion } = this.#space.image;
    const max = minorVersion >= BIG_DATA_MINOR_VERSION ? DATA_MAX : DATA_MAX_BEFORE_BIG_DATA;
    if (value.data.length > max)
      throw new RangeError(`A value holds at most ${max} bytes in a 1.${minorVersion} hive.`);
  }

  #touch(key: HiveKey): void {
    this.#changed = true;
    if (this.#now === undefined) return;
    this.#space.image.view.setBigUint64(PAYLOAD_BASE + key.cell + KEY_NODE.lastWritten, this.#now, true);
  }

  #raise(key: HiveKey, field: number, value: number): void {
    const at = PAYLOAD_BASE + key.cell + field;
    if (this.#space.image.view.getUint32(at, true) < value) this.#space.image.view.setUint32(at, value, true);
  }

  #setField(key: HiveKey, field: number, value: number): void {
    this.#space.image.view.setUint32(PAYLOAD_BASE + key.cell + field, value, true);
  }

  #setField16(key: HiveKey, field: number, value: number): void {
    this.#space.image.view.setUint16(PAYLOAD_BASE + key.cell + field, value, true);
  }
}

function checkKeyNames(names: readonly string[]): void {
  if (names.length > DEPTH_MAX) throw new RangeError(`Keys are nested at most ${DEPTH_MAX} deep.`);
  for (const name of names) {
    if (name.length === 0 || name.length > KEY_NAME_MAX) {
      throw new RangeError(`A key's name has 1 to ${KEY_NAME_MAX} characters, not ${name.length}.`);
    }
  }
}
