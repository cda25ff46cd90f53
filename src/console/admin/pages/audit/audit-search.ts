// What the address of the audit log says: which events. And the same as a filter of Microsoft Graph's, which is how the service
// is asked; a text of somebody's is always a literal there.

import { ACTIVITIES, type AuditActivity, type AuditCategory } from '../../../../domain/audit/activities.ts';

export type AuditSearch = {
  /** Days of the calendar, `2026-03-14`, both of them included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly category?: AuditCategory | undefined;
  readonly activity?: AuditActivity | undefined;
  /** Part of how somebody signs in, or of an application's id. */
  readonly actor?: string | undefined;
  /** Part of the name of what it was done to, or its id. */
  readonly target?: string | undefined;
  readonly result?: (typeof RESULTS)[number] | undefined;
  /** All events of one act. */
  readonly act?: string | undefined;
  /** The one at this place in the log. */
  readonly place?: number | undefined;
};

export const RESULTS = ['Success', 'Failure'] as const;
export const ALL_ACTIVITIES = Object.keys(ACTIVITIES) as readonly AuditActivity[];
export const CATEGORIES = [...new Set(Object.values(ACTIVITIES).map(({ category }) => category))].toSorted();

export function auditSearch(given: Readonly<Record<string, unknown>>): AuditSearch {
  const search = {
    from: dayOf(given['from']),
    to: dayOf(given['to']),
    category: CATEGORIES.find((it) => it === given['category']),
    activity: ALL_ACTIVITIES.find((it) => it === given['activity']),
    actor: textOf(given['actor']),
    target: textOf(given['target']),
    result: RESULTS.find((it) => it === given['result']),
    act: textOf(given['act']),
    place: Number.isSafeInteger(given['place']) ? Number(given['place']) : undefined,
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** `undefined`: every event. A day begins and ends where the browser is. */
export function filterOf(search: AuditSearch): string | undefined {
  const { from, to, category, activity, actor, target, result, act, place } = search;
  const parts = [
    from && `activityDateTime ge ${startOf(from, 0)}`,
    to && `activityDateTime lt ${startOf(to, 1)}`,
    category && `category eq ${literal(category)}`,
    activity && `activity eq ${literal(activity)}`,
    actor && `(contains(actor/userPrincipalName,${literal(actor)}) or contains(actor/applicationId,${literal(actor)}))`,
    target &&
      `resources/any(r:contains(r/displayName,${literal(target)}) or contains(r/resourceId,${literal(target)}))`,
    result && `activityResult eq ${literal(result)}`,
    act && `correlationId eq ${literal(act)}`,
    place === undefined ? undefined : `leafIndex eq ${place}`,
  ].filter((it) => it !== undefined && it !== '');
  return parts.length === 0 ? undefined : parts.join(' and ');
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function startOf(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}

function dayOf(given: unknown): string | undefined {
  return typeof given === 'string' && /^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(Date.parse(given))
    ? given
    : undefined;
}

function textOf(given: unknown): string | undefined {
  const text = typeof given === 'number' ? String(given) : given;
  return typeof text === 'string' && text.trim() !== '' ? text.slice(0, 256) : undefined;
}
