// The embedded identity provider over HTTP: Entra's paths go to the tenant's provider, the sign-in pages are answered here.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors } from 'oidc-provider';
import { KEEPSAKE_SECURITY_INFO } from '../../domain/directory/built-in-applications.ts';
import { isUuid } from '../../lib/uuid.ts';
import { newIds } from '../context.ts';
import { DatabaseUnavailableError } from '../database/database.ts';
import { SECURITY_INFO_PATH } from './clients.ts';
import { entraRequest, ROUTES } from './entra-request.ts';
import { errorPage } from './pages/notice-pages.ts';
import { SESSION_COOKIE } from './provider.ts';
import { ASSET_PATH, type Page, pageHeaders, renderPage } from './pages/page.ts';
import { changeSecurityInfo, openSecurityInfo, showSecurityInfo } from './security-info.ts';
import type { SignInOccasion } from './sign-in/sign-in-audit.ts';
import type { TenantRuntime } from './tenant-runtime.ts';
import { continueSignIn, showSignIn, type SignIn } from './sign-in/sign-in-flow.ts';
import {
  type FindTenantProvider,
  ProviderUnavailableError,
  type TenantProvider,
  type TenantProvidersOptions,
} from './tenant-providers.ts';

export async function registerIdentityProvider(
  app: FastifyInstance,
  options: TenantProvidersOptions,
  find: FindTenantProvider,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX }, (_request, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler((error, request, reply) => explain(options, error, request, reply));
    registerAssets(scope);
    scope.get('/common/discovery/instance', (_request, reply) => reply.send(instanceMetadata(options.publicUrl())));
    scope.route({
      method: ['GET', 'POST'],
      url: `/:tenantId(${UUID})/login/:uid`,
      handler: (request, reply) => withTenant(find, request, reply, (tenant) => signIn(tenant, request, reply)),
    });
    scope.route({
      method: ['GET', 'POST'],
      url: `/:tenantId(${UUID})${SECURITY_INFO_PATH}`,
      handler: (request, reply) => withTenant(find, request, reply, (tenant) => securityInfo(tenant, request, reply)),
    });
    scope.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: `/:tenantId(${UUID})/*`,
      handler: (request, reply) => withTenant(find, request, reply, (tenant) => provide(tenant, request, reply)),
    });
  });
}

type Handler = (tenant: TenantProvider) => Promise<unknown>;

async function withTenant(find: FindTenantProvider, request: FastifyRequest, reply: FastifyReply, handle: Handler) {
  const { tenantId = '' } = request.params as { readonly tenantId?: string };
  const tenant = isUuid(tenantId) ? await find(tenantId) : undefined;
  if (tenant !== undefined) return handle(tenant);
  return reply.code(400).send({
    error: 'invalid_tenant',
    error_description: `AADSTS90002: There is no tenant '${tenantId}' here. Check the address of the authority.`,
    error_codes: [90002],
    correlation_id: request.id,
  });
}

/** Hands the request to oidc-provider, which answers on its own. */
async function provide({ runtime, provider }: TenantProvider, request: FastifyRequest, reply: FastifyReply) {
  const { tenantId, publicUrl } = runtime;
  const [path = '', query = ''] = request.url.slice(tenantId.length + 1).split(/\?(.*)/s);
  const body = Buffer.isBuffer(request.body) ? request.body : undefined;
  // oidc-provider falls over a code that is sent in by somebody who has never seen the page, and so has no session.
  if (request.method === 'POST' && path === ROUTES.code_verification && !hasSessionCookie(request)) {
    return reply.headers(pageHeaders()).redirect(request.url, 303);
  }
  const { raw, ip: ipAddress, id: requestId } = request;
  const forProvider = entraRequest({ raw, path, query, body, publicUrl, tenantId, ipAddress, requestId });
  reply.hijack();
  for (const [name, value] of Object.entries(pageHeaders())) reply.raw.setHeader(name, value);
  reply.raw.setHeader('x-request-id', requestId);
  await provider.callback()(forProvider, reply.raw);
}

async function signIn({ runtime, provider }: TenantProvider, request: FastifyRequest, reply: FastifyReply) {
  const interaction = await provider.interactionDetails(request.raw, reply.raw);
  if (interaction.uid !== (request.params as { readonly uid?: string }).uid)
    throw new errors.SessionNotFound('another sign-in');
  const csrf = createHmac('sha256', runtime.vault.derive('csrf')).update(interaction.uid).digest('base64url');
  const it: SignIn = {
    runtime,
    provider,
    interaction,
    csrf,
    occasion: occasionOf(runtime, request, String(interaction.params['client_id'])),
  };
  if (request.method !== 'POST') return sendPage(reply, await showSignIn(it));
  const form = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '');
  // A form of another site, or of a page that is too old.
  if (!isSame(form.get('csrf') ?? '', csrf) || !isFromHere(request)) return sendPage(reply, await showSignIn(it));
  const outcome = await continueSignIn(it, form);
  if ('page' in outcome) return sendPage(reply, outcome.page);
  return reply.headers(pageHeaders()).redirect(outcome.redirect, 303);
}

async function securityInfo({ runtime, provider }: TenantProvider, request: FastifyRequest, reply: FastifyReply) {
  const occasion = occasionOf(runtime, request, KEEPSAKE_SECURITY_INFO.applicationId);
  const opened = await openSecurityInfo(runtime, provider, { raw: request.raw, response: reply.raw, occasion });
  if ('redirect' in opened) return reply.headers(pageHeaders()).redirect(opened.redirect, 303);
  if (request.method !== 'POST') return sendPage(reply, await showSecurityInfo(opened));
  const form = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '');
  const isOwn = isSame(form.get('csrf') ?? '', opened.csrf) && isFromHere(request);
  const told = isOwn ? await changeSecurityInfo(opened, form) : {};
  // Read again: what was changed, and perhaps who is not signed in any more.
  const after = await openSecurityInfo(runtime, provider, { raw: request.raw, response: reply.raw, occasion });
  if ('redirect' in after) return reply.headers(pageHeaders()).redirect(after.redirect, 303);
  return sendPage(reply, await showSecurityInfo(after, told));
}

function hasSessionCookie({ headers }: FastifyRequest): boolean {
  return (headers.cookie ?? '').split(/;\s*/).some((it) => it.startsWith(`${SESSION_COOKIE}=`));
}

function occasionOf({ context }: TenantRuntime, request: FastifyRequest, clientId: string): SignInOccasion {
  return {
    eventIds: newIds(context),
    now: new Date(context.clock()),
    correlationId: request.id,
    ipAddress: request.ip,
    clientId,
  };
}

function sendPage(reply: FastifyReply, page: Page) {
  return reply
    .code(page.status ?? 200)
    .headers(pageHeaders(page.formTargets))
    .type('text/html; charset=utf-8')
    .send(renderPage(page));
}

/** A sign-in that is over or was never begun, a database that is away, and everything that should not happen. */
function explain(options: TenantProvidersOptions, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const away = error instanceof DatabaseUnavailableError || error instanceof ProviderUnavailableError;
  const over = error instanceof errors.OIDCProviderError;
  if (!away && !over) throw error;
  const message = over
    ? 'This sign-in is not there any more: it was finished, or it took too long.'
    : 'The service is not ready. Try again in a moment.';
  const notice = {
    organization: 'Keepsake',
    status: over ? 400 : 503,
    aadsts: over ? 50058 : 90033,
    message,
    correlationId: request.id,
    time: new Date(options.context.clock()),
  };
  return sendPage(reply, errorPage(notice));
}

function registerAssets(scope: FastifyInstance): void {
  for (const [name, type] of Object.entries(ASSETS)) {
    const bytes = readFileSync(new URL(`./static/${name}`, import.meta.url));
    scope.get(`${ASSET_PATH}/${name}`, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=600').type(type).send(bytes),
    );
  }
}

/** What MSAL asks the cloud's root for where it does not know the authority yet. */
function instanceMetadata(publicUrl: string) {
  const { host } = new URL(publicUrl);
  return {
    'api-version': '1.1',
    tenant_discovery_endpoint: `${publicUrl}/common/v2.0/.well-known/openid-configuration`,
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Browsers say where a form comes from; programs that say nothing are no browsers that could be abused. */
function isFromHere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}

const ASSETS = {
  'pages.css': 'text/css; charset=utf-8',
  'passkey.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;

const UUID = '^[0-9a-f-]{36}$';
const BODY_BYTES_MAX = 64 * 1024;
