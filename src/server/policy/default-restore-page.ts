// The tenant's default of *Show restore page*: a configuration that every tenant has, for all users and devices and after all
// others. It is stored once its toggle is first moved; until then it is what is written here. Nothing but `state` ever differs.

import { RESTORE_PAGE_TYPE } from '../../domain/policy/restore-page.ts';
import type { Body, ManagementObject } from './management-object-store.ts';

export function defaultRestorePageId(tenantId: string): string {
  return `${tenantId}_WindowsRestore`;
}

/** As nobody has touched it. */
export function untouchedRestorePage(tenantId: string): ManagementObject {
  const id = defaultRestorePageId(tenantId);
  return { id, body: DEFAULT_BODY, assignments: [], version: 0, createdAt: NEVER, modifiedAt: NEVER };
}

/** Graph's way to say of a time that it never was. */
const NEVER = new Date('0001-01-01T00:00:00Z');

const DEFAULT_BODY: Body = {
  '@odata.type': RESTORE_PAGE_TYPE,
  displayName: 'All users and all devices',
  description:
    'This is the default Windows Restore configuration applied with the lowest priority to all users and all devices regardless of group membership.',
  priority: 0,
  roleScopeTagIds: [],
  deviceEnrollmentConfigurationType: 'windowsRestore',
  state: 'notConfigured',
};
