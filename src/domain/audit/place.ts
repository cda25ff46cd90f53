// What an entry says of its own place: it belongs to one log and has one index there, whoever shows it and where.

import { tenantOf } from './checkpoint.ts';

/** Whether the entry says that it is of another log or has another index. */
export function misplacedEntry(entry: Uint8Array, origin: string, leafIndex: number): boolean {
  const place = placeOf(entry);
  return place?.tenantId !== tenantOf(origin) || place?.leafIndex !== leafIndex;
}

function placeOf(entry: Uint8Array): { readonly tenantId?: unknown; readonly leafIndex?: unknown } | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(entry)) as { readonly tenantId?: unknown; readonly leafIndex?: unknown };
  } catch {
    return undefined;
  }
}
