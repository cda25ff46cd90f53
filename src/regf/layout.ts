// Where things are in a hive file. Sizes and offsets in bytes; every number in the file is little-endian.
// A "cell offset" counts from the end of the base block, so file position = BASE_BLOCK_SIZE + cell offset.

export const BASE_BLOCK_SIZE = 4096;
export const BIN_HEADER_SIZE = 32;
export const PAGE_SIZE = 4096;
/** The size field that opens each cell. */
export const CELL_HEADER_SIZE = 4;
/** File position of a cell's payload = cell offset + this. */
export const PAYLOAD_BASE = BASE_BLOCK_SIZE + CELL_HEADER_SIZE;
/** "There is none", where a cell offset is expected. */
export const NO_CELL = 0xffffffff;

export const BASE_BLOCK = {
  signature: 0,
  primarySequence: 4,
  secondarySequence: 8,
  lastWritten: 12,
  majorVersion: 20,
  minorVersion: 24,
  fileType: 28,
  fileFormat: 32,
  rootCell: 36,
  binsSize: 40,
  clusteringFactor: 44,
  fileName: 48,
  flags: 144,
  checksum: 508,
} as const;

export const BIN = { signature: 0, offset: 4, size: 8, timestamp: 20 } as const;

export const KEY_NODE = {
  flags: 2,
  lastWritten: 4,
  accessBits: 12,
  parent: 16,
  subkeyCount: 20,
  volatileSubkeyCount: 24,
  subkeyList: 28,
  volatileSubkeyList: 32,
  valueCount: 36,
  valueList: 40,
  security: 44,
  className: 48,
  /** Low 16 bits only: the upper ones hold virtualization, user and debug flags. */
  longestSubkeyName: 52,
  longestSubkeyClass: 56,
  longestValueName: 60,
  longestValueData: 64,
  nameLength: 72,
  classLength: 74,
  name: 76,
} as const;

export const KEY_VALUE = { nameLength: 2, dataSize: 4, data: 8, type: 12, flags: 16, name: 20 } as const;

export const KEY_SECURITY = { next: 4, previous: 8, referenceCount: 12, descriptorSize: 16, descriptor: 20 } as const;

/** Two ASCII letters as the 16-bit number a little-endian read of them gives. */
export const SIGNATURE = {
  nk: 0x6b6e,
  vk: 0x6b76,
  sk: 0x6b73,
  li: 0x696c,
  lf: 0x666c,
  lh: 0x686c,
  ri: 0x6972,
  db: 0x6264,
} as const;

export const SIGNATURE_REGF = 0x66676572;
export const SIGNATURE_HBIN = 0x6e696268;

/** Key node flags. */
export const KEY_HIVE_ENTRY = 0x0004;
export const KEY_NO_DELETE = 0x0008;
export const KEY_COMP_NAME = 0x0020;
/** The value count is a handle, not a count. */
export const KEY_PREDEF_HANDLE = 0x0040;

/** Key value flag: the name has one byte per character. */
export const VALUE_COMP_NAME = 0x0001;

/** Top bit of a value's data size: the data sits in the data offset field itself. */
export const RESIDENT_DATA = 0x80000000;
export const RESIDENT_DATA_MAX = 4;

/** Bytes per segment of big data; longer data is split where the hive's minor version is at least 4. */
export const BIG_DATA_SEGMENT = 16344;
export const BIG_DATA_MINOR_VERSION = 4;
export const HASH_LEAF_MINOR_VERSION = 5;

/** Windows refuses deeper trees (512 levels), so nothing that reads them ever needs to go deeper. */
export const DEPTH_MAX = 512;
