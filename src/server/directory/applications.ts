// Applications that people may sign in to, or that act for themselves. For the operator. A secret is in the answer and nowhere
// else.

import { createHash } from 'node:crypto';
import { OPERATOR } from '../../domain/audit/event.ts';
import { isGraphAppRole } from '../../domain/access/graph-scopes.ts';
import { isPermission } from '../../domain/access/permissions.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { checkName } from '../names.ts';
import { inTenant } from '../transact.ts';
import {
  addApplication as addApplicationRow,
  addApplicationSecret,
  type Application,
  type ApplicationKind,
  findApplications,
  removeApplication as removeApplicationRow,
} from './application-store.ts';

export type NewApplication = {
  readonly tenantId: string;
  readonly displayName: string;
  readonly kind: ApplicationKind;
  readonly redirectUris: readonly string[];
  /** Permissions that the application has for itself; also by the names that they have in Microsoft Graph. */
  readonly appRoles: readonly string[];
};

export type AddedApplication = Application & {
  /** Secret; only for applications that can keep one. */
  readonly secret: string | undefined;
  readonly secretExpiresAt: string | undefined;
};

export async function addApplication(
  context: Context,
  input: NewApplication,
): Promise<Result<AddedApplication, Problem>> {
  const name = checkApplication(input);
  if (!name.ok) return name;
  const { tenantId, kind, redirectUris, appRoles } = input;
  const now = context.clock();
  const application = { applicationId: newId(context), displayName: name.value, kind, redirectUris, appRoles };
  const eventId = newId(context);
  const secret = kind === 'web' || kind === 'daemon' ? makeSecret(context) : undefined;
  return inTenant(context, tenantId, async (tx) => {
    await addApplicationRow(tx, application, new Date(now));
    if (secret !== undefined) await addApplicationSecret(tx, application.applicationId, secret.stored);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: OPERATOR,
      activity: 'application.added',
      correlationId: eventId,
      resources: [
        {
          type: 'Application',
          id: application.applicationId,
          name: name.value,
          properties: { kind: { new: kind }, redirectUris: { new: redirectUris }, appRoles: { new: appRoles } },
        },
      ],
    });
    return ok({ ...application, secret: secret?.text, secretExpiresAt: secret?.stored.expiresAt.toISOString() });
  });
}

export function listApplications(
  context: Context,
  { tenantId }: { readonly tenantId: string },
): Promise<Result<readonly Application[], Problem>> {
  return inTenant(context, tenantId, async (tx) => ok(await findApplications(tx)));
}

/** Another secret beside those there are, so that one can be replaced without a pause. */
export async function renewSecret(
  context: Context,
  input: { readonly tenantId: string; readonly application: string },
): Promise<Result<AddedApplication, Problem>> {
  const secret = makeSecret(context);
  const eventId = newId(context);
  return inTenant(context, input.tenantId, async (tx) => {
    const application = await applicationCalled(tx, input.application);
    if (!application.ok) return application;
    const { applicationId, displayName, kind } = application.value;
    if (kind === 'native' || kind === 'spa') {
      return fail({ code: 'bad-request', detail: `"${displayName}" runs where nobody can keep a secret.` });
    }
    await addApplicationSecret(tx, applicationId, secret.stored);
    const expiresAt = secret.stored.expiresAt.toISOString();
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: secret.stored.createdAt.getTime(),
      actor: OPERATOR,
      activity: 'application.changed',
      correlationId: eventId,
      resources: [
        {
          type: 'Application',
          id: applicationId,
          name: displayName,
          properties: { secretId: { new: secret.stored.secretId }, expiresAt: { new: expiresAt } },
        },
      ],
    });
    return ok({ ...application.value, secret: secret.text, secretExpiresAt: expiresAt });
  });
}

export async function removeApplication(
  context: Context,
  input: { readonly tenantId: string; readonly application: string },
): Promise<Result<Application, Problem>> {
  const now = context.clock();
  const eventId = newId(context);
  return inTenant(context, input.tenantId, async (tx) => {
    const application = await applicationCalled(tx, input.application);
    if (!application.ok) return application;
    const { applicationId, displayName } = application.value;
    await removeApplicationRow(tx, applicationId);
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: now,
      actor: OPERATOR,
      activity: 'application.removed',
      correlationId: eventId,
      resources: [{ type: 'Application', id: applicationId, name: displayName }],
    });
    return application;
  });
}

async function applicationCalled(tx: TenantTransaction, nameOrId: string): Promise<Result<Application, Problem>> {
  const wanted = nameOrId.trim().toLowerCase();
  const found = (await findApplications(tx)).filter(
    (it) => it.applicationId === wanted || it.displayName.toLowerCase() === wanted,
  );
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return ok(only);
  const detail =
    found.length > 1
      ? `There are ${found.length} applications "${nameOrId}"; use the id of one.`
      : `There is no application "${nameOrId}": keepsake app list.`;
  return fail({ code: 'not-found', detail });
}

function checkApplication({ displayName, kind, redirectUris, appRoles }: NewApplication): Result<string, Problem> {
  const refuse = (detail: string) => fail({ code: 'bad-request', detail } as const);
  const name = checkName('application', displayName);
  if (!name.ok) return name;
  if (kind === 'daemon' && redirectUris.length > 0) return refuse('An application for itself has no redirect URI.');
  if (kind !== 'daemon' && redirectUris.length === 0)
    return refuse('People are sent back to a redirect URI: name one.');
  const stranger = appRoles.find((it) => !isPermission(it) && !isGraphAppRole(it));
  if (stranger !== undefined) return refuse(`"${stranger}" is not a permission: keepsake role list shows them.`);
  const wrong = redirectUris.find((it) => !isRedirectUri(it, kind));
  if (wrong !== undefined)
    return refuse(`"${wrong}" can not be a redirect URI: https, or http on this machine itself.`);
  return name;
}

/** https; http for the machine itself; a scheme of its own for programs. */
function isRedirectUri(text: string, kind: ApplicationKind): boolean {
  const url = URL.parse(text);
  if (url === null || url.hash !== '' || text.length > 2000) return false;
  if (url.protocol === 'https:') return true;
  if (url.protocol === 'http:') return ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return kind === 'native' && /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:$/.test(url.protocol);
}

function makeSecret(context: Context) {
  const text = Buffer.from(context.randomBytes(32)).toString('base64url');
  const createdAt = new Date(context.clock());
  const stored = {
    secretId: newId(context),
    secretSha256: createHash('sha256').update(text).digest(),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + SECRET_DAYS * 24 * 60 * 60 * 1000),
  };
  return { text, stored };
}

const SECRET_DAYS = 365;
