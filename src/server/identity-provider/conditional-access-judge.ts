// The tenant's Conditional Access as judge of sign-ins: the same engine that answers What If, with the facts of this request.

import { evaluate } from '../../domain/conditional-access/evaluate.ts';
import type { Device } from '../../domain/conditional-access/device.ts';
import type { SignIn, Target } from '../../domain/conditional-access/sign-in.ts';
import type { Tenant } from '../../domain/conditional-access/tenant.ts';
import { type TokenError, tokenError } from '../../domain/conditional-access/token-error.ts';
import { KEEPSAKE_API } from '../../domain/directory/built-in-applications.ts';
import { loadConditionalAccess } from '../conditional-access/load-tenant.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import type { JudgeSignIn, SignInFacts, SignInNeed, SignInVerdict } from './judge-sign-in.ts';

/** Authentication contexts are judged on top of what the service itself asks for, and only where a client names them. */
export function conditionalAccessJudge(context: Context): JudgeSignIn {
  return async (facts) => {
    const verdict = await judgeFacts(context, facts);
    if (verdict.kind === 'deny') await noteDenial(context, facts, verdict.aadsts);
    return verdict;
  };
}

async function judgeFacts(context: Context, facts: SignInFacts): Promise<SignInVerdict> {
  const tenant = await context.database.inTenant(facts.tenantId, loadConditionalAccess);
  const now = context.clock();
  const refusalOf = (supposed: SignInFacts): TokenError | undefined => refusal(tenant, supposed, now);
  const error = refusalOf(facts);
  if (error === undefined) return { kind: 'allow', contexts: facts.contexts };
  const { code: aadsts, claims, suberror } = error;
  const reason = { aadsts, message: error.description.replace(/^AADSTS\d+: /, ''), suberror, claims };
  const need = facts.flow === 'interactive' ? needOf(facts, now, refusalOf) : undefined;
  if (need !== undefined) return { kind: 'interaction', need, ...reason };
  return { kind: 'deny', error: error.error, ...reason };
}

/** Of the service itself, then of each authentication context that the client names. */
function refusal(tenant: Tenant, facts: SignInFacts, now: number): TokenError | undefined {
  const targets: readonly Target[] = [
    { kind: 'application', applications: [{ id: KEEPSAKE_API.applicationId, suites: [] }] },
    ...facts.contexts.map((value) => ({ kind: 'authenticationContext', value }) as const),
  ];
  const endpoint = facts.flow === 'interactive' ? 'authorize' : 'token';
  for (const target of targets) {
    const error = tokenError(evaluate(tenant, signInOf(facts, target, now)), endpoint);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** What the person can do about it: the first that the policies would be satisfied with. Nothing changes a device or a place. */
function needOf(
  facts: SignInFacts,
  now: number,
  refusalOf: (supposed: SignInFacts) => TokenError | undefined,
): SignInNeed | undefined {
  const withMethod = (...more: string[]): SignInFacts => ({ ...facts, methods: [...facts.methods, ...more] });
  const fresh = (of: SignInFacts): SignInFacts => ({ ...of, authenticatedAt: Math.floor(now / 1000) });
  const remedies: readonly (readonly [SignInNeed, SignInFacts])[] = [
    ['multiFactor', withMethod('otp', 'mfa')],
    ['passkey', withMethod('fido', 'mfa')],
    ['signInAgain', fresh(facts)],
    ['signInAgain', fresh(withMethod('fido', 'mfa'))],
  ];
  return remedies.find(([, supposed]) => refusalOf(supposed) === undefined)?.[0];
}

async function noteDenial(context: Context, facts: SignInFacts, aadsts: number): Promise<void> {
  const { tenantId, person, clientId: applicationId, ipAddress, correlationId } = facts;
  const eventId = newId(context);
  const occurredAt = context.clock();
  const code = { code: { new: `AADSTS${aadsts}` } };
  const about = person
    ? ({ type: 'User', id: person.userId, name: person.userPrincipalName, properties: code } as const)
    : ({ type: 'Application', id: applicationId, properties: code } as const);
  const who = person
    ? ({ type: 'User', userId: person.userId, userPrincipalName: person.userPrincipalName } as const)
    : ({ type: 'Application' } as const);
  await context.database.inTenant(tenantId, (tx) =>
    appendAuditEvent(tx, {
      eventId,
      occurredAt,
      actor: { ...who, applicationId, ipAddress },
      activity: 'signIn.refused',
      result: 'Failure',
      correlationId,
      resources: [about],
    }),
  );
}

function signInOf(facts: SignInFacts, target: Target, now: number): SignIn {
  const { person, authenticatedAt } = facts;
  const identity = person
    ? ({
        kind: 'user',
        id: person.userId,
        principalName: person.userPrincipalName,
        groups: person.groups,
        roles: person.directoryRoles,
        guestType: 'none',
      } as const)
    : ({ kind: 'servicePrincipal', id: facts.clientId, isOwn: true } as const);
  return {
    identity,
    target,
    clientApp: facts.clientKind === 'service' ? 'other' : facts.clientKind,
    platform: platformOf(facts.userAgent),
    device: deviceOf(facts),
    place: { ipAddress: facts.ipAddress },
    transferMethod: facts.byDeviceCode ? 'deviceCodeFlow' : 'none',
    proof: {
      methods: facts.methods.flatMap((method) => METHODS[method] ?? []),
      ...(authenticatedAt === undefined ? {} : { secondsSinceSignIn: Math.floor(now / 1000) - authenticatedAt }),
    },
  };
}

/**
 * A key that a device joined with tells which it is. Its compliance and how it is joined stay unknown, even where imported records
 * have them: which record is its own, a device says itself, and nobody gets in on that word.
 */
function deviceOf({ deviceId, flow }: SignInFacts): Device | undefined {
  if (deviceId !== undefined) return { isRegistered: true, attributes: { deviceid: deviceId } };
  return flow === 'clientCredentials' ? undefined : { attributes: {} };
}

/** Graph's names of the methods behind `amr`. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  pwd: ['password'],
  otp: ['softwareOath'],
  fido: ['fido2'],
  tap: ['temporaryAccessPassOneTime', 'temporaryAccessPassMultiUse'],
};

/** What browsers and programs say of themselves: good for telling platforms apart, not for trust. */
function platformOf(userAgent: string | undefined): string | undefined {
  return PLATFORMS.find(({ says }) => says.test(userAgent ?? ''))?.platform;
}

const PLATFORMS: readonly { readonly platform: string; readonly says: RegExp }[] = [
  { platform: 'windows', says: /Windows NT|win32/i },
  { platform: 'iOS', says: /iPhone|iPad/ },
  { platform: 'android', says: /Android/ },
  { platform: 'macOS', says: /Mac OS X|darwin/i },
  { platform: 'linux', says: /Linux/i },
];
