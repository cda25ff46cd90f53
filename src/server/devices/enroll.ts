// Enrolls a user's device: finds or makes both, and issues a credential that ends by itself. For the operator, on the
// database. The token is in the answer and nowhere else; whoever loses it enrolls again.

import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { isUuid } from '../../lib/uuid.ts';
import { CREDENTIAL_HOURS_DEFAULT, CREDENTIAL_HOURS_MAX } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { addCredential } from '../identity/credential-store.ts';
import { formatToken, hashSecret, SECRET_BYTES } from '../identity/token.ts';
import { checkName, checkUserPrincipalName } from '../names.ts';
import { tenantExists } from '../tenants/tenant-store.ts';
import { inTenant } from '../transact.ts';
import { findOrAddUser, lockEnrollment } from '../identity/user-store.ts';
import { findOrAddDevice } from './device-store.ts';

export type EnrollmentInput = {
  readonly tenantId: string;
  /** The user's sign-in name: anna@contoso.example. */
  readonly userPrincipalName: string;
  readonly deviceName: string;
  /** Whole hours until the credential ends. */
  readonly lifetimeHours?: number | undefined;
};

export type Enrolled = {
  readonly tenantId: string;
  readonly credentialId: string;
  readonly userId: string;
  readonly userPrincipalName: string;
  readonly deviceId: string;
  readonly deviceName: string;
  /** Secret. */
  readonly token: string;
  readonly expiresAt: string;
};

export async function enroll(context: Context, input: EnrollmentInput): Promise<Result<Enrolled, Problem>> {
  const checked = checkInput(input);
  if (!checked.ok) return checked;
  const { tenantId, userPrincipalName, deviceName, lifetimeHours } = checked.value;
  const createdAt = new Date(context.clock());
  const expiresAt = new Date(createdAt.getTime() + lifetimeHours * HOUR_MILLISECONDS);
  const fresh = { user: newId(context), device: newId(context), credential: newId(context), event: newId(context) };
  const secret = context.randomBytes(SECRET_BYTES);
  const token = formatToken({ tenantId, credentialId: fresh.credential, secret });
  return inTenant(context, tenantId, async (tx) => {
    if (!(await tenantExists(tx))) return noTenant(tenantId);
    await lockEnrollment(tx);
    const userId = await findOrAddUser(tx, { freshId: fresh.user, userPrincipalName, now: createdAt });
    const deviceId = await findOrAddDevice(tx, { freshId: fresh.device, deviceName, now: createdAt });
    const ids = { credentialId: fresh.credential, userId, deviceId };
    await addCredential(tx, { ...ids, secretSha256: hashSecret(secret), createdAt, expiresAt });
    await appendAuditEvent(tx, {
      eventId: fresh.event,
      occurredAt: createdAt.getTime(),
      actor: OPERATOR,
      activity: 'device.enrolled',
      correlationId: fresh.event,
      resources: [
        { type: 'Device', id: deviceId, name: deviceName },
        { type: 'User', id: userId, name: userPrincipalName },
        { type: 'Credential', id: fresh.credential, properties: { expiresAt: { new: expiresAt.toISOString() } } },
      ],
    });
    return ok({ tenantId, ...ids, userPrincipalName, deviceName, token, expiresAt: expiresAt.toISOString() });
  });
}

type CheckedInput = EnrollmentInput & { readonly lifetimeHours: number };

function checkInput(input: EnrollmentInput): Result<CheckedInput, Problem> {
  const { tenantId, lifetimeHours = CREDENTIAL_HOURS_DEFAULT } = input;
  if (!isUuid(tenantId)) return noTenant(tenantId);
  const user = checkUserPrincipalName(input.userPrincipalName);
  if (!user.ok) return user;
  const device = checkName('device', input.deviceName);
  if (!device.ok) return device;
  if (!Number.isInteger(lifetimeHours) || lifetimeHours < 1 || lifetimeHours > CREDENTIAL_HOURS_MAX) {
    const detail = `A credential lasts for 1 to ${CREDENTIAL_HOURS_MAX} whole hours, not ${lifetimeHours}.`;
    return fail({ code: 'bad-request', detail });
  }
  return ok({ tenantId, userPrincipalName: user.value, deviceName: device.value, lifetimeHours });
}

function noTenant(tenantId: string): Result<never, Problem> {
  return fail({ code: 'not-found', detail: `There is no tenant "${tenantId}".` });
}

const HOUR_MILLISECONDS = 60 * 60 * 1000;
