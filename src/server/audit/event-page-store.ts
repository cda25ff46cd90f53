// Audit events a page at a time, as queries ask for them. Only reads; audit-store.ts appends.
//
// The newest come first, by the order of the log, which costs no more than the page. A filter by anything else reads the log
// until the page is full, and another order all of it.

import type { Json } from '../../lib/canonical-json.ts';
import type { TenantTransaction } from '../database/database.ts';
import { countSql, type Entity, pageSql } from '../graph/entity-page.ts';
import type { Shape } from '../graph/entity-shape.ts';
import type { Columns } from '../graph/filter/filter-sql.ts';
import type { ODataQuery, QueryRules } from '../graph/odata-query.ts';

const SHAPE = {
  id: 'id',
  leafIndex: 'integer',
  displayName: 'text',
  componentName: 'text',
  activity: 'text',
  activityType: 'text',
  activityOperationType: 'text',
  activityResult: 'text',
  activityDateTime: 'instant',
  category: 'text',
  correlationId: 'text',
  actor: {
    of: {
      auditActorType: 'text',
      applicationId: 'text',
      userPrincipalName: 'text',
      userId: 'text',
      deviceId: 'text',
      userPermissions: { list: 'text' },
    },
  },
  resources: { list: { of: { displayName: 'text', auditResourceType: 'text', resourceId: 'text' } } },
} as const satisfies Shape;

export const EVENT_RULES: QueryRules = {
  shape: SHAPE,
  order: [{ property: 'leafIndex', descending: true }],
  pageSizeMax: 500,
};

export async function findEventPage(
  tx: TenantTransaction,
  query: ODataQuery,
): Promise<{ readonly entities: readonly Entity[]; readonly count: number | undefined }> {
  const given = [tx.tenantId];
  const { where, order, limit, offset, parameters } = pageSql(query, COLUMNS, given);
  const rows = await tx.query<{ event: Entity }>(
    `SELECT b.event ${FROM} AND ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    parameters,
  );
  const counted = countSql(query, COLUMNS, given);
  const [all] = query.count
    ? await tx.query<{ count: number }>(`SELECT count(*) AS count ${FROM} AND ${counted.where}`, counted.parameters)
    : [];
  return { entities: rows.map(({ event }) => event), count: all?.count };
}

export async function findEvent(tx: TenantTransaction, eventId: string): Promise<Entity | undefined> {
  const [row] = await tx.query<{ body: Uint8Array }>(
    'SELECT body FROM audit_entry WHERE tenant_id = $1 AND event_id = $2',
    [tx.tenantId, eventId],
  );
  return row && (JSON.parse(new TextDecoder().decode(row.body)) as Record<string, Json>);
}

/** The offset keeps each body from being parsed anew for every member that a filter names. */
const FROM = `FROM audit_entry e
  CROSS JOIN LATERAL (SELECT convert_from(e.body, 'UTF8')::jsonb AS event OFFSET 0) AS b
 WHERE e.tenant_id = $1`;

const COLUMNS: Columns = {
  id: 'e.event_id',
  leafIndex: 'e.leaf_index',
  displayName: "b.event ->> 'displayName'",
  componentName: "b.event ->> 'componentName'",
  activity: "b.event ->> 'activity'",
  activityType: "b.event ->> 'activityType'",
  activityOperationType: "b.event ->> 'activityOperationType'",
  activityResult: "b.event ->> 'activityResult'",
  activityDateTime: "(b.event ->> 'activityDateTime')::timestamptz",
  category: "b.event ->> 'category'",
  correlationId: "b.event ->> 'correlationId'",
  'actor/auditActorType': "b.event #>> '{actor,auditActorType}'",
  'actor/applicationId': "b.event #>> '{actor,applicationId}'",
  'actor/userPrincipalName': "b.event #>> '{actor,userPrincipalName}'",
  'actor/userId': "b.event #>> '{actor,userId}'",
  'actor/deviceId': "b.event #>> '{actor,deviceId}'",
  'actor/userPermissions': "b.event #> '{actor,userPermissions}'",
  resources: "b.event -> 'resources'",
};
