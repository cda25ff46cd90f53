// Roles: named sets of permissions. The built-in ones carry the names and template ids that Microsoft Entra gives them, so
// that a token's `wids` mean the same here; the Auditor, which Entra does not have, has an id of Keepsake's own.
// https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
//
// As at Microsoft, a Global Administrator alone neither reads nor deletes anybody's backup: that takes the Microsoft 365
// Backup Administrator, given explicitly. That role is about persons only, so it can be given over one group.

import type { Permission } from './permissions.ts';

export type Role = {
  readonly roleId: string;
  readonly displayName: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
};

export const BUILT_IN_ROLES = [
  {
    roleId: '62e90394-69f5-4237-9190-012177145e10',
    displayName: 'Global Administrator',
    description: "Manages everything. Reads nobody's backup, and deletes none.",
    permissions: [
      'audit.read',
      'directory.read',
      'directory.manage',
      'device.read',
      'device.manage',
      'identity.manage',
      'role.read',
      'role.manage',
      'role.giveAny',
      'backupMetadata.read',
      'approval.decide',
      'user.erase',
      'legalHold.manage',
      'key.manage',
      'policy.read',
      'policy.manage',
      'restore.read',
      'restore.request',
      'conditionalAccess.read',
      'conditionalAccess.manage',
    ],
  },
  {
    roleId: '3a2c62db-5318-420d-8d74-23affee5d9d5',
    displayName: 'Intune Administrator',
    description: 'Manages devices and what is backed up and restored on them.',
    permissions: [
      'audit.read',
      'directory.read',
      'device.read',
      'device.manage',
      'role.read',
      'backupMetadata.read',
      'policy.read',
      'policy.manage',
      'restore.read',
      'restore.request',
      'conditionalAccess.read',
    ],
  },
  {
    roleId: '1707125e-0aa2-4d4d-8655-a7c786c76a25',
    displayName: 'Microsoft 365 Backup Administrator',
    description: "Reads and deletes other people's backups. Can be given over one group.",
    permissions: ['backupMetadata.read', 'backupContent.read', 'backup.delete', 'approval.decide'],
  },
  {
    roleId: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
    displayName: 'Helpdesk Administrator',
    description: 'Sees whether somebody is backed up, and why not; asks for restores on their behalf.',
    permissions: [
      'directory.read',
      'device.read',
      'backupMetadata.read',
      'policy.read',
      'restore.read',
      'restore.request',
      'conditionalAccess.read',
    ],
  },
  {
    roleId: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
    displayName: 'Global Reader',
    description: 'Sees all that a Global Administrator sees, and changes nothing.',
    permissions: [
      'audit.read',
      'directory.read',
      'device.read',
      'role.read',
      'backupMetadata.read',
      'policy.read',
      'restore.read',
      'conditionalAccess.read',
    ],
  },
  {
    roleId: 'bb14e448-6bf5-4202-a603-4cd2cfa7c206',
    displayName: 'Auditor',
    description: 'Sees who did what, and who may.',
    permissions: ['audit.read', 'role.read', 'policy.read'],
  },
] as const satisfies readonly Role[];

export function findBuiltInRole(roleId: string): Role | undefined {
  return BUILT_IN_ROLES.find((role) => role.roleId === roleId);
}
