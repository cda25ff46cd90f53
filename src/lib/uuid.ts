// UUIDs (RFC 9562): version 7 for identifiers that sort by the time they were made, version 8 for those that follow from
// what they name, and a strict check for any.

/** A version 7 UUID from the milliseconds since 1970 and ten random bytes; both come in, so that tests can repeat them. */
export function uuidV7(unixMilliseconds: number, random: Uint8Array): string {
  if (random.length < RANDOM_BYTES) throw new RangeError(`uuidV7 needs ${RANDOM_BYTES} random bytes`);
  const time = Math.floor(unixMilliseconds).toString(16).padStart(12, '0').slice(-12);
  const bytes = [...random.subarray(0, RANDOM_BYTES)];
  bytes[0] = 0x70 | ((bytes[0] ?? 0) & 0x0f);
  bytes[2] = 0x80 | ((bytes[2] ?? 0) & 0x3f);
  const tail = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`;
}

/** The same for the same 16 bytes, which come from a hash. */
export function uuidV8(hash: Uint8Array): string {
  if (hash.length < 16) throw new RangeError('uuidV8 needs 16 bytes');
  const bytes = [...hash.subarray(0, 16)];
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const text = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}

/** Lower-case canonical form only: what the database and the wire carry. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

const RANDOM_BYTES = 10;
