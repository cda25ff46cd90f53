// Reads a tenant's audit log in the forms that it has outside: its signed checkpoint, its key, its tiles and its events. What a
// use case needs is one transaction each; nothing that was read can change later but the checkpoint, which only grows.

import { originOf, signCheckpoint } from '../../domain/audit/checkpoint.ts';
import { rootHash } from '../../domain/audit/merkle.ts';
import { formatVerifierKey, verifierKeyOf } from '../../domain/audit/signed-note.ts';
import { encodeBundle, encodeTile, type Tile, TILE_WIDTH, tileAt } from '../../domain/audit/tile.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { findEntries, findHashes, findLog } from './audit-store.ts';
import { logSigner } from './log-key.ts';

export type SignedLog = {
  readonly size: number;
  /** The checkpoint, as a signed note. */
  readonly note: string;
  readonly verifierKey: string;
};

export function readCheckpoint(context: Context, tenantId: string): Promise<Result<SignedLog, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const signer = await logSigner(context, tx);
    if (!signer.ok) return signer;
    const log = await findLog(tx);
    const note = signCheckpoint({ origin: originOf(tenantId), size: log.size, root: rootHash(log) }, signer.value);
    return ok({ size: log.size, note, verifierKey: formatVerifierKey(verifierKeyOf(signer.value)) });
  });
}

/** A tile or bundle, as long as the log has grown that far. */
export function readTile(context: Context, tenantId: string, tile: Tile): Promise<Result<Uint8Array, Problem>> {
  const { level, index, width } = tile;
  const range = { first: index * TILE_WIDTH, count: width };
  return inTenant(context, tenantId, async (tx) => {
    const current = tileAt(level, index, (await findLog(tx)).size);
    if (current === undefined || width > current.width) {
      return fail({ code: 'not-found', detail: 'The audit log has no such tile yet.' });
    }
    if (level === 'entries') return ok(encodeBundle(await findEntries(tx, range)));
    return ok(encodeTile(await findHashes(tx, { level, ...range })));
  });
}

/** The events that follow the one with the index `after`, as they are in the log: canonical JSON. */
export function readEvents(
  context: Context,
  tenantId: string,
  { after, limit }: { readonly after: number | undefined; readonly limit: number },
): Promise<Result<readonly Uint8Array[], Problem>> {
  const first = (after ?? -1) + 1;
  return inTenant(context, tenantId, async (tx) => ok(await findEntries(tx, { first, count: limit })));
}
