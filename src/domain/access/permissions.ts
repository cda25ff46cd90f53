// Every permission there is: the sentence that an administrator reads, and whether it is about one person at a time. Roles
// are made of these and operations ask for these; nothing else is ever compared.

export const PERMISSIONS = {
  'audit.read': ofTenant('Read and export the audit log.'),
  'directory.read': ofTenant('See users, groups and applications.'),
  'directory.manage': ofTenant('Add, change and remove users, groups and applications of the embedded directory.'),
  'device.read': ofTenant('See devices and who uses them.'),
  'device.manage': ofTenant('Add and remove devices, and take their credentials back.'),
  'identity.manage': ofTenant('Choose the issuers of tokens that the tenant trusts.'),
  'role.read': ofTenant('See roles and who holds them.'),
  'role.manage': ofTenant('Make roles, give them and take them away, as far as one may do what they allow.'),
  'role.giveAny': ofTenant('With role.manage: also make and give roles that allow more than one may oneself.'),
  'backupMetadata.read': ofPerson(
    'See that, when, from which device and how much of somebody was backed up, not what.',
  ),
  'backupContent.read': ofPerson("Read the content of another person's backup, with a reason given."),
  'backup.delete': ofPerson("Delete another person's backups, with a reason given."),
  'approval.decide': ofPerson("Approve or refuse another administrator's request to read somebody's backup."),
  'user.erase': ofPerson("Destroy a person's key, and with it every backup of theirs."),
  'legalHold.manage': ofPerson("Place and lift legal holds on people's backups."),
  'key.manage': ofTenant('Rotate keys.'),
  'policy.read': ofTenant('See retention and other settings of the tenant.'),
  'policy.manage': ofTenant('Change retention and other settings of the tenant.'),
  'restore.read': ofTenant('See who was offered a restore, why not, and how it ended; no contents.'),
  'restore.request': ofTenant('Ask that somebody is offered a restore on their device, with a reason that they read.'),
  'conditionalAccess.read': ofTenant('Read Conditional Access policies and evaluate them (What If).'),
  'conditionalAccess.manage': ofTenant('Change Conditional Access policies.'),
} as const satisfies Record<string, PermissionKind>;

export type Permission = keyof typeof PERMISSIONS;

export type PermissionKind = {
  readonly description: string;
  /** `person`: what it allows concerns one person, so it can be given over the members of a group alone. */
  readonly about: 'tenant' | 'person';
};

/** In the order of the table. */
export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as readonly Permission[];

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(PERMISSIONS, text);
}

export function isAboutPerson(permission: Permission): boolean {
  return PERMISSIONS[permission].about === 'person';
}

function ofTenant(description: string): PermissionKind {
  return { description, about: 'tenant' };
}

function ofPerson(description: string): PermissionKind {
  return { description, about: 'person' };
}
