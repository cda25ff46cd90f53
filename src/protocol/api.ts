// The service's own API (v1): one entry per operation, with the shapes of its request and its answer. The server registers
// exactly these and the agent's client calls exactly these; the OpenAPI document is generated from them.

import type { Operation } from './operation.ts';
import { ACCESS_OPERATIONS } from './operations/access.ts';
import { AUDIT_OPERATIONS } from './operations/audit.ts';
import { BACKUP_OPERATIONS } from './operations/backup.ts';
import { BACKUPS_OPERATIONS } from './operations/backups.ts';
import { CONDITIONAL_ACCESS_BEYOND_GRAPH_OPERATIONS } from './operations/conditional-access-beyond-graph.ts';
import { CONDITIONAL_ACCESS_OPERATIONS } from './operations/conditional-access.ts';
import { DEVICE_RECORD_OPERATIONS } from './operations/device-records.ts';
import { DEVICE_OPERATIONS } from './operations/devices.ts';
import { FLEET_OPERATIONS } from './operations/fleet.ts';
import { FLIGHT_OPERATIONS } from './operations/flights.ts';
import { GRAPH_AUDIT_OPERATIONS } from './operations/graph-audit.ts';
import { GRAPH_BATCH_OPERATIONS } from './operations/graph-batch.ts';
import { GRAPH_DIRECTORY_OPERATIONS } from './operations/graph-directory.ts';
import { HELP_DESK_OPERATIONS } from './operations/help-desk.ts';
import { KEY_OPERATIONS } from './operations/keys.ts';
import { MANAGEMENT_OBJECT_OPERATIONS } from './operations/management-objects.ts';
import { META_OPERATIONS } from './operations/meta.ts';
import { OTHERS_BACKUPS_OPERATIONS } from './operations/others-backups.ts';
import { OWN_DATA_OPERATIONS } from './operations/own-data.ts';
import { POLICY_OPERATIONS } from './operations/policy.ts';
import { READINESS_OPERATIONS } from './operations/readiness.ts';
import { RESTORE_OPERATIONS } from './operations/restore.ts';
import { RESTORE_REQUEST_OPERATIONS } from './operations/restore-requests.ts';
import { ROLLOUT_OPERATIONS } from './operations/rollout.ts';
import { SETUP_OPERATIONS } from './operations/setup.ts';
import { TENANT_SETTINGS_OPERATIONS } from './operations/tenant-settings.ts';
import { WINDOWS_SETTINGS_OPERATIONS } from './operations/windows-settings.ts';

export const OPERATIONS = {
  ...META_OPERATIONS,
  ...DEVICE_OPERATIONS,
  ...DEVICE_RECORD_OPERATIONS,
  ...BACKUP_OPERATIONS,
  ...OTHERS_BACKUPS_OPERATIONS,
  ...BACKUPS_OPERATIONS,
  ...ACCESS_OPERATIONS,
  ...OWN_DATA_OPERATIONS,
  ...KEY_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...CONDITIONAL_ACCESS_OPERATIONS,
  ...CONDITIONAL_ACCESS_BEYOND_GRAPH_OPERATIONS,
  ...GRAPH_DIRECTORY_OPERATIONS,
  ...GRAPH_AUDIT_OPERATIONS,
  ...WINDOWS_SETTINGS_OPERATIONS,
  ...GRAPH_BATCH_OPERATIONS,
  ...MANAGEMENT_OBJECT_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...FLIGHT_OPERATIONS,
  ...RESTORE_OPERATIONS,
  ...RESTORE_REQUEST_OPERATIONS,
  ...FLEET_OPERATIONS,
  ...READINESS_OPERATIONS,
  ...ROLLOUT_OPERATIONS,
  ...HELP_DESK_OPERATIONS,
  ...TENANT_SETTINGS_OPERATIONS,
  ...SETUP_OPERATIONS,
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;
