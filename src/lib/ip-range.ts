// IPv4 and IPv6 addresses and ranges: read from text, compared by value.
//
// Ranges are CIDR (`203.0.113.0/24`, `2001:db8::/32`) or from–to (`203.0.113.1-203.0.113.9`). An IPv4 address written as
// IPv6 (`::ffff:203.0.113.7`) is that IPv4 address. Deliberately absent: leading zeros and short forms such as `10.1`,
// which programs read differently, and zone ids.

/** `bits` is 32 or 128; `value` is the address as one number. */
export type IpAddress = { readonly bits: 32 | 128; readonly value: bigint };

export type IpRange = { readonly bits: 32 | 128; readonly first: bigint; readonly last: bigint };

export function parseIpAddress(text: string): IpAddress | undefined {
  if (!text.includes(':')) {
    const value = parseV4(text);
    return value === undefined ? undefined : { bits: 32, value };
  }
  const value = parseV6(text);
  if (value === undefined) return undefined;
  return value >> 32n === MAPPED_PREFIX ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value };
}

export function parseIpRange(text: string): IpRange | undefined {
  const dash = text.split('-');
  if (dash.length === 2) return between(parseIpAddress(dash[0]?.trim() ?? ''), parseIpAddress(dash[1]?.trim() ?? ''));
  const [base = '', length, ...rest] = text.trim().split('/');
  const address = parseIpAddress(base);
  if (address === undefined || rest.length > 0) return undefined;
  if (length === undefined) return { bits: address.bits, first: address.value, last: address.value };
  const prefix = /^(0|[1-9]\d{0,2})$/.test(length) ? Number(length) : Number.NaN;
  // A mapped address keeps counting its prefix in the 128 bits it was written in.
  const host = (base.includes(':') ? 128 : 32) - prefix;
  if (!(host >= 0 && host <= address.bits)) return undefined;
  const mask = (1n << BigInt(host)) - 1n;
  return { bits: address.bits, first: address.value & ~mask, last: address.value | mask };
}

export function isInRange({ bits, value }: IpAddress, range: IpRange): boolean {
  return bits === range.bits && value >= range.first && value <= range.last;
}

const MAPPED_PREFIX = 0xffffn;

function between(first: IpAddress | undefined, last: IpAddress | undefined): IpRange | undefined {
  if (first === undefined || last === undefined || first.bits !== last.bits || first.value > last.value)
    return undefined;
  return { bits: first.bits, first: first.value, last: last.value };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => groupsOf(half, index === halves.length - 1));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<bigint>(halves.length === 2 ? missing : 0).fill(0n), ...(tail ?? [])];
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

/** The 16-bit groups of one side of `::`; the very last group may be an IPv4 address. */
function groupsOf(text: string, isEnd: boolean): readonly bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups = parts.map((part, index): readonly bigint[] | undefined => {
    if (/^[0-9a-f]{1,4}$/i.test(part)) return [BigInt(`0x${part}`)];
    const v4 = isEnd && index === parts.length - 1 ? parseV4(part) : undefined;
    return v4 === undefined ? undefined : [v4 >> 16n, v4 & 0xffffn];
  });
  return groups.every((group) => group !== undefined) ? groups.flat() : undefined;
}
