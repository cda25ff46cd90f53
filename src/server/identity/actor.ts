// Who acts through the API: a user's device. Everything it may see is the user's own, within the tenant.

import type { AuditActor } from '../audit/audit-store.ts';

export type Actor = {
  readonly tenantId: string;
  readonly userId: string;
  readonly deviceId: string;
  readonly credentialId: string;
  readonly deviceName: string;
};

export function auditActorOf({ userId, deviceId, credentialId }: Actor): AuditActor {
  return { kind: 'device', userId, deviceId, credentialId };
}
