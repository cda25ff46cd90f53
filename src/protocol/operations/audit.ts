// The audit log: its events a page at a time, as JSON or as lines, and the log itself in the layout of tiled logs
// (C2SP tlog-tiles), so that any client of such logs can follow it from `/v1/audit/log` on.

import { type Static, Type } from 'typebox';
import { AUDIT_PAGE_SIZE_MAX, PAGE_SIZE_DEFAULT } from '../limits.ts';
import { Bytes, Instant, type Operation, Uuid } from '../operation.ts';

const OptionalText = Type.Union([Type.String(), Type.Null()]);

/** As Intune's `auditEvent`, with its tenant and its place in the log. */
export const AuditEvent = Type.Object({
  id: Uuid,
  tenantId: Uuid,
  leafIndex: Type.Integer({
    minimum: 0,
    description: 'Its place in the log, and the cursor of whoever has read so far.',
  }),
  displayName: Type.String(),
  componentName: Type.String(),
  activity: Type.String({ description: 'A stable name, such as `snapshot.stored`.' }),
  activityType: Type.String(),
  activityOperationType: Type.String({ description: 'Create, Patch, Delete, Get or Action.' }),
  activityResult: Type.String({ description: 'Success or Failure.' }),
  activityDateTime: Instant,
  category: Type.String(),
  correlationId: Uuid,
  actor: Type.Object({
    auditActorType: Type.String({ description: 'User, Device, Application, Operator or System.' }),
    userPermissions: Type.Array(Type.String()),
    applicationId: OptionalText,
    applicationDisplayName: OptionalText,
    userPrincipalName: OptionalText,
    servicePrincipalName: OptionalText,
    ipAddress: OptionalText,
    userId: OptionalText,
    deviceId: OptionalText,
    credentialId: OptionalText,
  }),
  resources: Type.Array(
    Type.Object({
      displayName: OptionalText,
      auditResourceType: Type.String(),
      resourceId: Type.String(),
      modifiedProperties: Type.Array(
        Type.Object({ displayName: Type.String(), oldValue: OptionalText, newValue: OptionalText }),
      ),
    }),
  ),
});

export const AuditEventPage = Type.Object({ events: Type.Array(AuditEvent) });
export type AuditEventPage = Static<typeof AuditEventPage>;

export const AuditEventQuery = Type.Object(
  {
    after: Type.Optional(Type.Integer({ minimum: 0, description: 'The `leafIndex` of the last event that was read.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: AUDIT_PAGE_SIZE_MAX, default: PAGE_SIZE_DEFAULT })),
  },
  { additionalProperties: false },
);

/** Plain JSON Schema, because TypeBox reads the names of an object's members as patterns when it converts texts. */
const TileParams = Type.Unsafe<{ readonly '*': string }>({
  type: 'object',
  properties: { '*': { type: 'string' } },
  required: ['*'],
  additionalProperties: false,
});

export const AUDIT_OPERATIONS = {
  listAuditEvents: {
    method: 'GET',
    path: '/v1/audit/events',
    access: 'audit.read',
    summary: 'Audit events, oldest first, a page at a time. An empty page: there are no more yet.',
    query: AuditEventQuery,
    answer: AuditEventPage,
    problems: ['bad-request'],
  },
  exportAuditEvents: {
    method: 'GET',
    path: '/v1/audit/events.ndjson',
    access: 'audit.read',
    summary: 'The same as lines, each the canonical JSON that is a leaf of the log.',
    query: AuditEventQuery,
    answer: Bytes,
    media: 'application/x-ndjson',
    problems: ['bad-request'],
  },
  getAuditCheckpoint: {
    method: 'GET',
    path: '/v1/audit/log/checkpoint',
    access: 'audit.read',
    summary: 'The signed checkpoint of the log (C2SP tlog-checkpoint).',
    answer: Bytes,
    media: 'text/plain; charset=utf-8',
    problems: [],
  },
  getAuditKey: {
    method: 'GET',
    path: '/v1/audit/log/key',
    access: 'audit.read',
    summary: 'The key that verifies the checkpoint (C2SP signed-note).',
    answer: Bytes,
    media: 'text/plain; charset=utf-8',
    problems: [],
  },
  getAuditTile: {
    method: 'GET',
    path: '/v1/audit/log/tile/*',
    access: 'audit.read',
    summary: 'A tile or bundle of entries (C2SP tlog-tiles), such as `tile/0/x001/234` or `tile/entries/000.p/17`.',
    params: TileParams,
    answer: Bytes,
    media: 'application/octet-stream',
    problems: ['bad-request', 'not-found'],
  },
} as const satisfies Record<string, Operation>;
