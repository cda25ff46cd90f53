// The rollout as it is told: rings with what was measured, the proposal with its reasons, and what people wrote down.

import { PROPOSAL_WORDS, criterionWords } from '../../domain/rollout/criterion-words.ts';
import { checklist } from '../../domain/rollout/checklist.ts';
import { evidenceWords, ITEM_TITLES } from '../../domain/rollout/checklist-words.ts';
import { exceptionStateOf, type RolloutException } from '../../domain/rollout/exception.ts';
import { proposePilot } from '../../domain/rollout/pilot.ts';
import { proposeNext } from '../../domain/rollout/propose-next.ts';
import { type Ring, type RingMeasures, ringStateOf } from '../../domain/rollout/ring.ts';
import type { Acknowledgement } from '../../domain/rollout/acknowledgement.ts';
import { ok, type Result } from '../../lib/result.ts';
import type {
  Rollout,
  RolloutAcknowledgement,
  RolloutChecklist,
  RolloutException as ExceptionBody,
  RolloutRing,
} from '../../protocol/operations/rollout.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { inTenant } from '../transact.ts';
import { findAcknowledgements } from './acknowledgement-store.ts';
import { findExceptions } from './exception-store.ts';
import { loadRolloutFacts } from './load-rollout.ts';
import { measureAll, measureRing } from './measure-ring.ts';
import { findRings } from './ring-store.ts';

export function getRollout(context: Context, tenantId: string): Promise<Result<Rollout, Problem>> {
  return inTenant(context, tenantId, async (tx) => ok(await tellRollout(tx, context.clock())));
}

async function tellRollout(tx: TenantTransaction, now: number): Promise<Rollout> {
  const rings = await findRings(tx);
  const measures = await measureAll(tx, rings, now);
  const { kind, criteria } = proposeNext(rings, measures);
  return {
    rings: rings.flatMap((ring) => {
      const measured = measures.get(ring.ringId);
      return measured === undefined ? [] : [ringBody(ring, measured)];
    }),
    proposal: {
      kind,
      words: PROPOSAL_WORDS[kind],
      criteria: criteria.map((it) => ({ ...it, words: criterionWords(it) })),
    },
    exceptions: (await findExceptions(tx, { closedToo: true })).map((it) => exceptionBody(it, now)),
    acknowledgements: (await findAcknowledgements(tx)).map(acknowledgementBody),
  };
}

/** One ring, measured now. */
export function tellRing(context: Context, tenantId: string, ring: Ring): Promise<Result<RolloutRing, Problem>> {
  return inTenant(context, tenantId, async (tx) => ok(ringBody(ring, await measureRing(tx, ring, context.clock()))));
}

export function getRolloutChecklist(context: Context, tenantId: string): Promise<Result<RolloutChecklist, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const [pilot] = await findRings(tx);
    const facts = await loadRolloutFacts(tx, pilot, context.clock());
    const { chosen, valueCount, pairs } = proposePilot(facts.fleet);
    return ok({
      items: checklist(facts).map(({ name, state, evidence }) => ({
        name,
        title: ITEM_TITLES[name],
        state,
        evidence: evidence.map((it) => ({ ...it, words: evidenceWords(it) })),
      })),
      pilot: {
        chosen: chosen.map(({ traits, count, examples, adds }) => ({
          traits: { ...traits },
          count,
          examples: [...examples],
          adds: [...adds],
        })),
        valueCount,
        pairs,
      },
    });
  });
}

function ringBody(ring: Ring, measures: RingMeasures): RolloutRing {
  const { startedAt, finishedAt, stop } = ring;
  const { people, devices, checkedInDevices, restoresCompleted, restoresFailed, medianSeconds, problemDevices } =
    measures;
  return {
    ...ring,
    state: ringStateOf(ring),
    startedAt: instantOrNull(startedAt),
    finishedAt: instantOrNull(finishedAt),
    stop: stop === undefined ? null : { ...stop, at: instant(stop.at) },
    measured: {
      people,
      devices,
      checkedInDevices,
      restoresCompleted,
      restoresFailed,
      medianSeconds: medianSeconds ?? null,
      problemDevices,
    },
  };
}

export function exceptionBody(exception: RolloutException, now: number): ExceptionBody {
  const { addedAt, closedAt } = exception;
  return {
    ...exception,
    state: exceptionStateOf(exception, now),
    addedAt: instant(addedAt),
    closedAt: instantOrNull(closedAt),
  };
}

export function acknowledgementBody({ at, ...given }: Acknowledgement): RolloutAcknowledgement {
  return { ...given, at: instant(at) };
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function instantOrNull(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : instant(milliseconds);
}
