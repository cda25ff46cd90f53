// A new hive from nothing: a base block, a root key and its security record.

import { toUtf16le } from '../lib/bytes.ts';
import { CellSpace } from './cell-space.ts';
import { sealHeader } from './header.ts';
import { HiveEditor } from './hive-editor.ts';
import { HiveImage } from './image.ts';
import { writeKeyNode } from './key-node-edit.ts';
import {
  BASE_BLOCK,
  BASE_BLOCK_SIZE,
  BIN,
  KEY_HIVE_ENTRY,
  KEY_NODE,
  KEY_NO_DELETE,
  NO_CELL,
  PAYLOAD_BASE,
  SIGNATURE_REGF,
} from './layout.ts';
import { SecurityRecords } from './security-records.ts';

export type CreateOptions = {
  /** Minor version; 5, the one Windows 10 and 11 use for most hives, unless given. */
  readonly version?: 3 | 4 | 5 | 6;
  /** At most 31 characters are stored. */
  readonly fileName?: string;
  /** Self-relative; full control for SYSTEM and Administrators, reading for Users, unless given. */
  readonly securityDescriptor?: Uint8Array;
  /** FILETIME of the hive and of every key that is written; 0 unless given. */
  readonly lastWritten?: bigint;
  /** `ROOT` unless given. */
  readonly rootName?: string;
};

export function createHive(options: CreateOptions = {}): HiveEditor {
  const rootName = options.rootName ?? 'ROOT';
  if (rootName.length === 0 || rootName.length > 255) throw new RangeError('A root name has 1 to 255 characters.');
  const image = new HiveImage(new Uint8Array(BASE_BLOCK_SIZE), options.version ?? 5, 'strict');
  image.trusted = true;
  const space = new CellSpace(image);
  const security = new SecurityRecords(space);
  const lastWritten = options.lastWritten ?? 0n;
  const root = writeKeyNode(space, {
    name: rootName,
    parent: NO_CELL,
    security: NO_CELL,
    flags: KEY_HIVE_ENTRY | KEY_NO_DELETE,
    lastWritten,
    className: '',
  });
  const record = security.create(options.securityDescriptor ?? DEFAULT_DESCRIPTOR);
  security.acquire(record);
  image.view.setUint32(PAYLOAD_BASE + root + KEY_NODE.security, record, true);
  writeBaseBlock(image, options, root, lastWritten);
  return new HiveEditor(space, security, root, options.lastWritten);
}

function writeBaseBlock(image: HiveImage, options: CreateOptions, root: number, lastWritten: bigint): void {
  const { view, bytes } = image;
  view.setUint32(BASE_BLOCK.signature, SIGNATURE_REGF, true);
  view.setBigUint64(BASE_BLOCK.lastWritten, lastWritten, true);
  view.setUint32(BASE_BLOCK.majorVersion, 1, true);
  view.setUint32(BASE_BLOCK.minorVersion, options.version ?? 5, true);
  view.setUint32(BASE_BLOCK.fileFormat, 1, true);
  view.setUint32(BASE_BLOCK.rootCell, root, true);
  view.setUint32(BASE_BLOCK.binsSize, image.binsSize, true);
  view.setUint32(BASE_BLOCK.clusteringFactor, 1, true);
  bytes.set(toUtf16le((options.fileName ?? '').slice(0, 31)), BASE_BLOCK.fileName);
  view.setBigUint64(BASE_BLOCK_SIZE + BIN.timestamp, lastWritten, true);
  sealHeader(view, 1);
}

/**
 * Owner and group Administrators; SYSTEM and Administrators: all access, Users: read, each inherited by subkeys.
 * The same as `O:BAG:BAD:(A;CI;KA;;;SY)(A;CI;KA;;;BA)(A;CI;KR;;;BU)`.
 */
const DEFAULT_DESCRIPTOR = buildDescriptor();

function buildDescriptor(): Uint8Array {
  const administrators = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0];
  const users = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x21, 2, 0, 0];
  const system = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];
  const keyAllAccess = [0x3f, 0, 0x0f, 0];
  const keyRead = [0x19, 0, 0x02, 0];
  const entries = [...allow(keyAllAccess, system), ...allow(keyAllAccess, administrators), ...allow(keyRead, users)];
  const list = [2, 0, ...uint16(8 + entries.length), 3, 0, 0, 0, ...entries];
  const ownerAt = 20 + list.length;
  const groupAt = ownerAt + administrators.length;
  // Revision 1; control: self-relative, with an access list.
  const head = [1, 0, 4, 0x80, ...uint16(ownerAt), 0, 0, ...uint16(groupAt), 0, 0, 0, 0, 0, 0, 20, 0, 0, 0];
  return Uint8Array.from([...head, ...list, ...administrators, ...administrators]);
}

/** An access-allowed entry that containers inherit. */
function allow(mask: readonly number[], sid: readonly number[]): number[] {
  return [0, 2, ...uint16(8 + sid.length), ...mask, ...sid];
}

function uint16(value: number): number[] {
  return [value & 0xff, value >>> 8];
}
