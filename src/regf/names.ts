// Names in a hive: one byte per character (Latin-1) where every character fits, UTF-16LE otherwise. Nothing is
// normalized and nothing is a terminator: NULs, slashes and unpaired surrogates come and go as they are.

export function decodeName(bytes: Uint8Array, start: number, lengthBytes: number, latin1: boolean): string {
  return latin1 ? decodeLatin1(bytes, start, lengthBytes) : decodeUtf16(bytes, start, lengthBytes);
}

export function encodeName(name: string): { readonly bytes: Uint8Array; readonly latin1: boolean } {
  const latin1 = isLatin1(name);
  const bytes = new Uint8Array(latin1 ? name.length : name.length * 2);
  for (let i = 0; i < name.length; i += 1) {
    const unit = name.charCodeAt(i);
    if (latin1) {
      bytes[i] = unit;
    } else {
      bytes[2 * i] = unit & 0xff;
      bytes[2 * i + 1] = unit >>> 8;
    }
  }
  return { bytes, latin1 };
}

function isLatin1(name: string): boolean {
  for (let i = 0; i < name.length; i += 1) if (name.charCodeAt(i) > 0xff) return false;
  return true;
}

/** Eight and four at a time: faster than one by one, and unlike a view of the bytes it leaves no garbage behind. */
function decodeLatin1(bytes: Uint8Array, start: number, length: number): string {
  const unit = (at: number): number => bytes[at] ?? 0;
  const end = start + length;
  let text = '';
  let i = start;
  for (; i + 8 <= end; i += 8) {
    text += String.fromCharCode(
      unit(i),
      unit(i + 1),
      unit(i + 2),
      unit(i + 3),
      unit(i + 4),
      unit(i + 5),
      unit(i + 6),
      unit(i + 7),
    );
  }
  if (i + 4 <= end) {
    text += String.fromCharCode(unit(i), unit(i + 1), unit(i + 2), unit(i + 3));
    i += 4;
  }
  for (; i < end; i += 1) text += String.fromCharCode(unit(i));
  return text;
}

function decodeUtf16(bytes: Uint8Array, start: number, lengthBytes: number): string {
  let text = '';
  for (let at = start; at + 1 < start + lengthBytes; at += 2) {
    text += String.fromCharCode((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  }
  return text;
}
