// Every act that is audited, one line each: what people call it, its category, the kind of operation, the component that
// did it, and the properties whose values an event may carry. No other value can get into the log: not by type, and not at
// run time. So nobody adds a property here that could hold a setting's value or a secret.

/** As Intune has them: the verb of an act. `Get` is a read of another's data, `Action` a decision or a command. */
export type OperationType = 'Create' | 'Patch' | 'Delete' | 'Get' | 'Action';

export type AuditCategory = 'Tenant' | 'Device' | 'Identity' | 'Backup' | 'Restore' | 'Role' | 'Policy' | 'Key';

/** What an event can be about. */
export type ResourceType =
  | 'ConditionalAccessPolicy'
  | 'NamedLocation'
  | 'AuthenticationStrength'
  | 'Tenant'
  | 'User'
  | 'Device'
  | 'Credential'
  | 'BackupProfile'
  | 'Snapshot'
  | 'RetentionPolicy'
  | 'Role'
  | 'RoleAssignment'
  | 'AccessPolicy'
  | 'Approval'
  | 'Group'
  | 'Application'
  | 'AuthenticationMethod'
  | 'SigningKey'
  | 'Issuer'
  | 'Key'
  | 'LegalHold'
  | 'ConfigurationPolicy'
  | 'EnrollmentConfiguration'
  | 'AssignmentFilter'
  | 'AutopilotProfile'
  | 'TenantChoices'
  | 'Flight'
  | 'ManagedDevice'
  | 'Rollout'
  | 'RolloutRing'
  | 'RolloutException'
  | 'RestoreSession'
  | 'RestoreRequest'
  | 'Decision';

/** What changes of a Conditional Access policy, location or strength. */
const OBJECT = ['displayName', 'state', 'definition'] as const;

export const ACTIVITIES = {
  'tenant.created': act('Create tenant', 'Tenant', 'Create', 'Tenants', ['displayName']),
  'device.enrolled': act('Enroll device', 'Device', 'Create', 'Devices', ['expiresAt']),
  'credential.revoked': act('Revoke credential', 'Device', 'Delete', 'Devices', []),
  'device.joined': act('Join device', 'Device', 'Create', 'Devices', ['joinType', 'keyProtection', 'keyThumbprint']),
  'device.removed': act('Remove device', 'Device', 'Delete', 'Devices', []),
  'credential.bound': act('Bind credential to key', 'Device', 'Patch', 'Devices', ['keyThumbprint']),
  'issuer.added': act('Trust issuer', 'Identity', 'Create', 'Issuers', ['kind', 'audiences', 'keys']),
  'issuer.removed': act('Stop trusting issuer', 'Identity', 'Delete', 'Issuers', ['kind']),
  'user.provisioned': act('Add user at first sign-in', 'Identity', 'Create', 'Issuers', ['issuer']),
  'user.named': act('Name user before their first sign-in', 'Identity', 'Create', 'Access', []),
  'user.recognized': act('Recognize user at first sign-in', 'Identity', 'Patch', 'Issuers', ['issuer']),
  'user.renamed': act('Rename user', 'Identity', 'Patch', 'Issuers', ['userPrincipalName', 'displayName']),
  'retention.set': act('Set retention', 'Policy', 'Patch', 'Backup', ['keepLast', 'keepDays']),
  'snapshot.stored': act('Store snapshot', 'Backup', 'Create', 'Backup', ['acceptLoss', 'head']),
  'snapshot.confirmed': act('Confirm snapshot', 'Backup', 'Patch', 'Backup', []),
  'snapshot.expired': act('Remove expired snapshots', 'Backup', 'Delete', 'Backup', []),
  'signIn.succeeded': act('Sign in', 'Identity', 'Action', 'Sign-in', ['methods']),
  'signIn.failed': act('Fail to sign in', 'Identity', 'Action', 'Sign-in', ['reason']),
  'signIn.blocked': act('Block sign-in after failures', 'Identity', 'Action', 'Sign-in', ['blockedUntil']),
  'signIn.refused': act('Refuse sign-in by Conditional Access', 'Identity', 'Action', 'Sign-in', ['code']),
  'signIn.ended': act('Sign out everywhere', 'Identity', 'Action', 'Sign-in', []),
  'method.added': act('Register authentication method', 'Identity', 'Create', 'Sign-in', ['kind', 'expiresAt']),
  'method.removed': act('Remove authentication method', 'Identity', 'Delete', 'Sign-in', ['kind']),
  'password.changed': act('Change password', 'Identity', 'Patch', 'Sign-in', []),
  'user.added': act('Add user', 'Identity', 'Create', 'Directory', ['roles']),
  'user.changed': act('Change user', 'Identity', 'Patch', 'Directory', ['enabled', 'roles', 'credentials']),
  'group.added': act('Add group', 'Identity', 'Create', 'Directory', []),
  'group.removed': act('Remove group', 'Identity', 'Delete', 'Directory', []),
  'group.changed': act('Change members of group', 'Identity', 'Patch', 'Directory', ['added', 'removed']),
  'application.added': act('Add application', 'Identity', 'Create', 'Directory', ['kind', 'redirectUris', 'appRoles']),
  'application.changed': act('Add application secret', 'Identity', 'Patch', 'Directory', ['secretId', 'expiresAt']),
  'application.removed': act('Remove application', 'Identity', 'Delete', 'Directory', []),
  'signingKey.added': act('Add signing key', 'Key', 'Create', 'Sign-in', ['signsFrom']),
  'conditionalAccess.created': act('Create Conditional Access object', 'Policy', 'Create', 'ConditionalAccess', OBJECT),
  'conditionalAccess.changed': act('Change Conditional Access object', 'Policy', 'Patch', 'ConditionalAccess', OBJECT),
  'conditionalAccess.deleted': act('Delete Conditional Access object', 'Policy', 'Delete', 'ConditionalAccess', OBJECT),
  'snapshot.deleted': act('Delete snapshot', 'Backup', 'Delete', 'Backup', ['reason', 'head']),
  'backupProfile.deleted': act('Delete backup profile', 'Backup', 'Delete', 'Backup', ['reason', 'snapshotCount']),
  'backupContent.read': act("Read another's backup", 'Backup', 'Get', 'Backup', ['reason']),
  'backupContent.exported': act("Export another's backups", 'Backup', 'Get', 'Backup', ['reason']),
  'access.denied': act('Refuse access', 'Role', 'Action', 'Access', ['permission', 'missing']),
  'accessPolicy.set': act('Set access policy', 'Role', 'Patch', 'Access', [
    'contentReadApproval',
    'trustTokenRoles',
    'ownErasure',
  ]),
  'role.defined': act('Define role', 'Role', 'Create', 'Access', ['permissions']),
  'role.removed': act('Remove role', 'Role', 'Delete', 'Access', ['permissions', 'assignmentCount']),
  'role.assigned': act('Assign role', 'Role', 'Create', 'Access', ['principal', 'scope']),
  'role.unassigned': act('Unassign role', 'Role', 'Delete', 'Access', ['principal', 'scope']),
  'approval.requested': act('Request approval', 'Role', 'Create', 'Access', ['reason', 'once', 'minutes']),
  'approval.approved': act('Approve request', 'Role', 'Action', 'Access', []),
  'approval.refused': act('Refuse request', 'Role', 'Action', 'Access', []),
  'key.rotationBegan': act('Begin key rotation', 'Key', 'Create', 'Keys', []),
  'key.rotated': act('Rotate keys', 'Key', 'Patch', 'Keys', ['providerKeyId', 'destroyed']),
  'user.erased': act('Erase user', 'Backup', 'Delete', 'Keys', ['erasureId', 'keyCount', 'snapshotCount']),
  'user.allowedAgain': act('Allow backups after erasure', 'Backup', 'Action', 'Keys', []),
  'legalHold.placed': act('Place legal hold', 'Backup', 'Create', 'Keys', ['reason']),
  'legalHold.released': act('Release legal hold', 'Backup', 'Patch', 'Keys', []),
  'ownData.exported': act('Export own data', 'Backup', 'Get', 'OwnData', []),
  'policy.created': act('Create policy', 'Policy', 'Create', 'Policies', ['displayName', 'definition', 'assignments']),
  'policy.changed': act('Change policy', 'Policy', 'Patch', 'Policies', ['displayName', 'definition', 'assignments']),
  'policy.deleted': act('Delete policy', 'Policy', 'Delete', 'Policies', ['displayName', 'definition', 'assignments']),
  'policy.assigned': act('Assign policy', 'Policy', 'Patch', 'Policies', ['displayName', 'assignments', 'priority']),
  'restorePage.set': act('Set restore toggle', 'Policy', 'Patch', 'Policies', ['state']),
  'tenantChoices.set': act('Set eligibility choices', 'Policy', 'Patch', 'Policies', [
    'liftedLimits',
    'isBackupOnByDefault',
    'buildTable',
  ]),
  'flight.accepted': act('Accept terms of preview feature', 'Policy', 'Action', 'Policies', ['terms', 'acceptedBy']),
  'flight.withdrawn': act('Leave preview feature', 'Policy', 'Action', 'Policies', ['terms']),
  'ring.added': act('Add ring to rollout', 'Policy', 'Create', 'Rollout', ['group', 'criteria']),
  'ring.removed': act('Remove ring from rollout', 'Policy', 'Delete', 'Rollout', []),
  'ring.stopped': act('Stop ring of rollout', 'Policy', 'Action', 'Rollout', ['reason']),
  'ring.resumed': act('Resume ring of rollout', 'Policy', 'Action', 'Rollout', ['reason']),
  'rollout.advanced': act('Go on with rollout', 'Policy', 'Action', 'Rollout', ['state', 'proposal', 'despite']),
  'rollout.acknowledged': act('Acknowledge for rollout', 'Policy', 'Action', 'Rollout', ['by', 'role']),
  'rollout.acknowledgementWithdrawn': act('Withdraw acknowledgement', 'Policy', 'Action', 'Rollout', ['by', 'role']),
  'rolloutException.added': act('Add exception to rollout', 'Policy', 'Create', 'Rollout', [
    'owner',
    'fallback',
    'endsOn',
  ]),
  'rolloutException.closed': act('Close exception of rollout', 'Policy', 'Patch', 'Rollout', []),
  'managedDevice.imported': act('Import device records', 'Device', 'Create', 'Devices', ['source', 'count']),
  'managedDevice.deleted': act('Delete device record', 'Device', 'Delete', 'Devices', []),
  'device.reported': act('Report device facts', 'Device', 'Patch', 'Devices', ['facts']),
  'backup.decided': act('Decide on backup', 'Backup', 'Action', 'Eligibility', [
    'verdict',
    'reasons',
    'ruleSetVersion',
  ]),
  'restore.decided': act('Decide on restore offer', 'Restore', 'Action', 'Eligibility', [
    'phase',
    'verdict',
    'reasons',
    'ruleSetVersion',
  ]),
  'restore.requested': act('Ask for restore', 'Restore', 'Create', 'Restore', [
    'reason',
    'profileId',
    'snapshotId',
    'expiresAt',
  ]),
  'restore.requestWithdrawn': act('Withdraw request for restore', 'Restore', 'Delete', 'Restore', []),
  'restore.offered': act('Offer restore', 'Restore', 'Create', 'Restore', ['phase', 'requestId']),
  'restore.chosen': act('Choose backup to restore', 'Restore', 'Patch', 'Restore', ['profileId', 'snapshotId']),
  'restore.skipped': act('Choose to set up as new', 'Restore', 'Patch', 'Restore', ['phase']),
  'restore.cancelled': act('Cancel restore', 'Restore', 'Patch', 'Restore', []),
  'restore.progressed': act('Report progress of restore', 'Restore', 'Patch', 'Restore', ['done', 'total']),
  'restore.completed': act('Complete restore', 'Restore', 'Patch', 'Restore', ['outcomes', 'secondsToProductivity']),
  'restore.failed': act('Fail to restore', 'Restore', 'Patch', 'Restore', ['code', 'outcomes']),
  'restore.expired': act('Let restore expire', 'Restore', 'Patch', 'Restore', []),
  'restore.appsEnded': act('Report apps of restore', 'Restore', 'Patch', 'Restore', ['outcomes']),
  'restore.undone': act('Undo restore', 'Restore', 'Patch', 'Restore', []),
  'approval.used': act('Use approval', 'Role', 'Action', 'Access', []),
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
