// An access token that is good for a while: the one that is kept, or a new one for the refresh token. One process asks at a
// time: a refresh token that is used twice looks stolen to a careful provider.

import { setTimeout as sleep } from 'node:timers/promises';
import { refreshTokenGrant } from 'openid-client';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { holdLock, type Lock } from '../apply/profile-lock.ts';
import { isSignIn, readCredential, type SignIn, writeCredential } from '../credential-file.ts';
import { tokensOf } from './granted-tokens.ts';
import { findProvider } from './oidc-client.ts';
import { openDeviceKey } from './open-device-key.ts';
import { signInFailed } from './sign-in.ts';
import { openTokens, sealTokens } from './tokens.ts';

export async function accessToken(path: string): Promise<Result<string, AgentProblem>> {
  const kept = await keptToken(path);
  if (!kept.ok || kept.value !== undefined) return kept as Result<string, AgentProblem>;
  const lock = await waitForLock(`${path}.lock`);
  if (!lock.ok) return lock;
  try {
    // Somebody else may have got one while we waited.
    const now = await keptToken(path);
    if (!now.ok || now.value !== undefined) return now as Result<string, AgentProblem>;
    return await refresh(path);
  } finally {
    lock.value.release();
  }
}

async function keptToken(path: string): Promise<Result<string | undefined, AgentProblem>> {
  const read = readSignIn(path);
  if (!read.ok) return read;
  const tokens = await openTokens(read.value);
  if (!tokens.ok) return tokens;
  const { accessToken: token, expiresAt } = tokens.value;
  return ok(expiresAt - Date.now() > RESERVE_MILLISECONDS ? token : undefined);
}

async function refresh(path: string): Promise<Result<string, AgentProblem>> {
  const read = readSignIn(path);
  if (!read.ok) return read;
  const tokens = await openTokens(read.value);
  if (!tokens.ok) return tokens;
  const { refreshToken } = tokens.value;
  if (refreshToken === null) return ENDED;
  const key = await openDeviceKey(path);
  if (!key.ok) return key;
  try {
    const provider = await findProvider(read.value, key.value.key);
    const granted = await refreshTokenGrant(provider, refreshToken, { scope: read.value.scope });
    const fresh = tokensOf(granted, refreshToken);
    writeCredential(path, { ...read.value, tokens: await sealTokens(fresh) });
    return ok(fresh.accessToken);
  } catch (error) {
    const isOver = error instanceof Error && 'error' in error && error.error === 'invalid_grant';
    return isOver ? ENDED : fail(signInFailed(read.value.issuer, error));
  }
}

function readSignIn(path: string): Result<SignIn, AgentProblem> {
  const read = readCredential(path);
  if (!read.ok) return read;
  return isSignIn(read.value) ? ok(read.value) : ENDED;
}

async function waitForLock(folder: string): Promise<Result<Lock, AgentProblem>> {
  for (let waited = 0; ; waited += WAIT_MILLISECONDS) {
    const lock = holdLock(folder, STALE_MILLISECONDS);
    if (lock.ok || waited >= STALE_MILLISECONDS || lock.error.code !== 'profile-locked') return lock;
    await sleep(WAIT_MILLISECONDS);
  }
}

const ENDED = fail<AgentProblem>({
  code: 'sign-in-needed',
  detail: 'The sign-in on this device has ended: it expired, or somebody ended it.',
  fix: 'Sign in again: keepsake sign-in.',
});

/** A token is renewed while it is still good for the requests of one backup. */
const RESERVE_MILLISECONDS = 2 * 60_000;
const WAIT_MILLISECONDS = 100;
const STALE_MILLISECONDS = 30_000;
