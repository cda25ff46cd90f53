// The table of restores. What became of each setting and app is sealed; the rest is as src/domain/restore/session.ts has it.

import type { RestoreHistory } from '../../domain/eligibility/facts.ts';
import { LIVE_STATES, type OutcomeCounts, type Session } from '../../domain/restore/session.ts';
import { toHex } from '../../lib/bytes.ts';
import type { TenantTransaction } from '../database/database.ts';

/** A session with what is kept beside it. */
export type SessionRow = {
  readonly session: Session;
  readonly deviceName: string;
  readonly userPrincipalName: string;
  /** Sealed. */
  readonly outcomes: Uint8Array | undefined;
};

export type Place = Pick<Session, 'userId' | 'deviceId'>;

/** Until the transaction ends, nobody else decides or offers anything for this person on this device. */
export async function lockPlace(tx: TenantTransaction, { userId, deviceId }: Place): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('keepsake restore ' || $1 || $2 || $3, 0))", [
    tx.tenantId,
    userId,
    deviceId,
  ]);
}

export async function addSession(tx: TenantTransaction, session: Session): Promise<void> {
  await tx.query(
    `INSERT INTO restore_session (tenant_id, session_id, user_id, device_id, decision_id, phase, enrollment_id, state,
                                  version, offered_at, changed_at, expires_at, signed_in_at, outcome_counts)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      tx.tenantId,
      session.sessionId,
      session.userId,
      session.deviceId,
      session.decisionId,
      session.phase,
      session.enrollmentId,
      session.state,
      session.version,
      new Date(session.offeredAt),
      new Date(session.changedAt),
      new Date(session.expiresAt),
      timeOf(session.signedInAt),
      JSON.stringify(session.outcomeCounts),
    ],
  );
}

/** What a step can change of it. Without outcomes those that are there stay. */
export async function saveSession(tx: TenantTransaction, session: Session, outcomes?: Uint8Array): Promise<void> {
  const { choice, progress, lastStep } = session;
  await tx.query(
    `UPDATE restore_session
        SET state = $3, version = $4, profile_id = $5, snapshot_id = $6, changed_at = $7, expires_at = $8, ended_at = $9,
            progress_done = $10, progress_total = $11, failure_code = $12, outcome_counts = $13,
            outcomes = coalesce($14, outcomes), last_transition_id = $15, last_transition_digest = $16
      WHERE tenant_id = $1 AND session_id = $2`,
    [
      tx.tenantId,
      session.sessionId,
      session.state,
      session.version,
      choice?.profileId ?? null,
      choice?.snapshotId ?? null,
      new Date(session.changedAt),
      new Date(session.expiresAt),
      timeOf(session.endedAt),
      progress?.done ?? null,
      progress?.total ?? null,
      session.failureCode ?? null,
      JSON.stringify(session.outcomeCounts),
      outcomes ?? null,
      lastStep?.transitionId ?? null,
      lastStep === undefined ? null : Buffer.from(lastStep.digest, 'hex'),
    ],
  );
}

/** The one that somebody may still go on with, expired or not. Nobody else changes it until the transaction ends. */
export async function lockLiveSession(
  tx: TenantTransaction,
  { userId, deviceId }: Place,
): Promise<SessionRow | undefined> {
  const [row] = await tx.query<Row>(
    `${SELECT} AND s.user_id = $2 AND s.device_id = $3 AND s.state = ANY ($4::text[]) FOR UPDATE OF s`,
    [tx.tenantId, userId, deviceId, LIVE_STATES],
  );
  return row && sessionOf(row);
}

/** Everybody's on a device that they may still go on with. Nobody else changes them until the transaction ends. */
export async function lockLiveSessionsOn(tx: TenantTransaction, deviceId: string): Promise<readonly SessionRow[]> {
  const rows = await tx.query<Row>(
    `${SELECT} AND s.device_id = $2 AND s.state = ANY ($3::text[]) ORDER BY s.session_id FOR UPDATE OF s`,
    [tx.tenantId, deviceId, LIVE_STATES],
  );
  return rows.map(sessionOf);
}

/** One of this person's, on this device. Nobody else changes it until the transaction ends. */
export async function lockSession(
  tx: TenantTransaction,
  { userId, deviceId }: Place,
  sessionId: string,
): Promise<SessionRow | undefined> {
  const [row] = await tx.query<Row>(
    `${SELECT} AND s.user_id = $2 AND s.device_id = $3 AND s.session_id = $4 FOR UPDATE OF s`,
    [tx.tenantId, userId, deviceId, sessionId],
  );
  return row && sessionOf(row);
}

/** One of this person's. */
export async function findSession(
  tx: TenantTransaction,
  userId: string,
  sessionId: string,
): Promise<SessionRow | undefined> {
  const [row] = await tx.query<Row>(`${SELECT} AND s.user_id = $2 AND s.session_id = $3`, [
    tx.tenantId,
    userId,
    sessionId,
  ]);
  return row && sessionOf(row);
}

export type SessionsWanted = {
  readonly userId?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly phase?: Session['phase'] | undefined;
  /** As it stands at `now`. */
  readonly state?: { readonly is: Session['state']; readonly now: Date } | undefined;
  readonly after?: string | undefined;
  /** All of them where it is left out. */
  readonly limit?: number;
};

/** Newest first. */
export async function findSessions(tx: TenantTransaction, wanted: SessionsWanted): Promise<readonly SessionRow[]> {
  const { userId, deviceId, phase, state, after, limit } = wanted;
  const rows = await tx.query<Row>(
    `${SELECT} AND ($2::uuid IS NULL OR s.user_id = $2) AND ($3::uuid IS NULL OR s.session_id < $3)
       AND ($4::uuid IS NULL OR s.device_id = $4) AND ($5::text IS NULL OR s.phase = $5)
       AND ($6::text IS NULL OR $6 = CASE WHEN s.state IN ('offered', 'applying') AND s.expires_at <= $7::timestamptz
                                          THEN 'expired' ELSE s.state END)
      ORDER BY s.session_id DESC LIMIT $8`,
    [
      tx.tenantId,
      userId ?? null,
      after ?? null,
      deviceId ?? null,
      phase ?? null,
      state?.is ?? null,
      state?.now ?? null,
      limit ?? null,
    ],
  );
  return rows.map(sessionOf);
}

/** Those that somebody may still go on with, the newest of them; and any that are named. */
export async function findLiveSessions(
  tx: TenantTransaction,
  { others, limit }: { readonly others: readonly string[]; readonly limit: number },
): Promise<readonly SessionRow[]> {
  const rows = await tx.query<Row>(
    `WITH live AS (${SELECT} AND s.state = ANY ($2::text[]) ORDER BY s.session_id DESC LIMIT $4)
      SELECT * FROM live
       UNION ALL ${SELECT} AND s.session_id = ANY ($3::uuid[]) AND s.state <> ALL ($2::text[])`,
    [tx.tenantId, LIVE_STATES, others, limit],
  );
  return rows.map(sessionOf);
}

/** What happened to this person on this enrollment of this device. A restore that was taken back had ended well. */
export async function findHistory(
  tx: TenantTransaction,
  { userId, deviceId }: Place,
  enrollmentId: string,
): Promise<RestoreHistory> {
  const rows = await tx.query<{ phase: string; state: string }>(
    `SELECT phase, state FROM restore_session
      WHERE tenant_id = $1 AND user_id = $2 AND device_id = $3 AND enrollment_id = $4
        AND state IN ('setUpAsNew', 'completed', 'undone') ORDER BY session_id`,
    [tx.tenantId, userId, deviceId, enrollmentId],
  );
  const skipped = rows.find(({ state }) => state === 'setUpAsNew')?.phase;
  return {
    isRestored: rows.some(({ state }) => state !== 'setUpAsNew'),
    ...(skipped === 'oobe' || skipped === 'firstSignIn' ? { skippedIn: skipped } : {}),
  };
}

export async function removeSessionsOf(tx: TenantTransaction, userId: string): Promise<void> {
  await tx.query('DELETE FROM restore_session WHERE tenant_id = $1 AND user_id = $2', [tx.tenantId, userId]);
}

const SELECT = `
  SELECT s.session_id, s.user_id, s.device_id, d.display_name, s.decision_id, s.phase, s.enrollment_id, s.state, s.version,
         s.profile_id, s.snapshot_id, s.offered_at, s.changed_at, s.expires_at, s.signed_in_at, s.ended_at,
         s.progress_done, s.progress_total, s.failure_code, s.outcome_counts, s.outcomes, s.last_transition_id,
         s.last_transition_digest, u.user_principal_name
    FROM restore_session s JOIN device d ON d.tenant_id = s.tenant_id AND d.device_id = s.device_id
    JOIN app_user u ON u.tenant_id = s.tenant_id AND u.user_id = s.user_id
   WHERE s.tenant_id = $1`;

type Row = {
  readonly session_id: string;
  readonly user_id: string;
  readonly device_id: string;
  readonly display_name: string;
  readonly user_principal_name: string;
  readonly decision_id: string;
  readonly phase: Session['phase'];
  readonly enrollment_id: string;
  readonly state: Session['state'];
  readonly version: number;
  readonly profile_id: string | null;
  readonly snapshot_id: string | null;
  readonly offered_at: Date;
  readonly changed_at: Date;
  readonly expires_at: Date;
  readonly signed_in_at: Date | null;
  readonly ended_at: Date | null;
  readonly progress_done: number | null;
  readonly progress_total: number | null;
  readonly failure_code: string | null;
  readonly outcome_counts: OutcomeCounts;
  readonly outcomes: Uint8Array | null;
  readonly last_transition_id: string | null;
  readonly last_transition_digest: Uint8Array | null;
};

function sessionOf(row: Row): SessionRow {
  const session: Session = {
    sessionId: row.session_id,
    userId: row.user_id,
    deviceId: row.device_id,
    decisionId: row.decision_id,
    phase: row.phase,
    enrollmentId: row.enrollment_id,
    state: row.state,
    version: row.version,
    offeredAt: row.offered_at.getTime(),
    changedAt: row.changed_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    outcomeCounts: row.outcome_counts,
    ...(row.signed_in_at === null ? {} : { signedInAt: row.signed_in_at.getTime() }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.getTime() }),
    ...(row.failure_code === null ? {} : { failureCode: row.failure_code }),
    ...choiceOf(row),
    ...progressOf(row),
    ...lastStepOf(row),
  };
  const { display_name: deviceName, user_principal_name: userPrincipalName } = row;
  return { session, deviceName, userPrincipalName, outcomes: row.outcomes ?? undefined };
}

function choiceOf({ profile_id: profileId, snapshot_id: snapshotId }: Row): Pick<Session, 'choice'> {
  return profileId === null || snapshotId === null ? {} : { choice: { profileId, snapshotId } };
}

function progressOf({ progress_done: done, progress_total: total }: Row): Pick<Session, 'progress'> {
  return done === null || total === null ? {} : { progress: { done, total } };
}

function lastStepOf(row: Row): Pick<Session, 'lastStep'> {
  const { last_transition_id: transitionId, last_transition_digest: digest } = row;
  return transitionId === null || digest === null ? {} : { lastStep: { transitionId, digest: toHex(digest) } };
}

function timeOf(milliseconds: number | undefined): Date | null {
  return milliseconds === undefined ? null : new Date(milliseconds);
}
