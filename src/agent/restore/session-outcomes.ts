// What became of each setting of a restore, in the words that the service keeps: never a value.

import { catalog, settingsById } from '../../domain/catalog/catalog.ts';
import type { Plan } from '../../domain/restore/plan.ts';
import type { SessionOutcome } from '../../domain/restore/session.ts';
import type { Outcome } from '../../domain/restore/verify.ts';

/** From the plan as it was applied, and what was read back. */
export function settingOutcomes(plan: Plan, outcomes: readonly Outcome[]): readonly SessionOutcome[] {
  return [
    ...outcomes.map(({ settingId, category, state }) => settingOutcome(settingId, category, state)),
    ...unmoved(plan),
  ];
}

/**
 * After a crash: `now` is a plan made anew, `planned` what was to be changed. What a new plan would still change did not
 * arrive; everything else did.
 */
export function outcomesAfterCrash(
  now: Plan,
  planned: readonly { readonly id: string; readonly category: string }[],
): readonly SessionOutcome[] {
  const open = new Set([
    ...now.changes.map(({ setting }) => setting.id),
    ...now.exclusions.map(({ settingId }) => settingId),
  ]);
  const ids = new Set(planned.map(({ id }) => id));
  const rest = unmoved(now).filter(({ id }) => !ids.has(id));
  return [
    ...planned.map(({ id, category }) => settingOutcome(id, category, open.has(id) ? 'failed' : 'restored')),
    ...rest,
  ];
}

function unmoved(plan: Plan): readonly SessionOutcome[] {
  return [
    ...plan.unchanged.map((id) => ({ kind: 'setting', id, category: categoryOf(id), state: 'unchanged' }) as const),
    ...plan.exclusions.map(
      ({ settingId: id, category, code }) => ({ kind: 'setting', id, category, state: 'excluded', code }) as const,
    ),
  ];
}

function settingOutcome(id: string, category: string, state: 'restored' | 'failed'): SessionOutcome {
  const code = state === 'failed' ? { code: 'not-confirmed' } : {};
  return { kind: 'setting', id, category, state, ...code };
}

function categoryOf(settingId: string): string {
  return SETTINGS.get(settingId)?.category ?? 'unknown';
}

const SETTINGS = settingsById(catalog);
