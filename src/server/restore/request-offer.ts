// May this person be offered a restore on this device, now? Asking again changes nothing: a live restore is gone on with, whatever
// was decided since; a new one takes a decision of this moment.

import { askedAgain } from '../../domain/restore/live-session.ts';
import { isLive, offerSession, type Session } from '../../domain/restore/session.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { OfferAnswer } from '../../protocol/operations/restore.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { type Decided, decideFor } from '../eligibility/decide-for.ts';
import { type KeptDecision, keepDecision } from '../eligibility/keep-decision.ts';
import { offeredProfiles } from './offered-profiles.ts';
import type { Call } from '../http/handlers.ts';
import type { DeviceActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { lockRollout } from '../rollout/ring-store.ts';
import { beginAct, type DeviceAct, deviceAct, questionOf } from './device-act.ts';
import { appendDecided, appendExpired, appendOffered, appendReported } from './restore-events.ts';
import { preferWanted } from './prefer-wanted.ts';
import { findRequestOfSession, findWaiting, setOffered } from './request-store.ts';
import { told } from './restore-requests.ts';
import { sessionBody } from './session-body.ts';
import { SESSION_HOURS } from './session-hours.ts';
import { addSession, lockLiveSession, saveSession } from './session-store.ts';

type OfferRequest = Call<'requestRestoreOffer'>['body'];

export function requestOffer(
  context: Context,
  {
    actor,
    asked,
    requestId,
  }: { readonly actor: DeviceActor; readonly asked: OfferRequest; readonly requestId: string },
): Promise<Result<OfferAnswer, Problem>> {
  const act = deviceAct(context, actor, requestId);
  return inTenant<OfferAnswer>(context, actor.tenantId, async (tx) => {
    const isNews = await beginAct(tx, act, asked);
    await lockRollout(tx, 'offer');
    const decided = await decideFor(context, tx, await questionOf(tx, actor, { ...asked, occasion: asked.phase }));
    if (!decided.ok) return decided;

    const found = (await lockLiveSession(tx, actor))?.session;
    const met = found && askedAgain(found, { ...asked, enrollmentId: decided.value.enrollmentId }, act.now);
    const ended = met === undefined || isLive(met) ? undefined : met;
    if (ended !== undefined) await saveSession(tx, ended);
    const kept = await keepDecision(tx, decided.value, { freshId: act.fresh.decisionId, now: act.now });
    const offered = met === undefined || ended !== undefined ? offerOf(act, asked, decided.value, kept) : undefined;
    const asking = offered && (await findWaiting(tx, actor, new Date(act.now)));
    if (offered !== undefined) await addSession(tx, offered);
    if (offered !== undefined && asking !== undefined) await setOffered(tx, asking.requestId, offered.sessionId);

    if (isNews) await appendReported(tx, act, asked.facts);
    if (ended !== undefined) await appendExpired(tx, act, ended);
    if (kept.isNews) await appendDecided(tx, act, kept);
    if (offered !== undefined) await appendOffered(tx, act, offered, asking?.requestId);
    const session = offered ?? (ended === undefined ? met : undefined);
    const request = asking ?? (session && (await findRequestOfSession(tx, session.sessionId)));
    const profiles = session?.state === 'offered' ? offeredProfiles(decided.value) : [];
    const preferred = await preferWanted(context, tx, profiles, request);
    if (!preferred.ok) return preferred;
    const answer = answerOf(act, decided.value, kept, session);
    return ok({ ...answer, profiles: preferred.value, request: request === undefined ? null : told(request) });
  });
}

function offerOf(act: DeviceAct, asked: OfferRequest, decided: Decided, kept: KeptDecision): Session | undefined {
  if (kept.decision.verdict !== 'eligible') return undefined;
  const { userId, deviceId, enrollmentId } = decided;
  const { decisionId } = kept;
  const signedInAt = asked.signedInAt === undefined ? {} : { signedInAt: Date.parse(asked.signedInAt) };
  const { sessionId } = act.fresh;
  const offer = { sessionId, userId, deviceId, phase: asked.phase, enrollmentId, decisionId, ...signedInAt };
  return offerSession(offer, act.now, SESSION_HOURS);
}

function answerOf(
  { actor, now }: DeviceAct,
  decided: Decided,
  { decisionId, decision }: KeptDecision,
  session: Session | undefined,
): Omit<OfferAnswer, 'profiles'> {
  return {
    decisionId,
    decision,
    session: session === undefined ? null : sessionBody({ session, deviceName: actor.deviceName }, now),
    optedIn: [...(decided.facts.policy?.optedIn ?? [])],
  };
}
