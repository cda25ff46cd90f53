// Signs a person in on this device by the device code flow (RFC 8628): the person opens an address in any browser, enters a
// code, and signs in there as always. Works with every OpenID Connect provider that offers it.

import { initiateDeviceAuthorization, pollDeviceAuthorizationGrant } from 'openid-client';
import { fail, ok, type Result } from '../../lib/result.ts';
import { ResourceMetadata } from '../../protocol/operations/devices.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { type SignIn, writeCredential } from '../credential-file.ts';
import { sendRequest } from '../upload/send-request.ts';
import { findProvider } from './oidc-client.ts';
import { openDeviceKey } from './open-device-key.ts';
import { type GrantedTokens, tokensOf } from './granted-tokens.ts';
import { sealTokens } from './tokens.ts';

export type SignInInput = {
  readonly service: string;
  readonly tenantId: string;
  /** Where the sign-in is kept. */
  readonly path: string;
  readonly deviceName: string;
  /** Where the tenant has several; the first otherwise. */
  readonly issuer: string | undefined;
  readonly tell: (code: { readonly url: string; readonly userCode: string }) => void;
};

export async function signIn(input: SignInInput): Promise<Result<SignIn, AgentProblem>> {
  const { service, tenantId, path, deviceName } = input;
  const offer = await findOffer(input);
  if (!offer.ok) return offer;
  const key = await openDeviceKey(path);
  if (!key.ok) return key;
  const { issuer, client_id: clientId, scope } = offer.value;
  try {
    const provider = await findProvider({ issuer, clientId }, key.value.key);
    const code = await initiateDeviceAuthorization(provider, { scope });
    input.tell({ url: code.verification_uri_complete ?? code.verification_uri, userCode: code.user_code });
    const granted: GrantedTokens = await pollDeviceAuthorizationGrant(provider, code);
    const tokens = await sealTokens(tokensOf(granted, null));
    const user = userOf(granted);
    const kept = {
      kind: 'signIn',
      service,
      tenantId,
      user,
      device: deviceName,
      issuer,
      clientId,
      scope,
      tokens,
    } as const;
    writeCredential(path, kept);
    return ok(kept);
  } catch (error) {
    return fail(signInFailed(issuer, error));
  }
}

export function signInFailed(issuer: string, error: unknown): AgentProblem {
  const { message = 'no answer', cause } = error instanceof Error ? error : {};
  const { error_description: said } = (cause ?? {}) as { error_description?: unknown };
  const why = typeof said === 'string' ? said : cause instanceof Error ? `${message}: ${cause.message}` : message;
  return {
    code: 'sign-in-failed',
    detail: `${issuer} did not sign the person in: ${why}.`,
    fix: 'Try again; if it stays so, show the message to whoever runs the identity provider (docs/operating/entra-id.md).',
  };
}

type Offer = ResourceMetadata['keepsake_sign_in'][number];

async function findOffer({ service, tenantId, issuer }: SignInInput): Promise<Result<Offer, AgentProblem>> {
  const request = { operation: 'getResourceMetadata', params: { tenantId } } as const;
  const metadata = await sendRequest(service, ResourceMetadata, request, undefined);
  if (!metadata.ok) return fail(metadata.error.problem);
  const offers = metadata.value.keepsake_sign_in;
  const offer = issuer === undefined ? offers[0] : offers.find((it) => it.issuer === issuer);
  if (offer !== undefined) return ok(offer);
  const known = offers.map((it) => it.issuer).join(', ');
  return fail({
    code: 'sign-in-failed',
    detail: `The service knows no ${issuer ?? 'issuer'} that people of the tenant ${tenantId} sign in with${known === '' ? '' : `; there are: ${known}`}.`,
    fix: 'Check the tenant; an administrator can add an issuer: keepsake issuer add.',
  });
}

/** For people to read; who it is, the service decides. */
function userOf(granted: GrantedTokens): string {
  const claims = granted.claims();
  const name = claims?.['preferred_username'] ?? claims?.['upn'] ?? claims?.sub;
  return typeof name === 'string' ? name : 'the person who signed in';
}
