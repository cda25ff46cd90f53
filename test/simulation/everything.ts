// All that can happen in a simulation and all that must hold, in one list each. A new act or invariant is a line here.

import { backupHandlers } from '../../src/server/backup/backup-routes.ts';
import { othersBackupsHandlers } from '../../src/server/backup/others-backups-routes.ts';
import type { Context } from '../../src/server/context.ts';
import { removeDevice } from '../../src/server/devices/remove-device.ts';
import type { Handlers } from '../../src/server/http/handlers.ts';
import { auditActorOf } from '../../src/server/identity/actor.ts';
import { keyHandlers } from '../../src/server/keys/keys-routes.ts';
import { managementObjectHandlers } from '../../src/server/policy/management-routes.ts';
import { policyHandlers } from '../../src/server/policy/policy-routes.ts';
import { restoreHandlers } from '../../src/server/restore/restore-routes.ts';
import { ok } from '../../src/lib/result.ts';
import type { Act } from './act.ts';
import { ADMINISTRATORS_ACTS } from './acts/administrators.ts';
import { PEOPLES_ACTS } from './acts/people.ts';
import { POLICY_ACTS } from './acts/policies.ts';
import { TIMES_ACTS } from './acts/time.ts';
import type { Invariant } from './invariant.ts';
import { everyChangeIsTold, nothingIsToldTwice, theLogVerifies } from './invariants/audit.ts';
import { POLICY_INVARIANTS } from './invariants/policies.ts';
import { SESSION_INVARIANTS } from './invariants/sessions.ts';
import { acknowledgedIsThere, snapshotsAreWhole, theLogKnowsTheSnapshots } from './invariants/snapshots.ts';
import { answersStayWithTheirTenant, rowsStayWithTheirTenant } from './invariants/tenants.ts';

export const ACTS: readonly Act[] = [...PEOPLES_ACTS, ...ADMINISTRATORS_ACTS, ...POLICY_ACTS, ...TIMES_ACTS];

export const INVARIANTS: readonly Invariant[] = [
  rowsStayWithTheirTenant,
  answersStayWithTheirTenant,
  ...SESSION_INVARIANTS,
  everyChangeIsTold,
  nothingIsToldTwice,
  snapshotsAreWhole,
  theLogKnowsTheSnapshots,
  acknowledgedIsThere,
  ...POLICY_INVARIANTS,
  theLogVerifies,
];

/** The service's own; those of signing in and of tokens are left out. */
export function realHandlers(context: Context): Partial<Handlers> {
  return {
    ...backupHandlers(context),
    ...othersBackupsHandlers(context),
    ...keyHandlers(context),
    ...restoreHandlers(context, new AbortController().signal),
    ...managementObjectHandlers(context),
    ...policyHandlers(context),
    removeDevice: async ({ actor, requestId, params: { deviceId } }) => {
      const by = auditActorOf(actor);
      const removed = await removeDevice(context, { tenantId: actor.tenantId, by, correlationId: requestId, deviceId });
      return removed.ok ? ok(null) : removed;
    },
  };
}
