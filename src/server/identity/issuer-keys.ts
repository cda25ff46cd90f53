// The public keys of an issuer, kept for a while: whoever checks a token asks here, and hardly any question goes out.
//
// Guarantees: keys are asked for again when they are old, and when a token names one that is not among them (rotation),
// but not for every such token; while the issuer does not answer, the last keys count for a day and the questions grow
// rarer; however many tokens wait, one question is out. Deliberately absent: where keys come from (remote-keys.ts for the
// network, the embedded provider for this process), and any key that a token brings along (`jwk`, `jku`, `x5u`, `x5c`).

import { type CryptoKey, importJWK, type JWK, type JWSHeaderParameters } from 'jose';
import type { Problem } from '../../protocol/problem.ts';
import { fail, ok, type Result } from '../../lib/result.ts';

/** Asks for the keys that an issuer publishes now; the error says why there are none, for the log. */
export type LoadKeys = () => Promise<Result<readonly JWK[], string>>;

/** The embedded identity provider, as those see it who check its tokens: in this process, without the network. */
export type EmbeddedIssuer = {
  /** What its tokens for this tenant say in `iss`. */
  readonly issuerOf: (tenantId: string) => string;
  /** Every key whose tokens are still good, those that do not sign yet included. */
  readonly publicKeys: (tenantId: string) => Promise<Result<readonly JWK[], Problem>>;
};

/** A key that fits the header, and what the issuer said of it. */
export type FoundKey = { readonly key: CryptoKey; readonly jwk: JWK };

/** `unknown`: the issuer has no such key. `unavailable`: nobody can tell at the moment. */
export type NoKey = 'unknown' | 'unavailable';

export type FindKey = (header: JWSHeaderParameters) => Promise<Result<FoundKey, NoKey>>;

export type KeyCacheOptions = {
  readonly load: LoadKeys;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly log?: (line: string) => void;
};

export function cacheKeys({ load, clock, log = () => {} }: KeyCacheOptions): FindKey {
  let keys: readonly JWK[] = [];
  let loadedAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let asking: Promise<void> | undefined;
  const imported = new WeakMap<JWK, Promise<CryptoKey | undefined>>();

  const ask = async (): Promise<void> => {
    askedAt = clock();
    const answer = await load();
    if (answer.ok) {
      [keys, loadedAt, failures] = [answer.value, clock(), 0];
    } else {
      failures += 1;
      log(`signing keys can not be had: ${answer.error}`);
    }
  };
  const refresh = (): Promise<void> => (asking ??= ask().finally(() => (asking = undefined)));
  const mayAsk = (): boolean => asking !== undefined || clock() - askedAt >= pauseAfter(failures);

  const fitting = async (header: JWSHeaderParameters): Promise<FoundKey | undefined> => {
    if (clock() - loadedAt > STALE_MILLISECONDS_MAX) return undefined;
    const jwk = choose(keys, header);
    if (jwk === undefined) return undefined;
    if (!imported.has(jwk)) imported.set(jwk, importPublic(jwk, header.alg));
    const key = await imported.get(jwk);
    return key && { key, jwk };
  };

  return async (header) => {
    const isOld = clock() - loadedAt > FRESH_MILLISECONDS;
    if (isOld && mayAsk()) await refresh();
    const found = await fitting(header);
    if (found !== undefined) return ok(found);
    if (mayAsk()) {
      await refresh();
      const now = await fitting(header);
      if (now !== undefined) return ok(now);
    }
    return fail(failures > 0 ? 'unavailable' : 'unknown');
  };
}

/** After an answer, for what a token names and the issuer does not have; after failures, longer each time. */
function pauseAfter(failures: number): number {
  if (failures === 0) return COOL_DOWN_MILLISECONDS;
  return Math.min(BACK_OFF_MILLISECONDS * 2 ** (failures - 1), BACK_OFF_MILLISECONDS_MAX);
}

/** The key that a header means. Without `kid`, only where there is no choice. */
function choose(keys: readonly JWK[], { kid, alg }: JWSHeaderParameters): JWK | undefined {
  const fit = keys.filter((jwk) => keyFits(jwk, alg ?? '') && (kid === undefined || jwk.kid === kid));
  return fit.length === 1 ? fit[0] : undefined;
}

/** Public, for signatures, and of the kind that the algorithm takes: what a key is decides, not what a token says. */
export function keyFits(jwk: JWK, alg: string): boolean {
  const kind = Object.hasOwn(KEY_KINDS, alg) ? KEY_KINDS[alg] : undefined;
  if (kind === undefined || jwk.kty !== kind.kty || (kind.crv !== undefined && jwk.crv !== kind.crv)) return false;
  if (jwk.d !== undefined || jwk.k !== undefined) return false;
  if (jwk.use !== undefined && jwk.use !== 'sig') return false;
  if (jwk.alg !== undefined && jwk.alg !== alg) return false;
  const modulusBits = /^[\w-]+$/.test(jwk.n ?? '') ? (jwk.n ?? '').length * 6 : 0;
  return kind.kty !== 'RSA' || (modulusBits >= RSA_BITS_MIN && modulusBits <= RSA_BITS_MAX);
}

/** A key that can not be read is no key. */
async function importPublic(jwk: JWK, alg: string | undefined): Promise<CryptoKey | undefined> {
  try {
    return (await importJWK({ ...jwk, ext: true }, alg)) as CryptoKey;
  } catch {
    return undefined;
  }
}

type KeyKind = { readonly kty: 'RSA' | 'EC' | 'OKP'; readonly crv?: string };

/** The algorithms there are, here and for proofs. Never `none`, and nothing whose key both sides would have to know. */
const KEY_KINDS: Readonly<Record<string, KeyKind>> = {
  RS256: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
};

export const SIGNING_ALGORITHMS: readonly string[] = Object.keys(KEY_KINDS);

const RSA_BITS_MIN = 2048;
/** Larger ones only cost time; the surplus is base64's. */
const RSA_BITS_MAX = 4096 + 6;
/** A key that is withdrawn is believed for no longer than this. */
const FRESH_MILLISECONDS = 15 * 60_000;
const STALE_MILLISECONDS_MAX = 24 * 60 * 60_000;
/** How often tokens that name unknown keys can make us ask. */
const COOL_DOWN_MILLISECONDS = 30_000;
const BACK_OFF_MILLISECONDS = 1_000;
const BACK_OFF_MILLISECONDS_MAX = 5 * 60_000;
