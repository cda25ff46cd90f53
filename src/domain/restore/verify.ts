// Reads back what a plan wrote. A change is confirmed only when the target, read again, says what the plan promised.

import type { ReadLocation } from '../catalog/setting.ts';
import { sameValue } from '../catalog/setting-value.ts';
import type { Change, Plan } from './plan.ts';

export type Outcome = {
  readonly settingId: string;
  readonly category: string;
  readonly state: 'restored' | 'failed';
  /** Only when it failed. */
  readonly detail?: string;
};

/** One outcome per change of the plan, in its order. */
export function verifyPlan(plan: Plan, read: ReadLocation): readonly Outcome[] {
  return plan.changes.map((change) => {
    const detail = whyUnconfirmed(change, read);
    const { setting, category } = change;
    return detail === undefined
      ? { settingId: setting.id, category, state: 'restored' }
      : { settingId: setting.id, category, state: 'failed', detail };
  });
}

function whyUnconfirmed({ setting, after }: Change, read: ReadLocation): string | undefined {
  const reading = read(setting.at);
  if (reading.state === 'unreadable') return `Reading it back failed: ${reading.reason}.`;
  if (reading.state === 'absent') return after === undefined ? undefined : 'It is not there after it was written.';
  if (after === undefined) return 'It is still there after it was deleted.';
  const decoded = setting.codec.decode(reading.raw);
  if (!decoded.ok) return `What was written reads back as nonsense: ${decoded.error}.`;
  return sameValue(decoded.value, after) ? undefined : 'It reads back as another value than was written.';
}
