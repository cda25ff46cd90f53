// What the changes of a rollout have in common: who acts, by name, and when; the ids that the transaction may need.

import { type Context, newId } from '../context.ts';
import type { Act } from '../keys/act.ts';

export type RolloutAct = Act;

export type Moment = { readonly now: number; readonly id: string; readonly eventId: string };

/** Made before the transaction runs, which may run more than once. */
export function momentOf(context: Context): Moment {
  return { now: context.clock(), id: newId(context), eventId: newId(context) };
}

export function eventOf({ actor, correlationId }: RolloutAct, { now, eventId }: Moment) {
  return { eventId, occurredAt: now, actor, correlationId };
}
