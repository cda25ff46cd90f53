// Signing in: authorization code with PKCE at the issuer that the tenant trusts, in this window. Tokens live in memory alone;
// after a reload the issuer's own session signs in again without a question. What has to outlive the redirect (state, PKCE
// verifier, which issuer, where to go on) waits in sessionStorage and is removed when it is used; it opens nothing by itself.

import * as oidc from 'openid-client';

export type Session = {
  readonly tenantId: string;
  readonly userName: string;
  /** A token that is good now. */
  readonly token: () => Promise<string>;
  readonly signOut: () => void;
};

export class SignInError extends Error {
  readonly code: 'unknown-tenant' | 'refused' | 'unreachable';
  constructor(code: SignInError['code'], detail: string) {
    super(detail);
    this.code = code;
  }
}

type Pending = {
  readonly tenantId: string;
  readonly issuer: oidc.ServerMetadata;
  readonly clientId: string;
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
};

const REDIRECT = `${location.origin}/admin/signed-in`;
const PENDING = 'keepsake.sign-in';
/** A service without TLS, as in a trial, has an issuer without. */
const ADAPTED = location.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];

/** Leaves the page; comes back at `REDIRECT`. */
export async function beginSignIn(tenantId: string, returnTo: string): Promise<never> {
  const { configuration, scope } = await issuerOf(tenantId);
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const issuer = configuration.serverMetadata();
  const clientId = configuration.clientMetadata().client_id;
  const pending: Pending = { tenantId, issuer, clientId, state, verifier, returnTo };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const address = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: REDIRECT,
    scope,
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  location.assign(address);
  return new Promise<never>(() => {});
}

/** What the issuer sent this window back with. */
export async function endSignIn(): Promise<{ readonly session: Session; readonly returnTo: string }> {
  const pending = readPending();
  if (pending === undefined) throw new SignInError('refused', 'There is no sign-in under way in this window.');
  sessionStorage.removeItem(PENDING);
  const { tenantId, issuer, clientId, state, verifier, returnTo } = pending;
  const configuration = new oidc.Configuration(issuer, clientId, undefined, oidc.None());
  for (const adapt of ADAPTED) adapt(configuration);
  const granted = await oidc
    .authorizationCodeGrant(configuration, new URL(location.href), { pkceCodeVerifier: verifier, expectedState: state })
    .catch((error: unknown) => {
      throw new SignInError('refused', error instanceof Error ? error.message : String(error));
    });
  return { session: sessionOf(tenantId, configuration, granted), returnTo };
}

export function isBackFromIssuer(): boolean {
  return location.pathname === '/admin/signed-in';
}

type Granted = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>;

function sessionOf(tenantId: string, configuration: oidc.Configuration, granted: Granted): Session {
  let current = granted;
  let goodUntil = expiryOf(granted);
  let renewing: Promise<void> | undefined;
  const renew = async (): Promise<void> => {
    const { refresh_token } = current;
    if (refresh_token === undefined) return void (await beginSignIn(tenantId, location.pathname + location.search));
    const renewed = await oidc.refreshTokenGrant(configuration, refresh_token).catch(() => undefined);
    if (renewed === undefined) return void (await beginSignIn(tenantId, location.pathname + location.search));
    current = { ...current, ...renewed };
    goodUntil = expiryOf(renewed);
  };
  const claims = granted.claims();
  return {
    tenantId,
    userName: [claims?.['preferred_username'], claims?.['name']].find((it) => typeof it === 'string') ?? '',
    token: async () => {
      if (Date.now() > goodUntil - 60_000) {
        renewing ??= renew().finally(() => {
          renewing = undefined;
        });
        await renewing;
      }
      return current.access_token;
    },
    signOut: () => {
      const back = { post_logout_redirect_uri: `${location.origin}/admin` };
      const hasEnd = configuration.serverMetadata().end_session_endpoint !== undefined;
      location.assign(hasEnd ? oidc.buildEndSessionUrl(configuration, back) : '/admin');
    },
  };
}

function expiryOf({ expires_in = 0 }: { readonly expires_in?: number | undefined }): number {
  return Date.now() + expires_in * 1000;
}

/** Where the tenant's people sign in to the admin center: RFC 9728. */
async function issuerOf(tenantId: string): Promise<{ configuration: oidc.Configuration; scope: string }> {
  const response = await fetch(`/.well-known/oauth-protected-resource/${encodeURIComponent(tenantId)}`).catch(() => {
    throw new SignInError('unreachable', '');
  });
  if (!response.ok) throw new SignInError('unknown-tenant', tenantId);
  const { keepsake_admin_sign_in: [first] = [] } = (await response.json()) as {
    readonly keepsake_admin_sign_in?: readonly { issuer: string; client_id: string; scope: string }[];
  };
  if (first === undefined) throw new SignInError('unknown-tenant', tenantId);
  const configuration = await oidc
    .discovery(new URL(first.issuer), first.client_id, undefined, oidc.None(), { execute: [...ADAPTED] })
    .catch((error: unknown) => {
      throw new SignInError('unreachable', error instanceof Error ? error.message : String(error));
    });
  return { configuration, scope: first.scope };
}

function readPending(): Pending | undefined {
  const text = sessionStorage.getItem(PENDING);
  return text === null ? undefined : (JSON.parse(text) as Pending);
}
