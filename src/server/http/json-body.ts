// Request bodies: JSON in UTF-8. Where the sender names a digest of the bytes (RFC 9530 `Content-Digest`), they must be
// those very bytes; that finds what was damaged on its way in the few fields that no hash of a document covers.

import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RefusedError } from './problem-response.ts';

export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    const text = isAsNamed(request, bytes) ? decodeUtf8(bytes) : undefined;
    if (text === undefined) return done(isAsNamed(request, bytes) ? NOT_UTF8 : DAMAGED);
    return void parse(request, text, (error, body: unknown) =>
      error === null && MAY_BE_NO_TEXT.test(text) && !isText(body) ? done(NO_TEXT) : done(error, body),
    );
  });
}

/** Escapes of NUL and of halves of characters: JSON may write them, and no database keeps them as text. */
const MAY_BE_NO_TEXT = /\\u(?:0000|d[89a-f])/i;

function isText(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(([name, member]) => isText(name) && isText(member));
}

function isAsNamed(request: FastifyRequest, bytes: Buffer): boolean {
  const header = String(request.headers['content-digest'] ?? '');
  const named = /(?:^|,)\s*sha-256=([^,]*)/.exec(header)?.[1];
  return named === undefined || named.trim() === `:${createHash('sha256').update(bytes).digest('base64')}:`;
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const DAMAGED = new RefusedError({
  code: 'damaged-request',
  detail: 'The body that arrived is not the one that its Content-Digest names.',
});
const NO_TEXT = new RefusedError({
  code: 'bad-request',
  detail: 'The body has a text with a NUL or half of a character (an unpaired surrogate), which is no text.',
});
const NOT_UTF8 = new RefusedError({ code: 'bad-request', detail: 'The body is not text in UTF-8.' });
