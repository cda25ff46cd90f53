// Requests as bytes: what comes back is kept exactly, because a leak may be anywhere in it.

import { Agent, request } from 'node:http';
import type { Json } from '../../src/lib/canonical-json.ts';

export type Call = {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body?: Json | undefined;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Reply = {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
};

export type Send = (call: Call) => Promise<Reply>;

/** `authorize` makes the headers that say who asks. */
export function sendTo(url: string, authorize: (call: Call) => Promise<Record<string, string>>): Send {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return async (call) => {
    const body = call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body));
    const headers = {
      ...call.headers,
      ...(await authorize(call)),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(new URL(call.path, url), { method: call.method, headers, agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { rawHeaders } = response;
          const names = rawHeaders.filter((_, index) => index % 2 === 0);
          const pairs = names.map((name, index) => [name.toLowerCase(), rawHeaders[2 * index + 1] ?? ''] as const);
          resolve({ status: response.statusCode ?? 0, headers: pairs, body: Buffer.concat(chunks) });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  };
}

export function bytesOf({ headers, body }: Reply): Buffer {
  return Buffer.concat([Buffer.from(headers.map((pair) => pair.join(': ')).join('\n')), body]);
}
