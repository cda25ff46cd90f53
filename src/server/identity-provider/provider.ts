// One tenant's OpenID Connect provider: oidc-provider with Entra's paths, claims and error codes.
//
// Guarantees: PKCE for every public client; refresh tokens are used once and reuse ends everything that came of them; tokens
// say what the directory says at the moment of issue. Deliberately absent: the implicit and the password grant.

import type { EventEmitter } from 'node:events';
import { Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { adapterFactory } from './adapter.ts';
import { findClient, isApplicationSecret } from './clients.ts';
import { deviceFlowPages, logoutPages, renderError } from './provider-pages.ts';
import { CLAIMS_PARAMETER, CLIENT_INFO_PARAMETER, OFFLINE_SCOPE, ROUTES } from './entra-request.ts';
import { noteRefusal, speakEntra } from './entra-answer.ts';
import { interactionPolicy } from './interaction-policy.ts';
import { resourceOfScopes, resourceServer } from './resource.ts';
import { issuerOf, type TenantRuntime } from './tenant-runtime.ts';
import { tokenHooks } from './token-hooks.ts';

/** Below the tenant's path, so that a browser can be signed in to several tenants. */
export const SESSION_COOKIE = 'keepsake_session';

export function createProvider(runtime: TenantRuntime): Provider {
  const { context, tenantId, publicUrl } = runtime;
  const provider = new Provider(issuerOf(publicUrl, tenantId), configurationOf(runtime));
  // Paths and addresses come from the request as `entraRequest` made it, never from a sender's headers.
  provider.proxy = true;
  provider.use(speakEntra(runtime));
  const failed = (error: Error): void => runtime.log(`identity provider failed: ${error.stack ?? error.message}`);
  // Without a listener of its own Koa prints to standard error.
  (provider as EventEmitter).on('error', failed);
  provider.on('server_error', (_ctx, error) => failed(error));
  const note = (ctx: KoaContextWithOIDC, error: Error): void => noteRefusal(ctx, error, runtime.log);
  provider.on('grant.error', note);
  provider.on('authorization.error', note);
  provider.on('device_authorization.error', note);
  Object.assign(provider.Client.prototype, {
    async compareClientSecret(this: { readonly clientId: string }, secret: string): Promise<boolean> {
      const { clientId } = this;
      return context.database.inTenant(tenantId, (tx) => isApplicationSecret(tx, clientId, secret, context.clock()));
    },
  });
  return provider;
}

function configurationOf(runtime: TenantRuntime): Configuration {
  const { context, tenantId, vault, publicUrl, signingKeys } = runtime;
  const isHttps = publicUrl.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'lax', path: `/${tenantId}`, secure: isHttps, signed: true } as const;
  return {
    adapter: adapterFactory({
      context,
      tenantId,
      vault,
      findClient: (id) => context.database.inTenant(tenantId, (tx) => findClient(tx, id, publicUrl)),
    }),
    jwks: { keys: [...signingKeys] },
    routes: ROUTES,
    scopes: ['openid', 'profile', 'email', OFFLINE_SCOPE],
    claims: {
      openid: ['sub', 'oid', 'tid', 'ver', 'wids', 'groups', 'amr'],
      profile: ['name', 'preferred_username'],
      email: ['email'],
      acr: null,
      sid: null,
      auth_time: null,
      iss: null,
    },
    conformIdTokenClaims: false,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    responseTypes: ['code'],
    subjectTypes: ['public'],
    extraParams: [CLAIMS_PARAMETER, CLIENT_INFO_PARAMETER, 'domain_hint'],
    pkce: { required: () => true },
    clientBasedCORS: (_ctx, origin, client) =>
      client.clientAuthMethod === 'none' &&
      (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin),
    cookies: {
      names: { session: SESSION_COOKIE, interaction: 'keepsake_sign_in', resume: 'keepsake_resume' },
      keys: [vault.derive('cookies')],
      long: cookie,
      short: { httpOnly: true, sameSite: 'lax', secure: isHttps, signed: true },
    },
    interactions: {
      policy: interactionPolicy(runtime),
      url: (_ctx, interaction) => `/${tenantId}/login/${interaction.uid}`,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true, ...deviceFlowPages(runtime) },
      rpInitiatedLogout: { enabled: true, ...logoutPages(runtime) },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx, _client, oneOf) =>
          oneOf?.[0] ?? resourceOfScopes(textOf(ctx.oidc.params?.['scope'])) ?? [],
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => resourceServer(resource, signingKeys[0]?.kid ?? ''),
      },
    },
    // Signing out ends tokens; what the person has consented to stays. A token that is used twice ends both.
    revokeGrantPolicy: (ctx) => ctx.oidc.route === 'token',
    ttl: TIMES_TO_LIVE,
    ...tokenHooks(runtime),
    renderError: (ctx, _out, error) => renderError(runtime, ctx, error),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

const TIMES_TO_LIVE = {
  AuthorizationCode: MINUTE,
  DeviceCode: 15 * MINUTE,
  Grant: 90 * DAY,
  IdToken: 60 * MINUTE,
  Interaction: 30 * MINUTE,
  Session: 14 * DAY,
  AccessToken: 60 * MINUTE,
  ClientCredentials: 60 * MINUTE,
  /** In a browser a refresh token lives for a day, however often it is renewed; elsewhere for 90 days without use. */
  RefreshToken: (
    ctx: {
      readonly oidc: {
        readonly entities: { readonly RotatedRefreshToken?: { readonly remainingTTL: number } | undefined };
      };
    },
    _token: unknown,
    client: { readonly applicationType?: string | undefined; readonly clientAuthMethod?: string | undefined },
  ): number => {
    const inBrowser = client.applicationType === 'web' && client.clientAuthMethod === 'none';
    return inBrowser ? (ctx.oidc.entities.RotatedRefreshToken?.remainingTTL ?? DAY) : 90 * DAY;
  },
};
