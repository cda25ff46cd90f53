// Passkeys (WebAuthn): registered with user verification and found by the authenticator itself, so that nobody has to type a
// name. The challenge is made here and kept with the sign-in that it belongs to.

import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import type { Json } from '../../../lib/canonical-json.ts';
import type { AuthenticationMethod } from '../../directory/method-store.ts';

export type RelyingParty = { readonly publicUrl: string; readonly name: string };

export function requestOptions({ publicUrl }: RelyingParty): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({ rpID: hostOf(publicUrl), userVerification: 'required', timeout: TIMEOUT });
}

export function creationOptions(
  { publicUrl, name }: RelyingParty,
  user: { readonly userId: string; readonly userName: string; readonly displayName: string },
  registered: readonly AuthenticationMethod[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpID: hostOf(publicUrl),
    rpName: `Keepsake – ${name}`,
    userID: Buffer.from(user.userId),
    userName: user.userName,
    userDisplayName: user.displayName,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: registered.flatMap(({ credentialId }) => (credentialId === null ? [] : [{ id: credentialId }])),
    timeout: TIMEOUT,
  });
}

export type PasskeyDetails = {
  readonly publicKey: string;
  readonly counter: number;
  readonly aaguid: string;
  readonly backedUp: boolean;
  readonly transports: readonly string[];
};

/** The new passkey; `undefined` if the browser's answer does not prove one. */
export async function verifyCreation(
  { publicUrl }: RelyingParty,
  answer: unknown,
  challenge: string,
): Promise<{ readonly credentialId: string; readonly details: PasskeyDetails } | undefined> {
  const { verified, registrationInfo } = await orNothing(() =>
    verifyRegistrationResponse({
      response: answer as Parameters<typeof verifyRegistrationResponse>[0]['response'],
      expectedChallenge: challenge,
      expectedOrigin: new URL(publicUrl).origin,
      expectedRPID: hostOf(publicUrl),
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (!verified || registrationInfo === undefined) return undefined;
  const { credential, aaguid, credentialBackedUp } = registrationInfo;
  const details = {
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    aaguid,
    backedUp: credentialBackedUp,
    transports: credential.transports ?? [],
  };
  return { credentialId: credential.id, details };
}

/** Which passkey the browser says it used: who it belongs to must be looked up before it can be verified. */
export function credentialIdOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('id' in answer)) return undefined;
  return typeof answer.id === 'string' && answer.id.length <= 1400 ? answer.id : undefined;
}

/** The passkey's details after this use; `undefined` if the answer does not prove that it was used here and now. */
export async function verifyRequest(
  { publicUrl }: RelyingParty,
  answer: unknown,
  challenge: string,
  passkey: AuthenticationMethod,
): Promise<{ readonly [name: string]: Json } | undefined> {
  const { verified, authenticationInfo } = await orNothing(() =>
    verifyAuthenticationResponse({
      response: answer as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
      expectedChallenge: challenge,
      expectedOrigin: new URL(publicUrl).origin,
      expectedRPID: hostOf(publicUrl),
      credential: credentialOf(passkey),
      requireUserVerification: true,
    }),
  );
  if (!verified || authenticationInfo === undefined) return undefined;
  return { ...passkey.details, counter: authenticationInfo.newCounter };
}

function credentialOf({ credentialId, details }: AuthenticationMethod): WebAuthnCredential {
  const { publicKey, counter } = details as PasskeyDetails & { readonly [name: string]: Json };
  return { id: credentialId ?? '', publicKey: Uint8Array.from(Buffer.from(publicKey, 'base64url')), counter };
}

type Nothing = { readonly verified: false; readonly registrationInfo?: never; readonly authenticationInfo?: never };

/** The library throws for whatever a stranger sends that is not as it should be. */
async function orNothing<T>(verify: () => Promise<T>): Promise<T | Nothing> {
  try {
    return await verify();
  } catch {
    return { verified: false };
  }
}

function hostOf(publicUrl: string): string {
  return new URL(publicUrl).hostname;
}

const TIMEOUT = 120_000;
/** EdDSA, ES256, RS256. */
const ALGORITHMS = [-8, -7, -257];
