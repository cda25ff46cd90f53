// The table of rings. Whoever offers a restore and whoever stops a ring take turns: an offer that is being made when a ring is
// stopped is made before it, and none is made after.

import type { Ring } from '../../domain/rollout/ring.ts';
import type { TenantTransaction } from '../database/database.ts';

/** `change`: until the transaction ends nobody else changes rings, and nobody is offered anything; `offer`: no ring changes. */
export async function lockRollout(tx: TenantTransaction, purpose: 'change' | 'offer'): Promise<void> {
  const lock = purpose === 'change' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await tx.query(`SELECT ${lock}(hashtextextended('keepsake rollout ' || $1, 0))`, [tx.tenantId]);
}

/** In their order. */
export async function findRings(tx: TenantTransaction): Promise<readonly Ring[]> {
  const rows = await tx.query<Row>(`${SELECT} ORDER BY r.position`, [tx.tenantId]);
  return rows.map(ringOf);
}

export async function findStoppedRings(tx: TenantTransaction): Promise<readonly Ring[]> {
  const rows = await tx.query<Row>(`${SELECT} AND r.stopped_at IS NOT NULL ORDER BY r.position`, [tx.tenantId]);
  return rows.map(ringOf);
}

export async function addRing(tx: TenantTransaction, ring: Ring): Promise<void> {
  const { ringId, position, displayName, group, members, entry, exit } = ring;
  await tx.query(
    `INSERT INTO rollout_ring (tenant_id, ring_id, position, display_name, group_id, group_name, members, entry, exit)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.tenantId,
      ringId,
      position,
      displayName,
      group.groupId,
      group.displayName,
      members,
      JSON.stringify(entry),
      JSON.stringify(exit),
    ],
  );
}

/** How far it has come, and whether it is stopped. */
export async function saveProgress(tx: TenantTransaction, ring: Ring): Promise<void> {
  const { ringId, startedAt, finishedAt, stop } = ring;
  await tx.query(
    `UPDATE rollout_ring SET started_at = $3, finished_at = $4, stopped_at = $5, stopped_by = $6, stop_reason = $7
      WHERE tenant_id = $1 AND ring_id = $2`,
    [
      tx.tenantId,
      ringId,
      timeOf(startedAt),
      timeOf(finishedAt),
      timeOf(stop?.at),
      stop?.by ?? null,
      stop?.reason ?? null,
    ],
  );
}

export async function removeRing(tx: TenantTransaction, ringId: string): Promise<void> {
  await tx.query('DELETE FROM rollout_ring WHERE tenant_id = $1 AND ring_id = $2', [tx.tenantId, ringId]);
}

const SELECT = `
  SELECT r.ring_id, r.position, r.display_name, r.group_id, r.group_name, r.members, r.entry, r.exit,
         r.started_at, r.finished_at, r.stopped_at, r.stopped_by, r.stop_reason
    FROM rollout_ring r WHERE r.tenant_id = $1`;

type Row = {
  readonly ring_id: string;
  readonly position: number;
  readonly display_name: string;
  readonly group_id: string;
  readonly group_name: string;
  readonly members: Ring['members'];
  readonly entry: Ring['entry'];
  readonly exit: Ring['exit'];
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly stopped_at: Date | null;
  readonly stopped_by: string | null;
  readonly stop_reason: string | null;
};

function ringOf(row: Row): Ring {
  const { started_at: startedAt, finished_at: finishedAt, stopped_at: at, stopped_by: by, stop_reason: reason } = row;
  return {
    ringId: row.ring_id,
    position: row.position,
    displayName: row.display_name,
    group: { groupId: row.group_id, displayName: row.group_name },
    members: row.members,
    entry: row.entry,
    exit: row.exit,
    ...(startedAt === null ? {} : { startedAt: startedAt.getTime() }),
    ...(finishedAt === null ? {} : { finishedAt: finishedAt.getTime() }),
    ...(at === null || by === null || reason === null ? {} : { stop: { at: at.getTime(), by, reason } }),
  };
}

function timeOf(milliseconds: number | undefined): Date | null {
  return milliseconds === undefined ? null : new Date(milliseconds);
}
