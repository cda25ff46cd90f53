// The admin center's files under /admin: built ones whose names change with their content, and the page that names them for
// every address below. Nothing here knows anybody: who looks is asked by the operations that the page calls.
//
// Guarantees: no script and no style that did not come from here; nothing is fetched from elsewhere but from the issuers that
// the page signs people in at.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';

export const CONSOLE_FOLDER = join(import.meta.dirname, '../../../dist/console/admin');

export function isConsoleBuilt(folder = CONSOLE_FOLDER): boolean {
  return existsSync(join(folder, 'index.html'));
}

/** All files are read once: there are few, and they never change while the service runs. */
export function registerConsole(app: FastifyInstance, folder = CONSOLE_FOLDER): void {
  if (!isConsoleBuilt(folder)) {
    app.get('/admin', (_request, reply) => notBuilt(reply));
    app.get('/admin/*', (_request, reply) => notBuilt(reply));
    return;
  }
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => Object.hasOwn(TYPES, extname(name)))
      .map((name) => [name.replaceAll('\\', '/'), fileOf(readFileSync(join(folder, name)))]),
  );
  const sendPage = (reply: FastifyReply): FastifyReply =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY).send(page);
  app.get('/admin', (_request, reply) => sendPage(reply));
  app.get('/admin/*', (request, reply) => {
    const name = (request.params as { readonly '*': string })['*'];
    const file = files.get(name);
    if (file === undefined) return name.startsWith('assets/') ? reply.callNotFound() : sendPage(reply);
    const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    reply
      .type(TYPES[extname(name)] ?? 'application/octet-stream')
      .header('cache-control', name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      .header('vary', 'accept-encoding');
    return takesGzip ? reply.header('content-encoding', 'gzip').send(file.gzipped) : reply.send(file.plain);
  });
}

/** Compressed once, so that a page costs a third of its size on the way and nothing each time. */
function fileOf(plain: Buffer): { readonly plain: Buffer; readonly gzipped: Buffer } {
  return { plain, gzipped: gzipSync(plain, { level: 9 }) };
}

/**
 * The page may talk to any host over HTTPS, since people sign in at whichever issuer their tenant trusts. The one inline
 * style let in is the empty one: Fluent makes such elements and fills them rule by rule.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function notBuilt(reply: FastifyReply): FastifyReply {
  return reply
    .code(503)
    .type('text/plain; charset=utf-8')
    .send('The admin center is not built. In the folder of Keepsake: npm ci, then npm run build:console.\n');
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
