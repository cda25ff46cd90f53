// Every permission there is, with the sentence that an administrator reads. Roles are made of these and operations ask
// for these; nothing else is ever compared.

export const PERMISSIONS = {
  'audit.read': 'Read and export the audit log.',
  'directory.read': 'See users, groups and applications.',
  'directory.manage': 'Add, change and remove users, groups and applications of the embedded directory.',
  'device.read': 'See devices and who uses them.',
  'device.manage': 'Add and remove devices, and take their credentials back.',
  'identity.manage': 'Choose the issuers of tokens that the tenant trusts.',
  'role.read': 'See roles and who holds them.',
  'role.manage': 'Make roles, give them and take them away.',
  'backupMetadata.read': 'See that, when and from which device somebody was backed up, not what.',
  'backupContent.read': "Read the content of another person's backup, with a reason given.",
  'backup.delete': "Delete another person's backups.",
  'approval.decide': "Approve or refuse another administrator's request.",
  'user.erase': "Destroy a person's key, and with it every backup of theirs.",
  'legalHold.manage': "Place and lift legal holds on people's backups.",
  'key.manage': 'Rotate keys.',
  'policy.read': 'See retention and other settings of the tenant.',
  'policy.manage': 'Change retention and other settings of the tenant.',
  'conditionalAccess.read': 'Read Conditional Access policies and evaluate them (What If).',
  'conditionalAccess.manage': 'Change Conditional Access policies.',
} as const satisfies Record<string, string>;

export type Permission = keyof typeof PERMISSIONS;

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(PERMISSIONS, text);
}
