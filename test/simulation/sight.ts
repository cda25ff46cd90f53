// What an independent pair of eyes sees in the database after each step: through the owner's connection, past the service and
// its row security, with statements of its own. One round trip, over this simulation's tenants alone.

import pg from 'pg';
import type { World } from './world.ts';

export type Sight = {
  /** Events that were appended since the last look, in the order of each tenant's log. */
  readonly events: readonly LoggedEvent[];
  /** By table and tenant: how many rows there are, and the highest transaction that wrote one. */
  readonly versions: readonly TableVersion[];
  readonly profiles: readonly ProfileSeen[];
  readonly snapshots: readonly SnapshotSeen[];
  readonly sessions: readonly SessionSeen[];
  readonly policies: readonly PolicySeen[];
  readonly reports: readonly ReportSeen[];
};

export type LoggedEvent = {
  readonly id: string;
  readonly tenantId: string;
  readonly leafIndex: number;
  readonly activity: string;
  readonly activityResult: string;
  readonly activityDateTime: string;
  readonly correlationId: string;
  readonly actor: { readonly userId: string | null; readonly deviceId: string | null; readonly auditActorType: string };
  readonly resources: readonly {
    readonly auditResourceType: string;
    readonly resourceId: string;
    readonly modifiedProperties: readonly { readonly displayName: string; readonly newValue: string | null }[];
  }[];
};

export type TableVersion = { readonly table: string; readonly tenantId: string; readonly version: string };

export type ProfileSeen = {
  readonly tenantId: string;
  readonly profileId: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly headSnapshotId: string | null;
};

export type SnapshotSeen = { readonly tenantId: string; readonly snapshotId: string; readonly profileId: string };

export type SessionSeen = {
  readonly tenantId: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly phase: string;
  readonly enrollmentId: string;
  readonly state: string;
  readonly version: number;
  readonly snapshotId: string | null;
  readonly offeredAt: string;
};

/** A policy or an enrollment configuration. */
export type PolicySeen = {
  readonly tenantId: string;
  readonly collection: string;
  readonly id: string;
  readonly body: { readonly state?: string; readonly priority?: number; readonly settings?: readonly SettingSeen[] };
  readonly assignments: readonly { readonly target: { readonly '@odata.type': string; readonly groupId?: string } }[];
};

export type SettingSeen = {
  readonly settingInstance: {
    readonly settingDefinitionId: string;
    readonly choiceSettingValue: { readonly value: string };
  };
};

/** What a device said last of its policies. */
export type ReportSeen = {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly localPolicies: readonly { readonly policy: string; readonly state: string }[];
};

export type Witness = {
  /** Looks at this world from now on. */
  readonly watch: (world: World) => () => Promise<Sight>;
  readonly close: () => Promise<void>;
};

export async function openWitness(owner: pg.ClientConfig): Promise<Witness> {
  const client = new pg.Client(owner);
  await client.connect();
  const tables = (await client.query<{ name: string }>(TABLES)).rows.map(({ name }) => name);
  const text = statementOver(tables);
  return {
    close: () => client.end(),
    watch: ({ tenants }) => {
      const tenantIds = tenants.map(({ tenantId }) => tenantId);
      const seen = new Map<string, number>();
      return async () => {
        const from = tenantIds.map((tenantId) => seen.get(tenantId) ?? 0);
        const { rows } = await client.query<{ sight: Sight }>({ name: 'sight', text, values: [tenantIds, from] });
        const sight = rows[0]?.sight as Sight;
        for (const { tenantId, leafIndex } of sight.events) seen.set(tenantId, leafIndex + 1);
        return sight;
      };
    },
  };
}

function statementOver(tables: readonly string[]): string {
  const versions = tables.map(
    (table) =>
      `SELECT '${table}' AS name, t.tenant_id, count(*) || ':' || max(t.xmin::text::bigint) AS version
         FROM ${table} t WHERE t.tenant_id = ANY ($1::uuid[]) GROUP BY t.tenant_id`,
  );
  const parts = {
    events: `SELECT convert_from(e.body, 'UTF8')::json AS it
               FROM unnest($1::uuid[], $2::bigint[]) AS log (tenant_id, size)
               JOIN audit_entry e ON e.tenant_id = log.tenant_id AND e.leaf_index >= log.size
              ORDER BY e.tenant_id, e.leaf_index`,
    versions: `SELECT json_build_object('table', v.name, 'tenantId', v.tenant_id, 'version', v.version) AS it
                 FROM (${versions.join(' UNION ALL ')}) v ORDER BY v.name, v.tenant_id`,
    profiles: `SELECT json_build_object('tenantId', tenant_id, 'profileId', profile_id, 'userId', user_id,
                        'deviceId', device_id, 'headSnapshotId', head_snapshot_id) AS it
                 FROM backup_profile WHERE tenant_id = ANY ($1::uuid[]) ORDER BY profile_id`,
    snapshots: `SELECT json_build_object('tenantId', tenant_id, 'snapshotId', snapshot_id, 'profileId', profile_id) AS it
                  FROM snapshot WHERE tenant_id = ANY ($1::uuid[]) ORDER BY snapshot_id`,
    sessions: `SELECT json_build_object('tenantId', tenant_id, 'sessionId', session_id, 'userId', user_id,
                        'deviceId', device_id, 'phase', phase, 'enrollmentId', enrollment_id, 'state', state,
                        'version', version, 'snapshotId', snapshot_id, 'offeredAt', offered_at) AS it
                 FROM restore_session WHERE tenant_id = ANY ($1::uuid[]) ORDER BY session_id`,
    policies: `SELECT json_build_object('tenantId', tenant_id, 'collection', collection, 'id', object_id,
                        'body', body, 'assignments', assignments) AS it
                 FROM management_object WHERE tenant_id = ANY ($1::uuid[]) ORDER BY tenant_id, object_id`,
    reports: `SELECT json_build_object('tenantId', tenant_id, 'deviceId', device_id, 'localPolicies', local_policies) AS it
                FROM device_report WHERE tenant_id = ANY ($1::uuid[]) ORDER BY device_id`,
  };
  const members = Object.entries(parts).map(
    ([name, sql]) => `'${name}', coalesce((SELECT json_agg(it) FROM (${sql}) AS ${name}), '[]'::json)`,
  );
  return `SELECT json_build_object(${members.join(', ')}) AS sight`;
}

/** All that belong to tenants, but those whose rows nobody's act is behind (test/audit/demand-events.ts says why). */
const TABLES = `
  SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
     AND c.relname NOT IN ('audit_log', 'audit_entry', 'audit_node', 'audit_event', 'tenant_secret', 'known_groups',
                           'provider_artifact', 'user_key', 'sign_in_throttle')
   ORDER BY 1`;
