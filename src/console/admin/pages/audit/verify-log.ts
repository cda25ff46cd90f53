// Verifies the tenant's whole log on the page, with the domain's own code: every event is fetched and hashed here, the tree is
// built from them here, and its root compared with what the log's key has signed. Nothing is remembered.
//
// Between two bundles of 256 events the page goes on: each is waited for, and the next few are on their way meanwhile.

import { openCheckpoint } from '../../../../domain/audit/checkpoint.ts';
import type { Checkpoint } from '../../../../domain/audit/checkpoint.ts';
import { checkTree } from '../../../../domain/audit/check-tree.ts';
import type { Finding } from '../../../../domain/audit/log-copy.ts';
import { parseVerifierKey } from '../../../../domain/audit/signed-note.ts';
import { parseTilePath, TILE_WIDTH, tileAt, tilePath } from '../../../../domain/audit/tile.ts';
import { type Api, ServiceError } from '../../../shared/api.ts';

/** From elsewhere, where somebody kept them: empty where nobody did. */
export type Trusted = { readonly key: string; readonly checkpoint: string };

export type LogVerdict =
  | ({ readonly kind: 'whole'; readonly checkpoint: Checkpoint; readonly earlier: Checkpoint | undefined } & Signed)
  | { readonly kind: 'wrong'; readonly finding: Finding }
  /** What was typed in is not what it should be. */
  | { readonly kind: 'unreadable'; readonly what: 'key' | 'earlier' };

/** As the service gave them. */
export type Signed = { readonly note: string; readonly key: string };

export async function verifyLog(
  api: Api,
  trusted: Trusted,
  at: { readonly signal: AbortSignal; readonly onProgress: (done: number, total: number) => void },
): Promise<LogVerdict> {
  const { signal } = at;
  const ownKey = text(await api('getAuditKey', { signal })).trim();
  const key = parseVerifierKey(trusted.key.trim() || ownKey);
  if (key === undefined) return { kind: 'unreadable', what: 'key' };
  const note = await api('getAuditCheckpoint', { signal });
  const checkpoint = openCheckpoint(note, key);
  if (!checkpoint.ok) return { kind: 'wrong', finding: { code: 'checkpoint-refused', detail: checkpoint.error } };
  const kept = trusted.checkpoint.trim() === '' ? undefined : openCheckpoint(bytes(trusted.checkpoint), key);
  if (kept?.ok === false) return { kind: 'unreadable', what: 'earlier' };
  const earlier = kept?.value;

  const { size } = checkpoint.value;
  const read = ahead((path) => fileOf(api, path, signal), size);
  const steps = checkTree(checkpoint.value, earlier);
  let step = steps.next();
  while (step.done !== true) {
    at.onProgress(entriesBefore(step.value), size);
    step = steps.next(await read(step.value));
  }
  if (step.value !== undefined) return { kind: 'wrong', finding: step.value };
  return { kind: 'whole', checkpoint: checkpoint.value, earlier, note: text(note), key: ownKey };
}

type Read = (path: string) => Promise<Uint8Array | undefined>;

async function fileOf(api: Api, path: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
  try {
    return await api('getAuditTile', { params: { '*': path.replace(/^tile\//, '') }, signal });
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** Entries and their hashes are read in their order, so the next ones can be asked for before they are wanted. */
function ahead(read: Read, size: number): Read {
  const begun = new Map<string, ReturnType<Read>>();
  const begin = (path: string) => {
    const going = begun.get(path) ?? read(path);
    // Whoever waits for it hears why; until then it is nobody's.
    going.catch(() => {});
    begun.set(path, going);
    return going;
  };
  return (path) => {
    const wanted = begin(path);
    begun.delete(path);
    const tile = parseTilePath(path);
    if (tile?.level !== 'entries') return wanted;
    for (let next = tile.index + 1; next <= tile.index + AHEAD; next += 1) {
      for (const level of ['entries', 0] as const) {
        const following = tileAt(level, next, size);
        if (following !== undefined) void begin(tilePath(following));
      }
    }
    return wanted;
  };
}

function entriesBefore(path: string): number {
  const tile = parseTilePath(path);
  return tile?.level === 'entries' || tile?.level === 0 ? tile.index * TILE_WIDTH : 0;
}

function text(of: Uint8Array): string {
  return new TextDecoder().decode(of);
}

/** Pasted texts lose the newline at their end. */
function bytes(pasted: string): Uint8Array {
  return new TextEncoder().encode(`${pasted.replaceAll('\r', '').trim()}\n`);
}

const AHEAD = 4;
