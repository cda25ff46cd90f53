// The audit events of decisions and restores. One for each change; each ends a use case.

import type { AuditAct } from '../../domain/audit/event.ts';
import type { Session, Transition } from '../../domain/restore/session.ts';
import { secondsToProductivity } from '../../domain/restore/session-status.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import type { TenantTransaction } from '../database/database.ts';
import { reasonsOf } from '../eligibility/decision-body.ts';
import type { KeptDecision } from '../eligibility/keep-decision.ts';
import { auditActorOf } from '../identity/actor.ts';
import type { DeviceAct } from './device-act.ts';

export function appendReported(tx: TenantTransaction, act: DeviceAct, facts: object): Promise<void> {
  const device = { type: 'Device', id: act.actor.deviceId, name: act.actor.deviceName } as const;
  const properties = { facts: { new: JSON.stringify(facts) } };
  return appendAuditEvent(tx, {
    ...common(act, act.fresh.reported),
    activity: 'device.reported',
    resources: [{ ...device, properties }],
  });
}

export function appendDecided(tx: TenantTransaction, act: DeviceAct, kept: KeptDecision): Promise<void> {
  const { decisionId, decision } = kept;
  const { occasion, verdict, ruleSetVersion } = decision;
  const found = {
    verdict: { new: verdict },
    reasons: { new: reasonsOf(decision) },
    ruleSetVersion: { new: ruleSetVersion },
  };
  const about = { type: 'Decision', id: decisionId } as const;
  const event = common(act, act.fresh.decided);
  if (occasion === 'backup') {
    const resources = [{ ...about, properties: found }, ...subjects(act)];
    return appendAuditEvent(tx, { ...event, activity: 'backup.decided', resources });
  }
  const resources = [{ ...about, properties: { ...found, phase: { new: occasion } } }, ...subjects(act)];
  return appendAuditEvent(tx, { ...event, activity: 'restore.decided', resources });
}

export function appendOffered(
  tx: TenantTransaction,
  act: DeviceAct,
  session: Session,
  requestId: string | undefined,
): Promise<void> {
  const properties = {
    phase: { new: session.phase },
    ...(requestId === undefined ? {} : { requestId: { new: requestId } }),
  };
  return appendAuditEvent(tx, {
    ...common(act, act.fresh.changed),
    activity: 'restore.offered',
    resources: [{ ...named(session), properties }, ...subjects(act)],
  });
}

export function appendExpired(tx: TenantTransaction, act: DeviceAct, session: Session): Promise<void> {
  return appendAuditEvent(tx, {
    ...common(act, act.fresh.ended),
    activity: 'restore.expired',
    resources: [named(session), ...subjects(act)],
  });
}

export function appendMoved(
  tx: TenantTransaction,
  act: DeviceAct,
  moved: { readonly session: Session; readonly transition: Transition },
): Promise<void> {
  const event = { ...common(act, act.fresh.changed), ...changeOf(moved.session, moved.transition) } as AuditAct;
  return appendAuditEvent(tx, { ...event, resources: [...event.resources, ...subjects(act)] });
}

/** What each step is called in the log, and what it tells. */
function changeOf(session: Session, transition: Transition): Pick<AuditAct, 'activity' | 'resources'> {
  const about = named(session);
  switch (transition.kind) {
    case 'choose': {
      const properties = { profileId: { new: transition.profileId }, snapshotId: { new: transition.snapshotId } };
      return { activity: 'restore.chosen', resources: [{ ...about, properties }] };
    }
    case 'setUpAsNew':
      return { activity: 'restore.skipped', resources: [{ ...about, properties: { phase: { new: session.phase } } }] };
    case 'cancel':
      return { activity: 'restore.cancelled', resources: [about] };
    case 'progress': {
      const properties = { done: { new: transition.done }, total: { new: transition.total } };
      return { activity: 'restore.progressed', resources: [{ ...about, properties }] };
    }
    case 'complete': {
      const seconds = secondsToProductivity(session);
      const properties = { outcomes: { new: countsOf(session) }, secondsToProductivity: { new: seconds } };
      return { activity: 'restore.completed', resources: [{ ...about, properties }] };
    }
    case 'fail': {
      const properties = { code: { new: transition.code }, outcomes: { new: countsOf(session) } };
      return { activity: 'restore.failed', resources: [{ ...about, properties }] };
    }
    case 'appsEnded': {
      const properties = { outcomes: { new: countsOf(session) } };
      return { activity: 'restore.appsEnded', resources: [{ ...about, properties }] };
    }
    case 'undo':
      return { activity: 'restore.undone', resources: [about] };
  }
}

function countsOf({ outcomeCounts }: Session): readonly string[] {
  return Object.entries(outcomeCounts).map(([state, count]) => `${count} ${state}`);
}

function named({ sessionId }: Session) {
  return { type: 'RestoreSession', id: sessionId } as const;
}

function subjects({ actor }: DeviceAct) {
  return [
    { type: 'User', id: actor.userId, name: actor.userPrincipalName } as const,
    { type: 'Device', id: actor.deviceId, name: actor.deviceName } as const,
  ];
}

function common({ actor, now, correlationId }: DeviceAct, eventId: string) {
  return { eventId, occurredAt: now, actor: auditActorOf(actor), correlationId };
}
