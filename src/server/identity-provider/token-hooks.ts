// What happens whenever a token is issued: the person is looked up, Conditional Access is asked, the claims are made.

import { calculateJwkThumbprint, decodeProtectedHeader } from 'jose';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { findDeviceKey } from '../devices/device-key-store.ts';
import { findApplication } from '../directory/application-store.ts';
import { applicationTokenClaims, type Issuance, personClaims, type TokenClaims, userTokenClaims } from './claims.ts';
import { DEVICE_CODE_GRANT, factsOf, OFFLINE_SCOPE } from './entra-request.ts';
import { loadGrant } from './grants.ts';
import type { SignInFacts, SignInVerdict } from './judge-sign-in.ts';
import { findPrincipal, type Principal } from './principal.ts';
import { RefusedSignInError } from './provider-errors.ts';
import { grantedScopes } from './resource.ts';
import { issuerOf, type TenantRuntime } from './tenant-runtime.ts';

type Hooks = Required<
  Pick<
    Configuration,
    | 'findAccount'
    | 'extraTokenClaims'
    | 'issueRefreshToken'
    | 'expiresWithSession'
    | 'rotateRefreshToken'
    | 'loadExistingGrant'
    | 'formats'
  >
>;

export function tokenHooks(runtime: TenantRuntime): Hooks {
  return {
    findAccount: async (ctx, userId, token) => {
      const authenticatedAt = token === undefined ? ctx.oidc.session?.loginTs : authTimeOf(token);
      const person = await loadPerson(runtime, userId, authenticatedAt);
      if (person === undefined) return undefined;
      if (ctx.oidc.route === 'token' && token !== undefined) await judgeToken(runtime, ctx, person, token);
      return {
        accountId: userId,
        claims: async () => ({
          sub: userId,
          ...personClaims(runtime.tenantId, person, groupsEndpoint(runtime, userId)),
        }),
      };
    },
    extraTokenClaims: async (ctx, token) => {
      if (token.kind === 'ClientCredentials') await judgeApplication(runtime, ctx);
      return undefined;
    },
    issueRefreshToken: async (_ctx, client, source) =>
      client.grantTypeAllowed('refresh_token') && source.scopes.has(OFFLINE_SCOPE),
    expiresWithSession: async (_ctx, source) => !source.scopes.has(OFFLINE_SCOPE),
    rotateRefreshToken: true,
    loadExistingGrant: (ctx) => loadGrant(runtime, ctx),
    formats: {
      customizers: {
        jwt: async (ctx, token, parts) => {
          parts.payload = await accessTokenClaims(runtime, ctx, token as unknown as IssuedToken, parts.payload);
        },
      },
    },
  };
}

/** Nobody, if the account is gone, disabled or was reset since. */
async function loadPerson(
  { context, tenantId }: TenantRuntime,
  userId: string,
  authenticatedAt: number | undefined,
): Promise<Principal | undefined> {
  const person = await context.database.inTenant(tenantId, (tx) => findPrincipal(tx, userId));
  const validFrom = Math.floor((person?.validFrom.getTime() ?? 0) / 1000);
  return authenticatedAt === undefined || authenticatedAt >= validFrom ? person : undefined;
}

type IssuedToken = {
  readonly kind: string;
  readonly clientId: string;
  readonly accountId?: string;
  readonly scope?: string;
  readonly jkt?: string;
};

type Proof = { readonly amr?: readonly string[] | undefined; readonly authTime?: number | undefined };

/** What Conditional Access said to the request that is being answered. */
const JUDGED = new WeakMap<object, Judged>();

type Judged = {
  readonly contexts: readonly string[];
  readonly methods: readonly string[];
  readonly authenticatedAt: number | undefined;
  readonly deviceId: string | undefined;
};

/** The device whose key the client has just proved to hold; the provider has checked the proof by now. */
async function deviceOfProof(
  { context, tenantId }: TenantRuntime,
  ctx: KoaContextWithOIDC,
  userId: string,
): Promise<string | undefined> {
  const proof = ctx.get('DPoP');
  if (proof === '') return undefined;
  const { jwk } = decodeProtectedHeader(proof);
  if (jwk === undefined) return undefined;
  const thumbprint = await calculateJwkThumbprint(jwk);
  const keys = await context.database.inTenant(tenantId, (tx) => findDeviceKey(tx, thumbprint));
  return keys.find((it) => it.userId === userId)?.deviceId;
}

async function judgeToken(
  runtime: TenantRuntime,
  ctx: KoaContextWithOIDC,
  person: Principal,
  token: object & Proof,
): Promise<void> {
  const methods = token.amr ?? [];
  const flow = FLOWS[String(ctx.oidc.params?.['grant_type'])] ?? 'authorizationCode';
  const deviceId = await deviceOfProof(runtime, ctx, person.userId);
  const verdict = await runtime.judge(
    signInFacts(runtime, ctx, { person, flow, methods, authenticatedAt: token.authTime, deviceId }),
  );
  JUDGED.set(ctx, { contexts: throwUnlessAllowed(verdict), methods, authenticatedAt: token.authTime, deviceId });
}

const NOT_JUDGED: Judged = { contexts: [], methods: [], authenticatedAt: undefined, deviceId: undefined };

async function judgeApplication(runtime: TenantRuntime, ctx: KoaContextWithOIDC): Promise<void> {
  const facts = signInFacts(runtime, ctx, { person: undefined, flow: 'clientCredentials', methods: [] });
  throwUnlessAllowed(await runtime.judge(facts));
}

const FLOWS: Readonly<Record<string, SignInFacts['flow']>> = {
  authorization_code: 'authorizationCode',
  refresh_token: 'refreshToken',
  [DEVICE_CODE_GRANT]: 'deviceCode',
};

/** What Conditional Access is told, of this request. */
export function signInFacts(
  { tenantId }: TenantRuntime,
  ctx: KoaContextWithOIDC,
  of: Pick<SignInFacts, 'person' | 'flow' | 'methods'> & {
    readonly authenticatedAt?: number | undefined;
    readonly deviceId?: string | undefined;
  },
): SignInFacts {
  const { ipAddress, contexts, correlationId } = factsOf(ctx.req);
  const client = ctx.oidc.client;
  const isNative = client?.applicationType === 'native';
  return {
    tenantId,
    person: of.person,
    clientId: client?.clientId ?? '',
    clientKind: of.person === undefined ? 'service' : isNative ? 'mobileAppsAndDesktopClients' : 'browser',
    flow: of.flow,
    ipAddress,
    userAgent: ctx.get('user-agent') || undefined,
    methods: of.methods,
    authenticatedAt: of.authenticatedAt,
    byDeviceCode: of.flow === 'deviceCode' || ctx.oidc.deviceCode !== undefined,
    deviceId: of.deviceId,
    contexts,
    correlationId,
  };
}

/** The contexts that are satisfied. At the token endpoint nobody can be asked: what needs a person is an error, too. */
export function throwUnlessAllowed(verdict: SignInVerdict): readonly string[] {
  if (verdict.kind === 'allow') return verdict.contexts;
  const error = verdict.kind === 'interaction' ? 'interaction_required' : verdict.error;
  throw new RefusedSignInError({ ...verdict, error });
}

async function accessTokenClaims(
  runtime: TenantRuntime,
  ctx: KoaContextWithOIDC,
  token: IssuedToken,
  payload: { readonly [name: string]: unknown },
): Promise<TokenClaims & Record<string, unknown>> {
  const { context, tenantId, publicUrl } = runtime;
  const issuance: Issuance = {
    tenantId,
    issuer: issuerOf(publicUrl, tenantId),
    clientId: token.clientId,
    clientHasSecret: ctx.oidc.client?.clientAuthMethod !== 'none',
    issuedAt: Number(payload['iat']),
    expiresAt: Number(payload['exp']),
    tokenId: String(payload['jti']),
    keyThumbprint: token.jkt,
    capabilities: factsOf(ctx.req).capabilities,
  };
  const { accountId: userId } = token;
  if (userId === undefined) {
    const application = await context.database.inTenant(tenantId, (tx) => findApplication(tx, token.clientId));
    return applicationTokenClaims(issuance, application?.appRoles ?? []);
  }
  const person = await loadPerson(runtime, userId, undefined);
  if (person === undefined) throw new Error('a token is issued for an account that has just gone');
  const judged = JUDGED.get(ctx) ?? NOT_JUDGED;
  return userTokenClaims(issuance, personClaims(tenantId, person, groupsEndpoint(runtime, userId)), {
    userId,
    scopes: grantedScopes(token.scope),
    ...judged,
  });
}

function groupsEndpoint({ publicUrl }: TenantRuntime, userId: string): string {
  return `${publicUrl}/v1.0/users/${userId}/getMemberObjects`;
}

function authTimeOf(token: object): number | undefined {
  return 'authTime' in token && typeof token.authTime === 'number' ? token.authTime : undefined;
}
