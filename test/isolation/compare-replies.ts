// Whether two answers are one but for what differs between any two requests: the request's own name, the time, and what the
// request itself named.

import type { Reply } from './wire.ts';

export function sameReply(a: Told, b: Told): boolean {
  return plainly(a) === plainly(b);
}

/** A reply, and what its request named. */
export type Told = { readonly reply: Reply; readonly named: string };

function plainly({ reply, named }: Told): string {
  const headers = reply.headers.filter(([name]) => !DIFFERING.includes(name)).map((pair) => pair.join(': '));
  return [String(reply.status), ...headers.toSorted(), '', reply.body.toString('latin1')]
    .join('\n')
    .replaceAll(named, '<named>')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
    .replace(/W\/\\?"[\w-]+\\?"/g, '<entity tag>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, '<time>');
}

/** The server's clock; the rest of what differs is written as an identifier, a time, or a tag of a version. */
const DIFFERING = ['date', 'keep-alive'];
