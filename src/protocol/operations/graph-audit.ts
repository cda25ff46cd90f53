// The audit log as Intune has it, to read and to search. What proves the log, and what streams it, is in audit.ts.
// https://learn.microsoft.com/graph/api/resources/intune-auditing-auditevent

import { Type } from 'typebox';
import { NAME_LENGTH_MAX } from '../limits.ts';
import type { Operation } from '../operation.ts';
import { COLLECTION_OPTIONS, GraphCollection, GraphObject, graphQuery } from './graph.ts';

const READ = {
  access: 'audit.read',
  style: 'graph',
  scopes: ['DeviceManagementApps.Read.All', 'DeviceManagementApps.ReadWrite.All'],
} as const;
const EVENTS = '/v1.0/deviceManagement/auditEvents';

export const GRAPH_AUDIT_OPERATIONS = {
  listGraphAuditEvents: {
    method: 'GET',
    path: EVENTS,
    ...READ,
    summary: 'Audit events in the shape of Intune, the newest first.',
    query: graphQuery(COLLECTION_OPTIONS),
    answer: GraphCollection,
    problems: ['bad-request'],
  },
  getGraphAuditEvent: {
    method: 'GET',
    path: `${EVENTS}/:event`,
    ...READ,
    summary:
      "An audit event by its id; or one of Graph's functions, `getAuditCategories` and `getAuditActivityTypes(category='Backup')`.",
    params: Type.Object(
      { event: Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX }) },
      { additionalProperties: false },
    ),
    query: graphQuery(['$select']),
    answer: GraphObject,
    problems: ['bad-request', 'not-found'],
  },
} as const satisfies Record<string, Operation>;
