// The questions of the route suite. Each answers with what it found, as sentences; nothing found is what we want.

import type { Operation } from './operations.ts';
import { callsOf } from './calls.ts';
import { sameReply } from './compare-replies.ts';
import { compareTimes } from './existence-timing.ts';
import { foreignCalls, type ForeignCall } from './foreign-calls.ts';
import { checksums, type House, perform } from './house.ts';
import { readIdentifiers } from './identifiers.ts';
import { readNeedles } from './needles.ts';
import { bytesOf, type Reply, type Send } from './wire.ts';

type Findings = readonly string[];

/** Operations whose answers are the same for everybody. */
const SAYS_NOTHING_OF_TENANTS = ['getHealth', 'getOpenApi'];

/** A does everything there is to do but taking away, and is answered with its own, never with anything of B. */
export async function askForOwn(house: House): Promise<Findings> {
  const { a, owner, operations, needles } = house;
  const found: string[] = [];
  for (const operation of operations.filter(({ method }) => method !== 'DELETE')) {
    const replies = await perform(operation, a, owner);
    found.push(...replies.flatMap(({ call, reply }) => leaks(house, `${call.method} ${call.path}`, reply)));
  }
  const told = await whatIsTold(house);
  const silent = [...told].filter(([name, own]) => own.length === 0 && !SAYS_NOTHING_OF_TENANTS.includes(name));
  found.push(...silent.map(([name]) => `${name} answers with nothing of its own tenant`));
  return [...found, ...needles.findIn(logOf(house)).map((needle) => `the log holds ${needle}`)];
}

/** By operation that reads: what of A's own it answers with. */
export async function whatIsTold(house: House): Promise<ReadonlyMap<string, readonly string[]>> {
  const { a, owner, operations } = house;
  const own = await readNeedles(owner, a.tenantId, [a.canary]);
  const told = new Map<string, readonly string[]>();
  for (const operation of operations.filter(({ method }) => method === 'GET')) {
    const replies = await perform(operation, a, owner);
    told.set(operation.name, replies.flatMap(({ reply }) => own.findIn(reply.body)).toSorted());
  }
  return told;
}

/** A names what is B's, in every place where it named its own; then it takes its own away. */
export async function askForTheirs(house: House): Promise<Findings> {
  const { a, b, owner, operations } = house;
  const before = await checksums(owner, b.tenantId);
  const known = new Set<string>();
  const found: string[] = [];
  // First the like of what A has, then everything: an identifier that A has named is no news to A any more.
  for (const everywhere of [false, true]) {
    for (const operation of operations) {
      for (const [actor, send] of a.actors) {
        if (everywhere && !(await mayAsk(house, operation, send))) continue;
        for (const foreign of await foreignTo(house, operation, everywhere)) {
          known.add(foreign.named).add(`\\x${foreign.named}`);
          found.push(...(await compare(house, foreign, send, known)).map((it) => `${actor}: ${it}`));
        }
      }
    }
  }
  for (const operation of operations.filter(({ method }) => method === 'DELETE')) await perform(operation, a, owner);
  const after = await checksums(owner, b.tenantId);
  const changed = Object.keys(before).filter((table) => before[table] !== after[table]);
  return [
    ...found,
    ...changed.map((table) => `rows of ${table} were changed`),
    ...house.needles.findIn(logOf(house), known).map((needle) => `the log holds ${needle}`),
  ];
}

/** Whether B's things make A wait. */
export async function askTheClock(house: House): Promise<Findings> {
  const found: string[] = [];
  for (const operation of house.operations) {
    const [foreign] = await foreignTo(house, operation);
    if (foreign === undefined) continue;
    for (const [actor, send] of house.a.actors) {
      const { status } = await send(foreign.nobodys[0].call);
      if (status === 403 || (status < 300 && operation.method !== 'GET')) continue;
      const verdict = await compareTimes(
        () => send(foreign.theirs),
        () => send(foreign.nobodys[0].call),
      );
      if (verdict.slower) found.push(`${actor}: ${foreign.what} takes ${verdict.medianMilliseconds} ms longer`);
    }
  }
  return found;
}

async function mayAsk(house: House, operation: Operation, send: Send): Promise<boolean> {
  const [foreign] = await foreignTo(house, operation);
  return foreign !== undefined && (await send(foreign.nobodys[0].call)).status !== 403;
}

async function foreignTo(house: House, operation: Operation, everywhere = false): Promise<readonly ForeignCall[]> {
  const own = await readIdentifiers(house.owner, house.a.tenantId);
  const calls = await callsOf(operation, house.a, own);
  const ownNow = await readIdentifiers(house.owner, house.a.tenantId);
  return calls.flatMap((call) => foreignCalls(call, ownNow, house.theirs, everywhere));
}

async function compare(house: House, foreign: ForeignCall, send: Send, known: ReadonlySet<string>): Promise<Findings> {
  const [first, last] = foreign.nobodys;
  const before = { reply: await send(first.call), named: first.named };
  const theirs = { reply: await send(foreign.theirs), named: foreign.named };
  const after = { reply: await send(last.call), named: last.named };
  const found = leaks(house, foreign.what, theirs.reply, known);
  // What the first of them made, the later ones may run into: it is enough to be answered like one of both.
  if (sameReply(theirs, before) || sameReply(theirs, after)) return found;
  return [
    ...found,
    `${foreign.what} is answered with ${describe(theirs.reply)}, nobody's with ${describe(after.reply)}`,
  ];
}

function leaks({ needles }: House, what: string, reply: Reply, known?: ReadonlySet<string>): Findings {
  return needles.findIn(bytesOf(reply), known).map((needle) => `${what}: the answer holds ${needle}`);
}

function logOf({ service }: House): Buffer {
  return Buffer.from(service.logged.join('\n'));
}

function describe({ status, body }: Reply): string {
  return `${status} ${body.toString().slice(0, 200)}`;
}
