// Audit events and what was proved of a log, for people.

import type { AuditEvent } from '../../domain/audit/event.ts';
import type { Verified } from '../../domain/audit/verify-copy.ts';
import { toBase64 } from '../../lib/bytes.ts';
import { count, table } from './table.ts';

export function renderEvents(events: readonly AuditEvent[]): string {
  if (events.length === 0) return 'There are no events here.';
  const rows = events.map((event) => [
    event.leafIndex,
    event.activityDateTime,
    event.activityResult === 'Success' ? event.activity : `${event.activity} (${event.activityResult.toLowerCase()})`,
    actorName(event.actor),
    event.resources.map((it) => it.displayName ?? `${it.auditResourceType} ${it.resourceId}`).join(', '),
  ]);
  return table(['Index', 'Time', 'Activity', 'By', 'On'], rows);
}

export function renderVerified({ checkpoint, earlier }: Verified, keyCameAlong: boolean): string {
  const { origin, size, root } = checkpoint;
  const lines = [
    `${origin}: ${count(size, 'event')} verified, root ${toBase64(root)}.`,
    'Nothing was changed, removed, added or put in another order since the log signed this.',
    earlier === undefined
      ? 'No earlier checkpoint was given, so this does not show whether the log once was longer or another one.'
      : `The earlier checkpoint was signed over the first ${earlier.size} of these events.`,
  ];
  if (keyCameAlong) lines.push('The key came with the copy. Only a key from elsewhere (--key) shows whose log it is.');
  return lines.join('\n');
}

function actorName(actor: AuditEvent['actor']): string {
  const name = actor.userPrincipalName ?? actor.servicePrincipalName ?? actor.applicationId ?? actor.userId;
  return name === null ? actor.auditActorType : `${name} (${actor.auditActorType})`;
}
