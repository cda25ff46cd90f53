// Microsoft Graph, or a service that speaks like it, read as an application for itself. Slow where it asks for that (429 and 503
// with Retry-After), patient with connections that break, and done for after a bounded number of tries. The token goes to the
// one host that was named: a link to the next page that leads elsewhere is refused.

import { clientCredentialsGrant, ClientSecretPost, type Configuration, discovery } from 'openid-client';
import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { isBody } from '../../domain/enrollment/record.ts';

export type GraphAccess = {
  /** `https://graph.microsoft.com`, or that of another cloud. */
  readonly graphUrl: string;
  /** The OpenID Connect issuer of the directory: `https://login.microsoftonline.com/<id>/v2.0`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the token is for; `<graphUrl>/.default` unless it is another's. */
  readonly scope: string;
};

export type Waiting = {
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly onWait: (why: string) => void;
};

export type GraphPage = {
  readonly context: string;
  readonly value: readonly Json[];
  readonly next: string | undefined;
};

export type GraphClient = {
  /** `path` below the host, or a link that a page gave. */
  readonly page: (path: string) => Promise<Result<GraphPage, GraphRefusal>>;
};

/** `status` 0: it never answered. */
export type GraphRefusal = { readonly status: number; readonly detail: string };

export async function openGraphClient(access: GraphAccess, waiting: Waiting): Promise<Result<GraphClient, Problem>> {
  const graph = parseHttps(access.graphUrl);
  const issuer = parseHttps(access.issuer);
  if (graph === undefined || issuer === undefined) {
    return fail({ code: 'bad-request', detail: 'Graph and the directory are at addresses that begin with https://.' });
  }
  const signedIn = await signIn(access, issuer);
  if (!signedIn.ok) return signedIn;
  let token = signedIn.value;
  const renew = async (): Promise<void> => {
    const again = await signIn(access, issuer);
    if (again.ok) token = again.value;
  };
  const page = async (path: string): Promise<Result<GraphPage, GraphRefusal>> => {
    const url = new URL(path, graph);
    if (url.origin !== graph.origin) {
      return fail({ status: 0, detail: `it links to ${url.origin}, which is not where it was asked` });
    }
    const answer = await ask(url, () => token, { waiting, renew });
    return answer.ok ? pageIn(answer.value) : answer;
  };
  return ok({ page });
}

type Asking = { readonly waiting: Waiting; readonly renew: () => Promise<void> };

/** One request, as often as it takes. */
async function ask(url: URL, token: () => string, { waiting, renew }: Asking): Promise<Result<Json, GraphRefusal>> {
  let last: GraphRefusal = { status: 0, detail: 'it does not answer' };
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const answer = await once(url, token());
    if (answer.ok) return answer;
    last = answer.error;
    if (last.status === 401 && attempt === 0) await renew();
    else if (last.status !== 0 && !PASSING.includes(last.status)) return answer;
    else {
      const pause = answer.error.retryAfter ?? PAUSE_MILLISECONDS * 2 ** attempt;
      waiting.onWait(`${last.detail}; again in ${Math.ceil(pause / 1000)} s`);
      await waiting.wait(Math.min(pause, PAUSE_MILLISECONDS_MAX));
    }
  }
  return fail({ ...last, detail: `${last.detail}, after ${ATTEMPTS_MAX} tries` });
}

/** Too many requests, or a service that is away for a moment. */
const PASSING: readonly number[] = [408, 429, 500, 502, 503, 504];
const ATTEMPTS_MAX = 8;
const PAUSE_MILLISECONDS = 1000;
/** Graph asks for seconds, now and then for minutes. */
const PAUSE_MILLISECONDS_MAX = 5 * 60 * 1000;
const TIMEOUT_MILLISECONDS = 100_000;

async function once(
  url: URL,
  token: string,
): Promise<Result<Json, GraphRefusal & { readonly retryAfter?: number | undefined }>> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', consistencylevel: 'eventual' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    const body = parsed(await response.text());
    if (response.ok && body !== null) return ok(body);
    const detail = response.ok ? 'the answer is no JSON' : `${response.status} ${messageIn(body)}`.trim();
    const status = response.ok ? 0 : response.status;
    return fail({ status, detail, retryAfter: secondsIn(response.headers.get('retry-after')) });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return fail({ status: 0, detail: `the connection broke (${cause})` });
  }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/** Seconds, in milliseconds; a date is waited for like anything else. */
function secondsIn(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : undefined;
}

function messageIn(body: Json): string {
  const error = isBody(body) ? body['error'] : undefined;
  const message = isBody(error) ? error['message'] : undefined;
  return typeof message === 'string' ? message.slice(0, 300) : '';
}

function pageIn(body: Json): Result<GraphPage, GraphRefusal> {
  const value = isBody(body) ? body['value'] : undefined;
  if (!isBody(body) || !Array.isArray(value)) return fail({ status: 0, detail: 'the answer is no collection' });
  const [context, next] = [body['@odata.context'], body['@odata.nextLink']];
  return ok({
    context: typeof context === 'string' ? context : '',
    value,
    next: typeof next === 'string' ? next : undefined,
  });
}

async function signIn(access: GraphAccess, issuer: URL): Promise<Result<string, Problem>> {
  try {
    const configuration: Configuration = await discovery(
      issuer,
      access.clientId,
      undefined,
      ClientSecretPost(access.clientSecret),
    );
    const { access_token: token } = await clientCredentialsGrant(configuration, { scope: access.scope });
    return ok(token);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const why = error instanceof Error && 'error_description' in error ? ` (${String(error.error_description)})` : '';
    return fail({ code: 'bad-request', detail: `The application can not sign in at ${issuer.href}: ${cause}${why}.` });
  }
}

function parseHttps(text: string): URL | undefined {
  const url = URL.parse(text);
  return url?.protocol === 'https:' ? url : undefined;
}
