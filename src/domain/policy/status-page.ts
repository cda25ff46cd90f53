// The Enrollment Status Page: whether Windows installs quality updates before it lets a person go on. The page with the lowest
// priority number that reaches the subject decides; the tenant's default, priority 0, comes last.

import { type Assignment, reachOf } from './assignment.ts';
import type { AssignmentFilter } from './assignment-filter.ts';
import type { PolicySubject } from './policy-subject.ts';

export type StatusPage = {
  readonly priority: number;
  readonly installsQualityUpdates: boolean;
  readonly assignments: readonly Assignment[];
};

/** `undefined`: no page reaches the subject, or nobody knows which does and they differ. */
export function installsQualityUpdates(
  pages: readonly StatusPage[],
  subject: PolicySubject,
  filters: readonly AssignmentFilter[],
): boolean | undefined {
  const possible: boolean[] = [];
  for (const page of pages.toSorted((a, b) => rank(a) - rank(b))) {
    const reach = page.priority === 0 ? 'yes' : reachOf(page.assignments, subject, filters).is;
    if (reach !== 'no') possible.push(page.installsQualityUpdates);
    if (reach === 'yes') return agreed(possible);
  }
  return undefined;
}

function agreed([first, ...others]: readonly boolean[]): boolean | undefined {
  return others.every((it) => it === first) ? first : undefined;
}

function rank({ priority }: StatusPage): number {
  return priority === 0 ? Number.POSITIVE_INFINITY : priority;
}
