// Leaks on purpose, between the service and the suite: what the suite must find, or it finds nothing at all.

import { setTimeout as pause } from 'node:timers/promises';
import type { House } from './house.ts';
import { askForOwn, askForTheirs, askTheClock } from './route-suite.ts';
import type { Call, Reply, Send } from './wire.ts';

export type Plant = {
  /** What A's requests meet instead of the service. */
  readonly plant: (send: Send, house: House) => Send;
  readonly ask: (house: House) => Promise<readonly string[]>;
  /** What the suite then says. */
  readonly found: RegExp;
};

const HOLDS = /the answer holds/;
const ALIKE = /is answered with/;

export const PLANTS: Readonly<Record<string, Plant>> = {
  'another’s name in a header, in base64': {
    plant: (send, { b }) => changed(send, (_, it) => ({ ...it, headers: [...it.headers, ['etag', base64(b.canary)]] })),
    ask: askForOwn,
    found: HOLDS,
  },
  'another’s identifier in an error': {
    plant: (send, { b }) =>
      changed(send, (_, it) => (it.status < 400 ? it : { ...it, body: Buffer.from(b.device.enrolled.userId) })),
    ask: askForTheirs,
    found: HOLDS,
  },
  'another’s bytes in an answer, in hex': {
    plant: (send, { b }) =>
      changed(send, (_, it) => ({ ...it, body: Buffer.concat([it.body, Buffer.from(hex(b.canary))]) })),
    ask: askForOwn,
    found: HOLDS,
  },
  'a refusal that says that there is something': {
    plant: (send, house) => changed(send, (call, it) => (namesTheirs(house, call) ? { ...it, status: 403 } : it)),
    ask: askForTheirs,
    found: ALIKE,
  },
  'one header more for what exists': {
    plant: (send, house) =>
      changed(send, (call, it) => (namesTheirs(house, call) ? { ...it, headers: [...it.headers, ['vary', '*']] } : it)),
    ask: askForTheirs,
    found: ALIKE,
  },
  'five milliseconds more for what exists': {
    plant: (send, house) => async (call) => {
      if (namesTheirs(house, call)) await pause(5);
      return send(call);
    },
    ask: (house) => askTheClock(house, 2000),
    found: /ms longer/,
  },
  'a write to another’s row': {
    plant:
      (send, { owner, b }) =>
      async (call) => {
        await owner.query(
          `UPDATE backup_profile SET display_name = display_name || '.' WHERE tenant_id = '${b.tenantId}'`,
        );
        return send(call);
      },
    ask: askForTheirs,
    found: /rows of backup_profile were changed/,
  },
  'another’s name in the log': {
    plant:
      (send, { service, b }) =>
      async (call) => {
        (service.logged as string[]).push(b.canary);
        return send(call);
      },
    ask: askForOwn,
    found: /the log holds/,
  },
  'a service that finds nothing': {
    plant: (send) => changed(send, (_, it) => ({ ...it, status: 404 })),
    ask: askForOwn,
    found: /is not answered for its own tenant/,
  },
  'a service that answers with nothing': {
    plant: (send) => changed(send, (call, it) => (call.method === 'GET' ? { ...it, body: Buffer.from('{}') } : it)),
    ask: askForOwn,
    found: /answers with nothing of its own tenant/,
  },
};

function changed(send: Send, change: (call: Call, reply: Reply) => Reply): Send {
  return async (call) => change(call, await send(call));
}

function namesTheirs({ theirs }: House, call: Call): boolean {
  const text = JSON.stringify(call);
  return [...theirs.values()].flat().some((value) => value.length > 30 && text.includes(value));
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}
