// What went wrong, in the page's own language where it has words for the code; else as the agent or the service said it.

import i18next from 'i18next';
import type { PageProblem } from '../../protocol/experience.ts';

export function problemWords({ code, detail, fix }: PageProblem): string {
  const own = `experience.problems.${code}`;
  return i18next.exists(own) ? i18next.t(own) : `${detail} ${fix}`.trim();
}
