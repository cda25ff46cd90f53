// Whom a tenant trusts for tokens: add, list, remove. For the operator, on the database. A change holds for the next request
// of every process.

import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { tenantExists } from '../tenants/tenant-store.ts';
import { inTenant } from '../transact.ts';
import type { IssuerKind, IssuerSettings, TrustedIssuer } from './issuer.ts';
import { addIssuer, findIssuers, removeIssuer } from './issuer-store.ts';
import { isSafeUrl } from './remote-keys.ts';

export type NewIssuer = {
  readonly tenantId: string;
  readonly kind: IssuerKind;
  readonly issuer: string;
  readonly settings: IssuerSettings;
};

export async function trustIssuer(context: Context, input: NewIssuer): Promise<Result<TrustedIssuer, Problem>> {
  const { tenantId, kind, issuer, settings } = input;
  const unsafe = [settings.jwksUrl, ...settings.issuers].find((url) => url !== null && !isSafeUrl(url));
  if (unsafe !== undefined) {
    return fail({ code: 'bad-request', detail: `"${unsafe}" is neither https nor on this machine.` });
  }
  const now = new Date(context.clock());
  const [issuerId, eventId] = [newId(context), newId(context)];
  const added = { issuerId, kind, issuer, settings, createdAt: now };
  return inTenant(context, tenantId, async (tx) => {
    if (!(await tenantExists(tx))) return fail({ code: 'not-found', detail: `There is no tenant "${tenantId}".` });
    const names = new Set(settings.issuers);
    const same = (await findIssuers(tx)).find(
      (it) => it.issuer === issuer || it.settings.issuers.some((name) => names.has(name)),
    );
    if (same?.issuerId === issuerId) return ok(added);
    if (same !== undefined || !(await addIssuer(tx, added))) {
      return fail({ code: 'already-exists', detail: `The tenant trusts ${issuer} already.` });
    }
    const { audiences, jwksUrl } = settings;
    const keys = jwksUrl === null ? {} : { keys: { new: jwksUrl } };
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now.getTime(),
      actor: OPERATOR,
      activity: 'issuer.added',
      correlationId: eventId,
      resources: [
        {
          type: 'Issuer',
          id: issuerId,
          name: issuer,
          properties: { kind: { new: kind }, audiences: { new: audiences }, ...keys },
        },
      ],
    });
    return ok(added);
  });
}

/** Oldest first. */
export function listIssuers(context: Context, tenantId: string): Promise<Result<readonly TrustedIssuer[], Problem>> {
  return inTenant(context, tenantId, async (tx) => ok(await findIssuers(tx)));
}

/** By its id or its name. Who signed in with it stays a user, and is the same one if it is trusted again. */
export async function distrustIssuer(
  context: Context,
  { tenantId, issuer: which }: { readonly tenantId: string; readonly issuer: string },
): Promise<Result<TrustedIssuer, Problem>> {
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, tenantId, async (tx) => {
    const found = (await findIssuers(tx)).find(({ issuerId, issuer }) => issuerId === which || issuer === which);
    if (found === undefined) return fail({ code: 'not-found', detail: `The tenant trusts no issuer "${which}".` });
    await removeIssuer(tx, found.issuerId);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: OPERATOR,
      activity: 'issuer.removed',
      correlationId: eventId,
      resources: [
        { type: 'Issuer', id: found.issuerId, name: found.issuer, properties: { kind: { old: found.kind } } },
      ],
    });
    return ok(found);
  });
}
