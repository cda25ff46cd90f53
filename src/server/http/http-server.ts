// The HTTP server without its operations: limits, request ids, headers, one log line for each request, and problems.
//
// Never logged: bodies, queries, header values. Deliberately absent: rate limits, which are a proxy's work (see
// docs/operating/service.md); sign-ins count their own.

import type { Socket } from 'node:net';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { OPERATIONS } from '../../protocol/api.ts';
import { betaPath, type Operation } from '../../protocol/operation.ts';
import { ANSWER_TIMEOUT_MILLISECONDS, REQUEST_BYTES_MAX, REQUEST_TIMEOUT_MILLISECONDS } from '../../protocol/limits.ts';
import { withPlainKeys } from './graph-keys.ts';
import { readJsonBodies } from './json-body.ts';
import { OPAQUE, problemOfError, rawProblemAnswer, sendProblem } from './problem-response.ts';
import { compileSerializer, compileValidator } from './schema-compilers.ts';

export type HttpServerOptions = {
  readonly log: (line: string) => void;
  readonly newRequestId: () => string;
  /** Certificate chain and private key, as PEM; without them the server speaks plain HTTP. */
  readonly tls?: TlsFiles | undefined;
  /** Addresses whose `X-Forwarded-For` is believed: the proxies in front. */
  readonly trustedProxies?: readonly string[] | undefined;
};

export type TlsFiles = { readonly cert: string; readonly key: string };

export function createHttpServer({ log, newRequestId, tls, trustedProxies = [] }: HttpServerOptions): FastifyInstance {
  const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = problemOfError(error);
    if (problem === undefined) log(`${request.id} failed: ${describe(error)}`);
    return sendProblem(setHeaders(reply), problem ?? OPAQUE);
  };
  const app = fastify({
    logger: false,
    ...(tls === undefined ? {} : { https: { ...tls, minVersion: 'TLSv1.2' } }),
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: REQUEST_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MILLISECONDS,
    handlerTimeout: ANSWER_TIMEOUT_MILLISECONDS,
    requestIdHeader: false,
    genReqId: newRequestId,
    rewriteUrl: ({ url = '/' }) => withPlainKeys(url),
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
    clientErrorHandler: (error, socket) => answerRaw(error, socket),
  });
  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(compileSerializer);
  readJsonBodies(app);
  app.setErrorHandler(refuse);
  app.setNotFoundHandler(refuseUnknown);
  app.addHook('onRequest', async (_request, reply) => void setHeaders(reply));
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url?.replace(/\(\^.*?\$\)/, '') ?? '(unknown)';
    log(`${request.id} ${request.method} ${route} ${reply.statusCode} ${Math.round(reply.elapsedTime)}ms`);
  });
  return app;
}

function setHeaders(reply: FastifyReply): FastifyReply {
  return reply.headers({ ...SECURITY_HEADERS, 'x-request-id': reply.request.id });
}

/** An unknown path is a 404, a known one with another method a 405. */
function refuseUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?')[0] ?? '';
  const methods = Object.values(OPERATIONS)
    .filter((operation: Operation) =>
      [operation.path, ...(operation.style === 'graph' ? [betaPath(operation.path)] : [])].some((known) =>
        new RegExp(`^${known.replace(/[.$]/g, '\\$&').replace(/:\w+/g, '[^/]+').replace('*', '.+')}$`).test(path),
      ),
    )
    .flatMap(({ method }) => (method === 'GET' ? [method, 'HEAD'] : [method]));
  if (methods.length === 0) return sendProblem(reply, { code: 'not-found', detail: 'There is nothing at this path.' });
  reply.header('allow', methods.join(', '));
  return sendProblem(reply, { code: 'method-not-allowed', detail: `This path takes ${methods.join(', ')}.` });
}

function answerRaw(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
  else socket.end(rawProblemAnswer(error.code));
}

/** Without `detail`, `where` and the like of database errors, which may quote values. */
function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : typeof error;
}

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
