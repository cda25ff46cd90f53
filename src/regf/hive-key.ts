// A key and its values, read lazily from the image. Two objects for one key are equal in all but identity.

import type { HiveImage } from './image.ts';
import {
  BASE_BLOCK_SIZE,
  DEPTH_MAX,
  KEY_COMP_NAME,
  KEY_NODE,
  KEY_SECURITY,
  KEY_VALUE,
  NO_CELL,
  PAYLOAD_BASE,
  SIGNATURE,
  VALUE_COMP_NAME,
} from './layout.ts';
import { decodeName } from './names.ts';
import { subkeyCells } from './subkey-list.ts';
import { upcaseName } from './upcase.ts';
import { valueData } from './value-data.ts';
import { valueCells, valueCount } from './value-list.ts';

const EMPTY = new Uint8Array(0);
const NO_KEYS: readonly HiveKey[] = [];

/** Class names longer than this must belong to one key. */
const SHARED_CLASS_MAX = 256;

export class HiveKey {
  /** Offset of the key's cell, counted from the end of the base block: the key's identity within its hive. */
  readonly cell: number;
  readonly parent: HiveKey | undefined;
  /** 0 for the root. */
  readonly depth: number;
  readonly #image: HiveImage;
  readonly #rootCell: number;
  #name: string | undefined;

  constructor(image: HiveImage, cell: number, parent: HiveKey | undefined, rootCell: number, depth: number) {
    this.#image = image;
    this.cell = cell;
    this.parent = parent;
    this.#rootCell = rootCell;
    this.depth = depth;
  }

  /** As stored; the root of a hive has a name too, which is no part of any path. */
  get name(): string {
    if (this.#name === undefined) {
      const node = PAYLOAD_BASE + this.cell;
      const length = this.#image.view.getUint16(node + KEY_NODE.nameLength, true);
      this.#name = decodeName(this.#image.bytes, node + KEY_NODE.name, length, (this.flags & KEY_COMP_NAME) !== 0);
    }
    return this.#name;
  }

  /** Names from below the root, backslash-separated: for people, since a name may hold a backslash itself. */
  get path(): string {
    if (this.parent === undefined) return '';
    return this.parent.parent === undefined ? this.name : `${this.parent.path}\\${this.name}`;
  }

  /** FILETIME: 100 ns since 1601-01-01 UTC. */
  get lastWritten(): bigint {
    return this.#image.view.getBigUint64(PAYLOAD_BASE + this.cell + KEY_NODE.lastWritten, true);
  }

  /** The 16 flag bits of the key node. */
  get flags(): number {
    return this.#image.view.getUint16(PAYLOAD_BASE + this.cell + KEY_NODE.flags, true);
  }

  /** `undefined` when the key has none. */
  get className(): string | undefined {
    const node = PAYLOAD_BASE + this.cell;
    const cell = this.#number(KEY_NODE.className);
    const length = this.#image.view.getUint16(node + KEY_NODE.classLength, true);
    if (cell === NO_CELL || length === 0) return undefined;
    const room = this.#image.cell(cell, 'a class name', this);
    if (room < 0) return undefined;
    if (length > room) {
      const detail = `A class name of ${length} bytes lies in a cell of ${room}.`;
      this.#image.report('bad-class-name', BASE_BLOCK_SIZE + cell, detail, this);
      return undefined;
    }
    if (length > SHARED_CLASS_MAX && !this.#image.claim(cell, this.cell, 'a class name', this)) return undefined;
    return decodeName(this.#image.bytes, PAYLOAD_BASE + cell, length, false);
  }

  /** What the key itself counts, without looking at the list. */
  get subkeyCount(): number {
    return this.#number(KEY_NODE.subkeyCount);
  }

  get valueCount(): number {
    return valueCount(this.#image, this.cell);
  }

  /** The self-relative security descriptor, a view; empty when there is none that can be read. */
  securityDescriptor(): Uint8Array {
    const cell = this.#number(KEY_NODE.security);
    if (cell === NO_CELL) return EMPTY;
    const room = this.#image.cell(cell, 'a security descriptor', this);
    if (room < 0) return EMPTY;
    const record = PAYLOAD_BASE + cell;
    const isRecord = room >= KEY_SECURITY.descriptor && this.#image.view.getUint16(record, true) === SIGNATURE.sk;
    const size = isRecord ? this.#image.view.getUint32(record + KEY_SECURITY.descriptorSize, true) : 0;
    if (!isRecord || size > room - KEY_SECURITY.descriptor) {
      const detail = isRecord ? 'A security descriptor is longer than its cell.' : 'A security record is none.';
      this.#image.report('bad-security', BASE_BLOCK_SIZE + cell, detail, this);
      return EMPTY;
    }
    const start = record + KEY_SECURITY.descriptor;
    return this.#image.bytes.subarray(start, start + size);
  }

  /** In the order of the hive's list. */
  subkeys(): readonly HiveKey[] {
    if (this.subkeyCount === 0) return NO_KEYS;
    if (this.depth >= DEPTH_MAX) {
      this.#image.report('too-deep', BASE_BLOCK_SIZE + this.cell, `Keys are nested deeper than ${DEPTH_MAX}.`, this);
      return NO_KEYS;
    }
    const cells = subkeyCells(this.#image, this.cell, this.#rootCell, this);
    return cells.map((cell) => new HiveKey(this.#image, cell, this, this.#rootCell, this.depth + 1));
  }

  /** In the order of the hive's list, which is that of creation. */
  values(): readonly HiveValue[] {
    return valueCells(this.#image, this.cell, this).map((cell) => new HiveValue(this.#image, cell, this));
  }

  /** The first subkey of that name, case ignored. Looks at every name: neither order nor hashes are trusted. */
  subkey(name: string): HiveKey | undefined {
    return findNamed(this.subkeys(), name);
  }

  /** The first value of that name, case ignored; the empty name is the default value's. */
  value(name: string): HiveValue | undefined {
    return findNamed(this.values(), name);
  }

  #number(field: number): number {
    return this.#image.view.getUint32(PAYLOAD_BASE + this.cell + field, true);
  }
}

export class HiveValue {
  readonly cell: number;
  readonly key: HiveKey;
  readonly #image: HiveImage;

  constructor(image: HiveImage, cell: number, key: HiveKey) {
    this.#image = image;
    this.cell = cell;
    this.key = key;
  }

  /** The empty string for the default value. */
  get name(): string {
    const record = PAYLOAD_BASE + this.cell;
    const length = this.#image.view.getUint16(record + KEY_VALUE.nameLength, true);
    const latin1 = (this.#image.view.getUint16(record + KEY_VALUE.flags, true) & VALUE_COMP_NAME) !== 0;
    return decodeName(this.#image.bytes, record + KEY_VALUE.name, length, latin1);
  }

  get type(): number {
    return this.#image.view.getUint32(PAYLOAD_BASE + this.cell + KEY_VALUE.type, true);
  }

  /** A view of the hive's bytes where they lie in one piece, else a new array; never to be written to. */
  get data(): Uint8Array {
    return valueData(this.#image, this.cell, this.key);
  }
}

function findNamed<T extends { readonly name: string }>(entries: readonly T[], name: string): T | undefined {
  const wanted = upcaseName(name);
  return entries.find((entry) => {
    const candidate = entry.name;
    return candidate.length === wanted.length && (candidate === name || upcaseName(candidate) === wanted);
  });
}
