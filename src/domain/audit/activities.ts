// Every act that is audited, one line each: what people call it, its category, the kind of operation, the component that
// did it, and the properties whose values an event may carry. No other value can get into the log: not by type, and not at
// run time. So nobody adds a property here that could hold a setting's value or a secret.

/** As Intune has them: the verb of an act. `Get` is a read of another's data, `Action` a decision or a command. */
export type OperationType = 'Create' | 'Patch' | 'Delete' | 'Get' | 'Action';

export type AuditCategory = 'Tenant' | 'Device' | 'Identity' | 'Backup' | 'Restore' | 'Role' | 'Policy' | 'Key';

/** What an event can be about. */
export type ResourceType =
  | 'Tenant'
  | 'User'
  | 'Device'
  | 'Credential'
  | 'BackupProfile'
  | 'Snapshot'
  | 'RetentionPolicy';

export const ACTIVITIES = {
  'tenant.created': act('Create tenant', 'Tenant', 'Create', 'Tenants', ['displayName']),
  'device.enrolled': act('Enroll device', 'Device', 'Create', 'Devices', ['expiresAt']),
  'credential.revoked': act('Revoke credential', 'Device', 'Delete', 'Devices', []),
  'retention.set': act('Set retention', 'Policy', 'Patch', 'Backup', ['keepLast', 'keepDays']),
  'snapshot.stored': act('Store snapshot', 'Backup', 'Create', 'Backup', ['acceptLoss', 'head']),
  'snapshot.confirmed': act('Confirm snapshot', 'Backup', 'Patch', 'Backup', []),
  'snapshot.expired': act('Remove expired snapshots', 'Backup', 'Delete', 'Backup', []),
} as const satisfies Record<string, Activity>;

export type AuditActivity = keyof typeof ACTIVITIES;

/** The properties whose values an event of this activity may carry. */
export type PropertyOf<A extends AuditActivity> = (typeof ACTIVITIES)[A]['properties'][number];

export type Activity = {
  readonly name: string;
  readonly category: AuditCategory;
  readonly operation: OperationType;
  readonly component: string;
  readonly properties: readonly string[];
};

function act<const P extends readonly string[]>(
  name: string,
  category: AuditCategory,
  operation: OperationType,
  component: string,
  properties: P,
): Activity & { readonly properties: P } {
  return { name, category, operation, component, properties };
}
