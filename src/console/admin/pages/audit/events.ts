// Audit events as the service lists them, the newest first, a page at a time; and what people call who acted and what was
// acted on.

import type { Api, AnswerOf } from '../../../shared/api.ts';
import { type AskedPage, type ListPage, skipTokenOf } from '../../../shared/list-page.ts';
import { type AuditSearch, filterOf } from './audit-search.ts';

export type AuditEvent = AnswerOf<'listAuditEvents'>['events'][number];

export async function eventPage(
  api: Api,
  search: AuditSearch,
  { limit, after, signal }: AskedPage,
): Promise<ListPage<AuditEvent>> {
  const filter = filterOf(search);
  const answer = await api('listGraphAuditEvents', {
    query: {
      $top: String(limit),
      ...(filter === undefined ? {} : { $filter: filter }),
      ...(after === undefined ? {} : { $skiptoken: after }),
    },
    signal,
  });
  return { rows: answer.value as unknown as readonly AuditEvent[], next: skipTokenOf(answer['@odata.nextLink']) };
}

/** `undefined`: whoever runs the service, or the service itself. */
export function actorOf({ actor }: AuditEvent): string | undefined {
  return actor.userPrincipalName ?? actor.applicationDisplayName ?? actor.applicationId ?? undefined;
}

/** By name; ids only of an act on nothing that has one, such as a restore, which is about a person and a device. */
export function targetOf({ resources }: AuditEvent): string {
  const names = resources.flatMap(({ displayName }) => displayName ?? []);
  const shown = names.length > 0 ? names : resources.map(({ resourceId }) => resourceId);
  return [...new Set(shown)].join(', ');
}
