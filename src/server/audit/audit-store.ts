// The tables of the audit log. Appending needs the transaction of the act it tells of, so that there is never one without
// the other; the database lets nobody change or remove an event.
//
// A tenant's events have one order, and it is made here: the head's row is locked until the transaction ends, so no number
// is given twice and none is left out. Therefore the event is appended LAST: a transaction that waits for other rows while
// it has the head makes its whole tenant wait.

import { type AuditAct, auditEvent, auditEventBytes } from '../../domain/audit/event.ts';
import { append, EMPTY_TREE, type Frontier, type Hash, HASH_BYTES, leafHash } from '../../domain/audit/merkle.ts';
import { decodeTile, encodeTile, TILE_HEIGHT } from '../../domain/audit/tile.ts';
import type { TenantTransaction } from '../database/database.ts';

/** The last thing a use case does in its transaction. An event with an id that is in the log already is not appended again. */
export async function appendAuditEvent(tx: TenantTransaction, act: AuditAct): Promise<void> {
  const log = await lockLog(tx);
  const leafIndex = log.size;
  const body = auditEventBytes(auditEvent(act, { tenantId: tx.tenantId, leafIndex }));
  const leaf = leafHash(body);
  const grown = append(log, leaf);
  const added = await tx.query(
    `WITH entry AS (INSERT INTO audit_entry (tenant_id, leaf_index, event_id, body, leaf_hash)
                    VALUES ($1, $2, $3, $4, $5)
                    ON CONFLICT (tenant_id, event_id) DO NOTHING RETURNING 1)
     UPDATE audit_log SET size = $2 + 1, frontier = $6 WHERE tenant_id = $1 AND EXISTS (SELECT FROM entry) RETURNING 1`,
    [tx.tenantId, leafIndex, act.eventId, body, leaf, encodeTile(grown.frontier.roots)],
  );
  if (added.length > 0) await addNodes(tx, leafIndex, grown.subtrees);
}

/** The head as of now: what a checkpoint is made of. */
export async function findLog(tx: TenantTransaction): Promise<Frontier> {
  const [row] = await tx.query<HeadRow>('SELECT size, frontier FROM audit_log WHERE tenant_id = $1', [tx.tenantId]);
  return row === undefined ? EMPTY_TREE : frontierOf(row);
}

/** The entries from `first` on, in their order, byte for byte. */
export async function findEntries(
  tx: TenantTransaction,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<readonly Uint8Array[]> {
  const rows = await tx.query<{ body: Uint8Array }>(
    'SELECT body FROM audit_entry WHERE tenant_id = $1 AND leaf_index >= $2 AND leaf_index < $3 ORDER BY leaf_index',
    [tx.tenantId, first, first + count],
  );
  return rows.map(({ body }) => body);
}

/** The hashes of a level of the tree's tiles, from `first` on: of the entries, or of full tiles of the level below. */
export async function findHashes(
  tx: TenantTransaction,
  { level, first, count }: { readonly level: number; readonly first: number; readonly count: number },
): Promise<readonly Hash[]> {
  if (level === 0) {
    const leaves = await tx.query<{ leaf_hash: Uint8Array }>(
      `SELECT leaf_hash FROM audit_entry WHERE tenant_id = $1 AND leaf_index >= $2 AND leaf_index < $3
        ORDER BY leaf_index`,
      [tx.tenantId, first, first + count],
    );
    return leaves.map((row) => row.leaf_hash);
  }
  const rows = await tx.query<{ hash: Uint8Array }>(
    `SELECT hash FROM audit_node WHERE tenant_id = $1 AND level = $2 AND node_index >= $3 AND node_index < $4
      ORDER BY node_index`,
    [tx.tenantId, level, first, first + count],
  );
  return rows.map(({ hash }) => hash);
}

async function lockLog(tx: TenantTransaction): Promise<Frontier> {
  const lock = () =>
    tx.query<HeadRow>('SELECT size, frontier FROM audit_log WHERE tenant_id = $1 FOR UPDATE', [tx.tenantId]);
  const [found] = await lock();
  if (found !== undefined) return frontierOf(found);
  await tx.query(
    'INSERT INTO audit_log (tenant_id, size, frontier) VALUES ($1, 0, $2) ON CONFLICT (tenant_id) DO NOTHING',
    [tx.tenantId, new Uint8Array()],
  );
  // Another transaction may have been first, and further by now.
  const [made] = await lock();
  if (made === undefined) throw new Error('the head of the audit log that was just made is gone');
  return frontierOf(made);
}

/** Where the new leaf completes a tile, and perhaps others above it, their roots are kept. */
async function addNodes(tx: TenantTransaction, leafIndex: number, subtrees: readonly Hash[]): Promise<void> {
  for (let level = 1; level * TILE_HEIGHT < subtrees.length; level += 1) {
    const index = (leafIndex + 1) / 2 ** (level * TILE_HEIGHT) - 1;
    await tx.query('INSERT INTO audit_node (tenant_id, level, node_index, hash) VALUES ($1, $2, $3, $4)', [
      tx.tenantId,
      level,
      index,
      subtrees[level * TILE_HEIGHT],
    ]);
  }
}

type HeadRow = { readonly size: number; readonly frontier: Uint8Array };

function frontierOf({ size, frontier }: HeadRow): Frontier {
  const roots = decodeTile(frontier);
  if (roots === undefined) throw new Error(`the head of the audit log is not made of hashes of ${HASH_BYTES} bytes`);
  return { size, roots };
}
