// Asks an issuer what a resource server would ask it, and says what is wrong: its discovery document, its keys, and whether
// they agree with what was set up here.

import { ok, type Result } from '../../lib/result.ts';
import type { TrustedIssuer } from './issuer.ts';
import { keyFits, SIGNING_ALGORITHMS } from './issuer-keys.ts';
import { fetchJson, remoteKeys } from './remote-keys.ts';

export type IssuerCheck = {
  readonly issuer: string;
  readonly discovery: { readonly url: string; readonly found: boolean };
  readonly keys: { readonly url: string; readonly usable: readonly string[]; readonly unusable: number };
  /** Where devices sign people in, if the provider offers it. */
  readonly deviceFlow: boolean;
  /** Whether it binds tokens to keys (DPoP). */
  readonly bindsTokens: boolean;
  /** What to put right; empty means that tokens of this issuer can be checked. */
  readonly problems: readonly string[];
};

/** `undefined` for the embedded provider, which needs no network. */
export async function checkIssuer({ issuer, settings }: TrustedIssuer): Promise<IssuerCheck | undefined> {
  const { jwksUrl } = settings;
  if (jwksUrl === null) return undefined;
  const found = await discover(issuer);
  const keys = await remoteKeys(jwksUrl)();
  const usable = keys.ok
    ? keys.value.filter((jwk) => SIGNING_ALGORITHMS.some((algorithm) => keyFits(jwk, algorithm)))
    : [];
  const metadata = found.ok ? found.value : {};
  const { jwks_uri: named, device_authorization_endpoint: device } = metadata;
  const bound = metadata['dpop_signing_alg_values_supported'];
  return {
    issuer,
    discovery: { url: discoveryUrl(issuer), found: found.ok },
    keys: {
      url: jwksUrl,
      usable: usable.map((jwk) => `${jwk.kid ?? '(no kid)'} ${jwk.kty}${jwk.alg === undefined ? '' : ` ${jwk.alg}`}`),
      unusable: (keys.ok ? keys.value.length : 0) - usable.length,
    },
    deviceFlow: typeof device === 'string',
    bindsTokens: Array.isArray(bound) && bound.length > 0,
    problems: [
      ...(found.ok ? [] : [found.error]),
      ...(found.ok && metadata['issuer'] !== issuer
        ? [`it calls itself ${JSON.stringify(metadata['issuer'])}: tokens will say so, and be refused`]
        : []),
      ...(typeof named === 'string' && named !== jwksUrl ? [`its keys are at ${named} now; remove and add it`] : []),
      ...(keys.ok ? [] : [keys.error]),
      ...(keys.ok && usable.length === 0 ? [`none of its keys is for ${SIGNING_ALGORITHMS.join(', ')}`] : []),
    ],
  };
}

/** Where the issuer says that its keys are. */
export async function discoverKeys(issuer: string): Promise<Result<string, string>> {
  const found = await discover(issuer);
  if (!found.ok) return found;
  const { issuer: name, jwks_uri: url } = found.value;
  if (name !== issuer) return { ok: false, error: `${discoveryUrl(issuer)} is that of ${JSON.stringify(name)}` };
  return typeof url === 'string' ? ok(url) : { ok: false, error: `${discoveryUrl(issuer)} names no keys` };
}

function discover(issuer: string): ReturnType<typeof fetchJson> {
  return fetchJson(discoveryUrl(issuer));
}

function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}
