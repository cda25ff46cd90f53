// Whether a file with a secret is for its owner alone. Windows has no file modes: there the rights of the folder count.

/** `undefined`: it is. */
export function whyNotPrivate({ mode, uid }: { readonly mode: number; readonly uid: number }): string | undefined {
  if (process.platform === 'win32') return undefined;
  if ((mode & 0o077) !== 0) return `others than its owner may use it (mode ${(mode & 0o777).toString(8)})`;
  const self = process.getuid?.();
  return uid === self || self === 0 ? undefined : 'it belongs to another user';
}
