// Audit events as the service lists them, the newest first, a page at a time; and what people call who acted and what was
// acted on.

import type { Api, AnswerOf } from '../../../shared/api.ts';
import { type AuditSearch, filterOf } from './audit-search.ts';

export type AuditEvent = AnswerOf<'listAuditEvents'>['events'][number];
export type EventPage = { readonly events: readonly AuditEvent[]; readonly next: string | undefined };

export async function eventPage(
  api: Api,
  search: AuditSearch,
  page: { readonly after: string | undefined; readonly size: number; readonly signal: AbortSignal },
): Promise<EventPage> {
  const filter = filterOf(search);
  const answer = await api('listGraphAuditEvents', {
    query: {
      $top: String(page.size),
      ...(filter === undefined ? {} : { $filter: filter }),
      ...(page.after === undefined ? {} : { $skiptoken: page.after }),
    },
    signal: page.signal,
  });
  const next = answer['@odata.nextLink'];
  return {
    events: answer.value as unknown as readonly AuditEvent[],
    next: next === undefined ? undefined : (new URL(next).searchParams.get('$skiptoken') ?? undefined),
  };
}

/** `undefined`: whoever runs the service, or the service itself. */
export function actorOf({ actor }: AuditEvent): string | undefined {
  return actor.userPrincipalName ?? actor.applicationDisplayName ?? actor.applicationId ?? undefined;
}

export function targetOf({ resources }: AuditEvent): string {
  return [...new Set(resources.map(({ displayName, resourceId }) => displayName ?? resourceId))].join(', ');
}
