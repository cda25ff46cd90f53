// Between Entra's dialect and the one that oidc-provider speaks: paths, and the few parameters that Entra means otherwise.
//
// - Entra's `offline_access` needs no `prompt=consent`, oidc-provider's does; so here it travels under a name of its own.
// - Entra's `claims` asks for properties of the access token; OpenID Connect's for those of others. It is taken out and read
//   here (RFC 9470 has the idea, Entra the syntax).
// - MSAL calls the grant of a device code `device_code`, as Entra did before RFC 8628.
// - `client_info=1` asks for the account's ids beside the tokens; MSAL can not do without.

import { IncomingMessage } from 'node:http';
import { isUuid } from '../../lib/uuid.ts';

/** What the provider's hooks need to know of a request besides its parameters. */
export type RequestFacts = {
  readonly correlationId: string;
  readonly ipAddress: string;
  readonly wantsClientInfo: boolean;
  readonly capabilities: readonly string[];
  /** Authentication contexts that the client says it needs (`acrs`). */
  readonly contexts: readonly string[];
};

/** `offline_access` on the inside. */
export const OFFLINE_SCOPE = 'keepsake_offline';
/** The parameter that carries `claims` through an interaction. */
export const CLAIMS_PARAMETER = 'keepsake_claims';
export const CLIENT_INFO_PARAMETER = 'keepsake_client_info';

export function factsOf(request: object): RequestFacts {
  const facts = FACTS.get(request);
  if (facts === undefined) throw new Error('a request reached the provider without its facts');
  return facts;
}

const FACTS = new WeakMap<object, RequestFacts>();

export type Incoming = {
  readonly raw: IncomingMessage;
  /** Below `/{tenant}`. */
  readonly path: string;
  readonly query: string;
  readonly body: Buffer | undefined;
  readonly publicUrl: string;
  readonly tenantId: string;
  readonly ipAddress: string;
  readonly requestId: string;
};

/** The same request as oidc-provider must see it. */
export function entraRequest(incoming: Incoming): IncomingMessage {
  const { raw, body, tenantId, ipAddress } = incoming;
  const query = translate(new URLSearchParams(incoming.query));
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(raw.headers['content-type'] ?? '');
  const form = translate(new URLSearchParams(isForm ? (body?.toString('utf8') ?? '') : ''));
  const bytes = isForm ? Buffer.from(form.parameters.toString()) : body;
  const text = query.parameters.toString();
  const path = `${PATHS[incoming.path] ?? incoming.path}${text === '' ? '' : `?${text}`}`;
  const request = new IncomingMessage(raw.socket);
  const url = new URL(incoming.publicUrl);
  Object.assign(request, {
    method: raw.method,
    url: path,
    originalUrl: `/${tenantId}${path}`,
    baseUrl: `/${tenantId}`,
    httpVersion: raw.httpVersion,
    httpVersionMajor: raw.httpVersionMajor,
    httpVersionMinor: raw.httpVersionMinor,
    headers: {
      ...raw.headers,
      // What a sender claims to be forwarded counts for nothing: these are ours.
      host: url.host,
      'x-forwarded-proto': url.protocol.slice(0, -1),
      'x-forwarded-host': url.host,
      'x-forwarded-for': ipAddress,
      ...(bytes === undefined ? {} : { 'content-length': String(bytes.length) }),
    },
    complete: true,
  });
  delete request.headers['transfer-encoding'];
  if (bytes !== undefined) request.push(bytes);
  request.push(null);
  FACTS.set(request, {
    ...requestedClaims(query.claims ?? form.claims),
    correlationId: correlationIdOf(incoming, query.parameters, form.parameters),
    ipAddress,
    wantsClientInfo: query.clientInfo || form.clientInfo,
  });
  return request;
}

/** Where oidc-provider has it elsewhere; it insists on the last part of the discovery document's path alone. */
const PATHS: Readonly<Record<string, string>> = {
  '/v2.0/.well-known/openid-configuration': '/.well-known/openid-configuration',
};

/** Where Entra has what; below `/{tenant}`. */
export const ROUTES = {
  authorization: '/oauth2/v2.0/authorize',
  token: '/oauth2/v2.0/token',
  device_authorization: '/oauth2/v2.0/devicecode',
  code_verification: '/oauth2/deviceauth',
  end_session: '/oauth2/v2.0/logout',
  revocation: '/oauth2/v2.0/revoke',
  pushed_authorization_request: '/oauth2/v2.0/par',
  jwks: '/discovery/v2.0/keys',
  userinfo: '/openid/userinfo',
} as const;

export const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

type Translated = {
  readonly parameters: URLSearchParams;
  readonly claims: string | undefined;
  readonly clientInfo: boolean;
};

function translate(parameters: URLSearchParams): Translated {
  const claims = parameters.get('claims') ?? undefined;
  const clientInfo = parameters.get('client_info') === '1';
  const translated = new URLSearchParams();
  for (const [name, value] of parameters) {
    if (name === 'scope') translated.append(name, value.replaceAll(/(?<!\S)offline_access(?!\S)/g, OFFLINE_SCOPE));
    else if (name === 'grant_type' && value === 'device_code') translated.append(name, DEVICE_CODE_GRANT);
    else if (name !== 'claims' && !name.startsWith('keepsake_')) translated.append(name, value);
  }
  if (claims !== undefined) translated.append(CLAIMS_PARAMETER, claims);
  if (clientInfo) translated.append(CLIENT_INFO_PARAMETER, '1');
  return { parameters: translated, claims, clientInfo };
}

/** `{"access_token":{"xms_cc":{"values":["cp1"]},"acrs":{"essential":true,"value":"c1"}}}`; anything else asks for nothing. */
export function requestedClaims(claims: string | undefined): Pick<RequestFacts, 'capabilities' | 'contexts'> {
  const accessToken = memberOf(parse(claims ?? ''), 'access_token');
  return { capabilities: textsOf(memberOf(accessToken, 'xms_cc')), contexts: textsOf(memberOf(accessToken, 'acrs')) };
}

function textsOf(claim: unknown): readonly string[] {
  const values = memberOf(claim, 'values');
  const all = Array.isArray(values) ? (values as readonly unknown[]) : [memberOf(claim, 'value')];
  return all.filter((it) => typeof it === 'string' && /^[\w.-]{1,40}$/.test(it)).slice(0, 25) as string[];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The client's own, if it is one: then both sides find the request in their logs. */
function correlationIdOf({ raw, requestId }: Incoming, ...parameters: readonly URLSearchParams[]): string {
  const header = raw.headers['client-request-id'];
  const named = [header, ...parameters.map((it) => it.get('client-request-id'))];
  return named.find((it) => typeof it === 'string' && isUuid(it))?.toString() ?? requestId;
}
