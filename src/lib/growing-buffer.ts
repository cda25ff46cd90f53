// Memory that grows where it stands: a range of addresses is reserved, which costs nothing, and bytes are taken from it as they are
// needed. Growing by copying would need both for a moment, and leave holes behind that no table of the next size fits into.

export function growingBuffer(): ArrayBuffer {
  return new ArrayBuffer(FIRST_BYTES, { maxByteLength: BYTES_MAX });
}

const FIRST_BYTES = 4096;
/** Texts or numbers of some thirty million devices. */
const BYTES_MAX = 1024 * 1024 * 1024;
