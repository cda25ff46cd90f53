// The audit log in the shape of Intune. Whoever comes here holds `audit.read`.

import { ACTIVITIES, type Activity } from '../../domain/audit/activities.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import type { GRAPH_AUDIT_OPERATIONS } from '../../protocol/operations/graph-audit.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { type At, type Entity, entityOf, tablePageOf, textsOf } from '../graph/entity-page.ts';
import { parseODataQuery } from '../graph/odata-query.ts';
import type { Handlers } from '../http/handlers.ts';
import { inTenant } from '../transact.ts';
import { EVENT_RULES, findEvent, findEventPage } from './event-page-store.ts';

const CONTEXT = 'deviceManagement/auditEvents';

export function graphAuditHandlers(context: Context): Pick<Handlers, keyof typeof GRAPH_AUDIT_OPERATIONS> {
  return {
    listGraphAuditEvents: async ({ actor, query: raw, http }) => {
      const query = parseODataQuery(raw, EVENT_RULES, http);
      if (!query.ok) return query;
      const found = await inTenant(context, actor.tenantId, async (tx) => ok(await findEventPage(tx, query.value)));
      return found.ok ? ok(tablePageOf(query.value, found.value, { http, context: CONTEXT })) : found;
    },
    getGraphAuditEvent: async ({ actor, params: { event }, query: raw, http }) => {
      const query = parseODataQuery(raw, EVENT_RULES);
      if (!query.ok) return query;
      const listed = functionOf(event, { http, context: 'Collection(Edm.String)' });
      if (listed !== undefined) return ok(listed);
      const found = isUuid(event)
        ? await inTenant(context, actor.tenantId, async (tx) => ok(await findEvent(tx, event)))
        : ok(undefined);
      if (!found.ok) return found;
      if (found.value === undefined) return missing(event);
      return ok(entityOf(query.value, found.value, undefined, { http, context: CONTEXT }));
    },
  };
}

/** Graph calls functions as if they were members of the collection. `undefined`: it is none. */
function functionOf(text: string, at: At): Entity | undefined {
  const [, name, category] = /^(\w+)(?:\((?:category='([^']*)')?\))?$/.exec(text) ?? [];
  const activities: readonly Activity[] = Object.values(ACTIVITIES);
  if (name === 'getAuditCategories')
    return textsOf(
      activities.map((it) => it.category),
      at,
    );
  if (name !== 'getAuditActivityTypes' || category === undefined) return undefined;
  const types = activities.filter((it) => it.category.toLowerCase() === category.toLowerCase());
  return textsOf(
    types.map((it) => `${it.operation} ${it.category}`),
    at,
  );
}

function missing(event: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail: `There is no audit event ${event}.` });
}
