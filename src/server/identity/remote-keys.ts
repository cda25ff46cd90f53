// Asks an issuer for its keys over the network (a JWK Set, RFC 7517).
//
// Guarantees: https alone, or http to this machine; no redirects, so no keys from elsewhere; bounded in time, bytes and keys.

import type { JWK } from 'jose';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { LoadKeys } from './issuer-keys.ts';

export function remoteKeys(url: string): LoadKeys {
  return async () => {
    const answer = await fetchJson(url);
    if (!answer.ok) return answer;
    const { keys } = answer.value;
    if (!Array.isArray(keys) || keys.length > KEYS_MAX)
      return fail(`${url} is not a JWK Set of at most ${KEYS_MAX} keys`);
    return ok(keys.filter(isJwk));
  };
}

/** A JSON object from an issuer. The error says what was wrong, for whoever set the address. */
export async function fetchJson(url: string): Promise<Result<Readonly<Record<string, unknown>>, string>> {
  if (!isSafeUrl(url)) return fail(`${url} is neither https nor on this machine`);
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (!response.ok) return fail(`${url} answers with status ${response.status}`);
    const value: unknown = JSON.parse(await readText(response));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(`${url} is no JSON object`);
    return ok(value as Record<string, unknown>);
  } catch (error) {
    return fail(`${url}: ${describe(error)}`);
  }
}

/** What nobody on the way can have changed. */
export function isSafeUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > ANSWER_BYTES_MAX) throw new Error(`more than ${ANSWER_BYTES_MAX} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function isJwk(value: unknown): value is JWK {
  return typeof value === 'object' && value !== null && 'kty' in value && typeof value.kty === 'string';
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

export const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

const TIMEOUT_MILLISECONDS = 5_000;
const ANSWER_BYTES_MAX = 256 * 1024;
const KEYS_MAX = 100;
