// A number of bytes as people read it: powers of 1000, as in file managers.

/** `2.4 KB`. */
export function byteSize(size: number): string {
  if (size < 1000) return `${size} bytes`;
  return size < 1_000_000 ? `${(size / 1000).toFixed(1)} KB` : `${(size / 1_000_000).toFixed(1)} MB`;
}
