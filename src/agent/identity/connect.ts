// The connection that goes with a credential file: its token or sign-in, and the device's key beside it.

import { ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { type AnyCredential, isSignIn, readCredential } from '../credential-file.ts';
import { connectService, type JoiningDevice, type ServiceClient } from '../upload/service-client.ts';
import { openDeviceKey } from './open-device-key.ts';

export type Connection = { readonly service: ServiceClient; readonly credential: AnyCredential };

/** What the device says of itself when it joins; what it does not know is unknown. */
export type DescribeDevice = (credential: AnyCredential) => ReturnType<JoiningDevice['describe']>;

export function connectBy(path: string, describe: DescribeDevice = byName): Result<Connection, AgentProblem> {
  const read = readCredential(path);
  if (!read.ok) return read;
  const credential = read.value;
  const device = {
    who: isSignIn(credential) ? `${credential.tenantId} ${credential.user}` : credential.credentialId,
    openKey: () => openDeviceKey(path),
    describe: () => describe(credential),
  };
  // Loaded when it is needed: most devices show a credential and never speak OpenID Connect.
  const signedIn = async () => (await import('./access-token.ts')).accessToken(path);
  const token = isSignIn(credential) ? signedIn : credential.token;
  const { service: url, tenantId } = credential;
  return ok({ service: connectService({ url, token, tenantId, device }), credential });
}

async function byName({ device }: AnyCredential): ReturnType<JoiningDevice['describe']> {
  return { displayName: device, joinType: 'unknown' };
}
