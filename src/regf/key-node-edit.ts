// Writing a new key node.

import { toUtf16le } from '../lib/bytes.ts';
import type { CellSpace } from './cell-space.ts';
import { KEY_COMP_NAME, KEY_NODE, NO_CELL, PAYLOAD_BASE, SIGNATURE } from './layout.ts';
import { encodeName } from './names.ts';

export type NewKeyNode = {
  readonly name: string;
  /** Cell offsets. */
  readonly parent: number;
  readonly security: number;
  /** Besides the one that says how the name is stored. */
  readonly flags: number;
  readonly lastWritten: bigint;
  /** Empty for none. */
  readonly className: string;
};

/** The cell of a key without subkeys and values; the caller lists it. */
export function writeKeyNode(space: CellSpace, key: NewKeyNode): number {
  const name = encodeName(key.name);
  const cell = space.allocate(KEY_NODE.name + name.bytes.length);
  const className = key.className === '' ? NO_CELL : space.allocate(key.className.length * 2);
  const { view, bytes } = space.image;
  const node = PAYLOAD_BASE + cell;
  view.setUint16(node, SIGNATURE.nk, true);
  view.setUint16(node + KEY_NODE.flags, key.flags | (name.latin1 ? KEY_COMP_NAME : 0), true);
  view.setBigUint64(node + KEY_NODE.lastWritten, key.lastWritten, true);
  view.setUint32(node + KEY_NODE.parent, key.parent, true);
  view.setUint32(node + KEY_NODE.subkeyList, NO_CELL, true);
  view.setUint32(node + KEY_NODE.volatileSubkeyList, NO_CELL, true);
  view.setUint32(node + KEY_NODE.valueList, NO_CELL, true);
  view.setUint32(node + KEY_NODE.security, key.security, true);
  view.setUint32(node + KEY_NODE.className, className, true);
  view.setUint16(node + KEY_NODE.nameLength, name.bytes.length, true);
  view.setUint16(node + KEY_NODE.classLength, key.className.length * 2, true);
  bytes.set(name.bytes, node + KEY_NODE.name);
  if (className !== NO_CELL) bytes.set(toUtf16le(key.className), PAYLOAD_BASE + className);
  return cell;
}
