import type { HiveProblem } from './problem.ts';
import { isDirty, readHeader } from './header.ts';
export type Recovery =
  | { readonly state: 'clean' }
  | { readonly state: 'dirty-without-log' }
  | { readonly state: 'dirty'; readonly refused: readonly HiveProblem[] };
export function recoverHive(
  bytes: Uint8Array,
  _logs: readonly Uint8Array[],
): { readonly bytes: Uint8Array; readonly recovery: Recovery } {
  const header = readHeader(bytes);
  return {
    bytes,
    recovery: header !== undefined && isDirty(header) ? { state: 'dirty-without-log' } : { state: 'clean' },
  };
}
