// The person's OpenID Connect provider, seen from the device: found by its issuer, as a public client. Where the provider can
// bind tokens to a key (DPoP), it is asked to bind them to the device's: then they are of no use to whoever copies them.

import { randomUUID } from 'node:crypto';
import {
  allowInsecureRequests,
  type Configuration,
  customFetch,
  discovery,
  type DiscoveryRequestOptions,
  None,
} from 'openid-client';
import type { DeviceKey } from './device-key.ts';
import { makeProof } from './proof.ts';

export type Provider = { readonly issuer: string; readonly clientId: string };

/** Throws what discovery throws. */
export async function findProvider({ issuer, clientId }: Provider, key: DeviceKey): Promise<Configuration> {
  const url = new URL(issuer);
  const options: DiscoveryRequestOptions = isThisMachine(url) ? { execute: [allowInsecureRequests] } : {};
  const configuration = await discovery(url, clientId, undefined, None(), options);
  const { dpop_signing_alg_values_supported: algorithms, token_endpoint: tokenEndpoint } =
    configuration.serverMetadata();
  if (algorithms?.includes('ES256') === true && tokenEndpoint !== undefined) {
    configuration[customFetch] = withProofs(key, tokenEndpoint);
  }
  return configuration;
}

type Fetch = NonNullable<Configuration[typeof customFetch]>;

/** A proof with each request for tokens; again with the provider's nonce where it asks for one (RFC 9449 section 8). */
function withProofs(key: DeviceKey, tokenEndpoint: string): Fetch {
  let nonce: string | undefined;
  const send = (url: string, options: Parameters<Fetch>[1]): Promise<Response> => {
    const { method } = options;
    const proof = makeProof(key, { method, url: new URL(url), now: Date.now(), proofId: randomUUID(), nonce });
    return fetch(url, { ...options, headers: { ...options.headers, dpop: proof } } as RequestInit);
  };
  return async (url, options) => {
    if (url !== tokenEndpoint) return fetch(url, options as RequestInit);
    const asked = nonce;
    const response = await send(url, options);
    nonce = response.headers.get('dpop-nonce') ?? nonce;
    return response.status === 400 && nonce !== asked ? send(url, options) : response;
  };
}

/** Where nobody is on the way. */
function isThisMachine({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
