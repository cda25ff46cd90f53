// What Entra's answers have that oidc-provider's lack: the codes and ids of errors, the account's ids beside the tokens.

import type { KoaContextWithOIDC } from 'oidc-provider';
import { KEEPSAKE_API } from '../../domain/directory/built-in-applications.ts';
import { factsOf, OFFLINE_SCOPE, type RequestFacts } from './entra-request.ts';
import { aadstsCodeOf, RefusedSignInError } from './provider-errors.ts';
import type { TenantRuntime } from './tenant-runtime.ts';

type Body = { readonly [name: string]: unknown };

export function speakEntra(runtime: TenantRuntime) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> => {
    await next();
    const facts = factsOf(ctx.req);
    ctx.set('x-ms-request-id', facts.correlationId);
    const location = (ctx.response.get('location') as string | undefined) ?? '';
    if (location !== '') ctx.set('location', withCode(location, facts, runtime));
    if (ctx.response.is('html')) allowFormTarget(ctx);
    if (!isObject(ctx.body)) return;
    if (typeof ctx.body['error'] === 'string') ctx.body = errorBody(ctx.body, REFUSALS.get(ctx), facts, runtime);
    else ctx.body = answerBody(ctx, ctx.body, facts, runtime);
  };
}

/** Browsers hold where a form leads to in the end against the policy of its page: for some that is the client. */
function allowFormTarget(ctx: KoaContextWithOIDC): void {
  if (routeOf(ctx) === undefined) return;
  const { redirect_uri: redirect, post_logout_redirect_uri: afterSignOut } = ctx.oidc.params ?? {};
  const checked = ctx.oidc.redirectUriCheckPerformed ? redirect : undefined;
  const target = afterSignOut ?? checked;
  const url = typeof target === 'string' ? URL.parse(target) : null;
  const policy = (ctx.response.get('content-security-policy') as string | undefined) ?? '';
  if (url === null || url.origin === 'null') return;
  ctx.set('content-security-policy', policy.replace("form-action 'self'", `form-action 'self' ${url.origin}`));
}

/** Why exactly, for the log: the client is told less. A claims challenge is kept for the answer. */
export function noteRefusal(ctx: KoaContextWithOIDC, error: Error, log: (line: string) => void): void {
  const { correlationId } = factsOf(ctx.req);
  const detail = 'error_detail' in error ? String(error.error_detail) : '';
  if (error.message !== 'authorization_pending') log(`${correlationId} refused: ${error.message} ${detail}`.trimEnd());
  const { claims, suberror } = error instanceof RefusedSignInError ? error : NO_CHALLENGE;
  REFUSALS.set(ctx, { detail: detail === '' ? undefined : detail, claims, suberror });
}

type Refusal = { readonly [P in 'detail' | 'claims' | 'suberror']: string | undefined };

const NO_CHALLENGE = { claims: undefined, suberror: undefined };

const REFUSALS = new WeakMap<object, Refusal>();

function answerBody(ctx: KoaContextWithOIDC, body: Body, facts: RequestFacts, runtime: TenantRuntime): Body {
  switch (routeOf(ctx)) {
    case 'token':
      return tokenBody(ctx, body, facts, runtime);
    case 'device_authorization':
      return { ...body, interval: POLL_SECONDS, message: deviceMessage(body) };
    case 'discovery':
      return { ...body, scopes_supported: ['openid', 'profile', 'email', 'offline_access', ...API_SCOPES] };
    case undefined:
    default:
      return body;
  }
}

function tokenBody(ctx: KoaContextWithOIDC, body: Body, facts: RequestFacts, { tenantId }: TenantRuntime): Body {
  const userId = ctx.oidc.account?.accountId;
  const clientInfo = Buffer.from(JSON.stringify({ uid: userId, utid: tenantId })).toString('base64url');
  return {
    ...body,
    ...(typeof body['scope'] === 'string' ? { scope: body['scope'].replaceAll(OFFLINE_SCOPE, 'offline_access') } : {}),
    ext_expires_in: body['expires_in'],
    ...(facts.wantsClientInfo && userId !== undefined ? { client_info: clientInfo } : {}),
  };
}

function deviceMessage(body: Body): string {
  return `To sign in, open ${String(body['verification_uri'])} in a browser and enter the code ${String(body['user_code'])}.`;
}

/** Error answers of Entra's token endpoint. Conditional Access adds `claims`, which a client sends along when it asks again. */
function errorBody(
  body: Body,
  refusal: Refusal | undefined,
  { correlationId }: RequestFacts,
  { context }: TenantRuntime,
): Body {
  const { error, error_description } = body as { error: string; error_description?: string };
  const { code, text } = codeAndText(error, error_description, refusal?.detail);
  const timestamp = entraTime(context.clock());
  return {
    error,
    error_description: `AADSTS${code}: ${text} Trace ID: ${correlationId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: correlationId,
    correlation_id: correlationId,
    ...(refusal?.suberror === undefined ? {} : { suberror: refusal.suberror }),
    ...(refusal?.claims === undefined ? {} : { claims: refusal.claims }),
  };
}

/** An error on its way to the client's redirect URI, in the query or in the fragment. */
function withCode(location: string, { correlationId }: RequestFacts, { context }: TenantRuntime): string {
  const url = URL.parse(location);
  if (url === null) return location;
  const inFragment = new URLSearchParams(url.hash.slice(1));
  const parameters = inFragment.has('error') ? inFragment : url.searchParams;
  const error = parameters.get('error');
  if (error === null) return location;
  const { code, text } = codeAndText(error, parameters.get('error_description') ?? undefined);
  const timestamp = entraTime(context.clock());
  parameters.set(
    'error_description',
    `AADSTS${code}: ${text} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
  );
  if (parameters === inFragment) url.hash = parameters.toString();
  return url.href;
}

/** A refusal with a code of its own carries it before its text. */
function codeAndText(
  error: string,
  description: string | undefined,
  detail: string | undefined = description,
): { readonly code: number; readonly text: string } {
  const named = /^AADSTS(\d+): (.*)$/s.exec(description ?? '');
  if (named !== null) return { code: Number(named[1]), text: named[2] ?? '' };
  return { code: aadstsCodeOf({ error, error_description: detail }), text: sentence(description ?? error) };
}

/** What follows is appended, so it must end. */
function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

function routeOf(ctx: KoaContextWithOIDC): string | undefined {
  return 'oidc' in ctx ? ctx.oidc.route : undefined;
}

function isObject(body: unknown): body is Body {
  return (
    typeof body === 'object' &&
    body !== null &&
    !Buffer.isBuffer(body) &&
    Object.getPrototypeOf(body) === Object.prototype
  );
}

/** `2026-11-21 14:00:00Z`. */
function entraTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

const API_SCOPES = Object.keys(KEEPSAKE_API.scopes).map((scope) => `${KEEPSAKE_API.identifierUri}/${scope}`);
/** How often a device may ask whether the person has signed in. */
const POLL_SECONDS = 2;
