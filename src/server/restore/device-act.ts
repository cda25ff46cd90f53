// An act of a person's device, with its time and the ids it may need, made before its transaction runs; and how it begins: who
// decides or offers for the same person on the same device takes turns, and what the device says of itself is noted first.

import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { recordDeviceReport } from '../devices/load-device-facts.ts';
import { accountOf } from '../eligibility/account-of.ts';
import { UNSAID } from '../eligibility/enrollment.ts';
import type { Question } from '../eligibility/question.ts';
import type { Call } from '../http/handlers.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { lockPersonToWrite } from '../keys/lock-person.ts';
import { lockPlace } from './session-store.ts';

/** What a device says of itself. */
export type CheckIn = Call<'checkIn'>['body'];

export type DeviceAct = {
  readonly actor: DeviceActor;
  readonly correlationId: string;
  readonly now: number;
  readonly fresh: Readonly<Record<'decisionId' | 'sessionId' | 'reported' | 'decided' | 'ended' | 'changed', string>>;
};

export function deviceAct(context: Context, actor: DeviceActor, requestId: string): DeviceAct {
  const fresh = {
    decisionId: newId(context),
    sessionId: newId(context),
    reported: newId(context),
    decided: newId(context),
    ended: newId(context),
    changed: newId(context),
  };
  return { actor, correlationId: requestId, now: context.clock(), fresh };
}

/** Whether what the device says is news. */
export async function beginAct(tx: TenantTransaction, { actor, now }: DeviceAct, said: CheckIn): Promise<boolean> {
  await lockPersonToWrite(tx, actor.userId);
  await lockPlace(tx, actor);
  // Of the person and not of the device: people who share one would contradict each other.
  const { locale: _, scalingPercent: __, ...facts } = said.facts;
  const { enrollment, localPolicies, enrollmentId = UNSAID } = said;
  const report = { facts, enrollment, localPolicies, enrollmentId, reportedAt: new Date(now) };
  return recordDeviceReport(tx, actor.deviceId, report);
}

export async function questionOf(
  tx: TenantTransaction,
  actor: DeviceActor,
  asked: Pick<Question, 'occasion'> & Pick<CheckIn, 'account'>,
): Promise<Question> {
  const { userId, deviceId } = actor;
  const { occasion, account = await accountOf(tx, actor) } = asked;
  return { userId, deviceId, occasion, account, isSignedIn: true };
}
