// Microsoft Graph's own scopes, and what each allows here: so that clients that were made for Graph ask for what they know.
// https://learn.microsoft.com/graph/permissions-reference
//
// A scope in a person's token lets the client administer, as far as the scope goes; what the person may do, their roles
// decide. The same name as an app role in an application's token gives what the table says, where the tenant trusts the
// roles of tokens. Reading backups takes a person: no app role does it, as in Graph.

import type { Permission } from './permissions.ts';

export type ScopeKind = {
  readonly permissions: readonly Permission[];
  /** Whether an application can have it for itself. */
  readonly ofApplications: boolean;
};

export const GRAPH_SCOPES = {
  'DeviceManagementServiceConfig.Read.All': both('policy.read', 'device.read'),
  'DeviceManagementServiceConfig.ReadWrite.All': both('policy.read', 'policy.manage', 'device.read', 'device.manage'),
  'DeviceManagementConfiguration.Read.All': both('policy.read'),
  'DeviceManagementConfiguration.ReadWrite.All': both('policy.read', 'policy.manage'),
  'DeviceManagementManagedDevices.Read.All': both('device.read'),
  'DeviceManagementManagedDevices.ReadWrite.All': both('device.read', 'device.manage'),
  'DeviceManagementApps.Read.All': both('audit.read'),
  'DeviceManagementApps.ReadWrite.All': both('audit.read'),
  'CloudPC.Read.All': both('device.read'),
  'CloudPC.ReadWrite.All': both('device.read', 'device.manage'),
  'Device.Read.All': both('device.read'),
  'Device.ReadWrite.All': both('device.read', 'device.manage'),
  'User.ReadBasic.All': both('directory.read'),
  'User.Read.All': both('directory.read'),
  'User.ReadWrite.All': both('directory.read'),
  'GroupMember.Read.All': both('directory.read'),
  'Group.Read.All': both('directory.read'),
  'Group.ReadWrite.All': both('directory.read'),
  'Directory.Read.All': both('directory.read', 'device.read'),
  'Directory.ReadWrite.All': both('directory.read', 'device.read'),
  'Policy.Read.All': both('conditionalAccess.read'),
  'Policy.Read.ConditionalAccess': both('conditionalAccess.read'),
  'Policy.ReadWrite.ConditionalAccess': both('conditionalAccess.read', 'conditionalAccess.manage'),
  'Policy.ReadWrite.AuthenticationMethod': both('conditionalAccess.read', 'conditionalAccess.manage'),
  'UserWindowsSettings.Read': { permissions: [], ofApplications: false },
  'UserWindowsSettings.Read.All': delegated('backupMetadata.read', 'backupContent.read'),
  'UserWindowsSettings.ReadWrite.All': delegated('backupMetadata.read', 'backupContent.read', 'backup.delete'),
} as const satisfies Record<string, ScopeKind>;

export type GraphScope = keyof typeof GRAPH_SCOPES;

/** Whether an application can have it for itself. */
export function isGraphAppRole(text: string): boolean {
  return Object.hasOwn(GRAPH_SCOPES, text) && permissionsOfAppRole(text as GraphScope).length > 0;
}

/** What a scope gives an application that has it as an app role. */
export function permissionsOfAppRole(scope: GraphScope): readonly Permission[] {
  const { permissions, ofApplications }: ScopeKind = GRAPH_SCOPES[scope];
  return ofApplications ? permissions : [];
}

/** Whether an operation that needs the permission may declare the scope. */
export function allows(scope: GraphScope, permission: Permission): boolean {
  const { permissions }: ScopeKind = GRAPH_SCOPES[scope];
  return permissions.includes(permission);
}

function both<const P extends readonly Permission[]>(...permissions: P) {
  return { permissions, ofApplications: true } as const;
}

function delegated<const P extends readonly Permission[]>(...permissions: P) {
  return { permissions, ofApplications: false } as const;
}
