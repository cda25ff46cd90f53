// What the first page asks, asked as soon as somebody is signed in: the answers are on their way while the pages are still fetched
// and run. Whatever goes wrong with one is told where it is used.

import { type AnswerOf, type Api, connectApi } from '../shared/api.ts';
import type { Session } from './sign-in.ts';

export type FirstAnswers = {
  readonly permissions: Promise<AnswerOf<'getMyPermissions'>>;
  /** Only where the overview is what was asked for. */
  readonly overview: Promise<AnswerOf<'getOverview'>> | undefined;
};

export function askFirst(session: Session, returnTo: string): FirstAnswers {
  const api: Api = connectApi(session.tenantId, session.token);
  const { pathname } = new URL(returnTo, location.origin);
  return {
    permissions: kept(api('getMyPermissions')),
    overview: pathname.endsWith('/overview') ? kept(api('getOverview')) : undefined,
  };
}

/** A failure is nobody's yet. */
function kept<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => {});
  return answer;
}
