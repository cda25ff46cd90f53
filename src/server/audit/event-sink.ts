// Where a stream of events goes: standard output, or a syslog collector over TCP or TLS (RFC 6587, RFC 5425). What `write` has
// waited for was taken over by the operating system; syslog has no receipt, so nobody knows what the collector made of it.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export type EventSink = { readonly write: (text: string) => Promise<void>; readonly end: () => Promise<void> };

export type SyslogAddress = { readonly host: string; readonly port: number; readonly tls: boolean };

/** `tls://host[:6514]` or `tcp://host[:601]`; `undefined` for anything else. */
export function parseSyslogAddress(text: string): SyslogAddress | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['tls:', 'tcp:'].includes(url.protocol) || url.hostname === '') return undefined;
  const tls = url.protocol === 'tls:';
  return { host: url.hostname.replaceAll(/[[\]]/g, ''), port: Number(url.port || (tls ? 6514 : 601)), tls };
}

/** Rejects with what the connection fails for. With TLS the collector's certificate must be valid for its name. */
export async function connectSyslog({ host, port, tls }: SyslogAddress): Promise<EventSink> {
  const socket: Socket = tls ? connectTls({ host, port, servername: host }) : connect({ host, port });
  await once(socket, tls ? 'secureConnect' : 'connect');
  // Heard by whoever writes next.
  socket.on('error', () => {});
  return {
    write: (text) => settle((done) => socket.write(text, done)),
    end: () => settle((done) => socket.end(done)),
  };
}

export function toStandardOutput(): EventSink {
  // A reader that went away is heard of by whoever writes next.
  process.stdout.on('error', () => {});
  return { write: (text) => settle((done) => process.stdout.write(text, done)), end: async () => {} };
}

function settle(act: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    act((error) => (error == null ? resolve() : reject(error)));
  });
}
