// The agent's pages on loopback: the built files, a few acts, and what happens as server-sent events.
//
// Guarantees: only 127.0.0.1 is listened on; without the cookie there is nothing but the entrance; a foreign Host or Origin is
// refused before anything is looked at; no answer allows another origin anything. Ends by itself when nobody looks any more.
// Deliberately absent: any decision. The session driver and the service decide (conversation.ts, own-backups.ts).

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeEntrance } from './entrance.ts';
import { isForeign } from './foreign-request.ts';
import type { PageFiles } from './page-files.ts';
import { type Route, type Routes, sendJson } from './routes.ts';

export type ExperienceServer = {
  /** With the secret: for one browser, once. */
  readonly url: string;
  /** When nobody looked for a while, or `close` was called. */
  readonly closed: Promise<void>;
  readonly close: () => void;
};

export type ExperienceOptions = {
  readonly files: PageFiles;
  readonly routes: Routes;
  /** Whether something runs that must not be ended. */
  readonly isBusy: () => boolean;
  readonly goneAfterMilliseconds?: number;
  readonly firstVisitMilliseconds?: number;
};

export async function startExperience(options: ExperienceOptions): Promise<ExperienceServer> {
  const entrance = makeEntrance(randomBytes);
  let host = '';
  const presence = watchPresence(options, () => stop(server));
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    presence.seen(response);
    void answer({ request, response, host, entrance, ...options }).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 500, { code: 'unexpected', detail: String(error), fix: '' });
      else response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const closed = once(server, 'close').then(() => presence.stop());
  return { url: `http://${host}/enter/${entrance.secret}`, closed, close: () => stop(server) };
}

type Exchange = ExperienceOptions & {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly host: string;
  readonly entrance: ReturnType<typeof makeEntrance>;
};

async function answer({ request, response, host, entrance, files, routes }: Exchange): Promise<void> {
  const { method = 'GET', headers } = request;
  if (isForeign(method, headers, host)) return refuse(response);
  const { pathname, searchParams } = new URL(request.url ?? '/', `http://${host}`);
  const [, first, shown] = pathname.split('/');
  if (method === 'GET' && first === 'enter') {
    const cookie = entrance.enter(shown ?? '');
    if (cookie === undefined) return refuse(response);
    response.writeHead(303, { 'set-cookie': cookie, location: '/' }).end();
    return;
  }
  if (!entrance.isInside(headers.cookie)) return refuse(response);
  const route: Route | undefined = routes[`${method} ${pathname}`];
  if (route !== undefined) return route({ request, response, query: searchParams });
  sendFile(response, files, method, pathname);
}

function sendFile(response: ServerResponse, files: PageFiles, method: string, pathname: string): void {
  const file = method === 'GET' ? files.get(pathname === '/' ? 'index.html' : pathname.slice(1)) : undefined;
  if (file === undefined) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not here.\n');
  response.writeHead(200, { 'content-type': file.type }).end(file.bytes);
}

function refuse(response: ServerResponse): void {
  response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end(REFUSAL);
}

function stop(server: Server): void {
  server.close();
  server.closeAllConnections();
}

/** Ends what nobody looks at: a page holds its stream of events open, so where no answer is being given nobody is there. */
function watchPresence(
  { isBusy, goneAfterMilliseconds = GONE_AFTER, firstVisitMilliseconds = FIRST_VISIT }: ExperienceOptions,
  end: () => void,
): { readonly seen: (response: ServerResponse) => void; readonly stop: () => void } {
  let open = 0;
  let timer: NodeJS.Timeout | undefined;
  const wait = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => (isBusy() ? wait(goneAfterMilliseconds) : end()), milliseconds);
  };
  wait(firstVisitMilliseconds);
  return {
    seen: (response) => {
      open += 1;
      clearTimeout(timer);
      response.on('close', () => {
        open -= 1;
        if (open === 0) wait(goneAfterMilliseconds);
      });
    },
    stop: () => clearTimeout(timer),
  };
}

const GONE_AFTER = 60_000;
const FIRST_VISIT = 5 * 60_000;

/** The one inline style let in is the empty one: Fluent makes such elements and fills them rule by rule. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const REFUSAL = 'This page belongs to somebody else. Open it again with "keepsake agent app".\n';
