// The questions of the route suite. Each answers with what it found, as sentences; nothing found is what we want.

import type { Operation } from './operations.ts';
import { callsOf } from './calls.ts';
import { sameReply, type Told } from './compare-replies.ts';
import { compareTimes } from './existence-timing.ts';
import { foreignCalls, type ForeignCalls, type Named } from './foreign-calls.ts';
import { checksums, type House, perform, type Performed } from './house.ts';
import { readIdentifiers } from './identifiers.ts';
import { type Needles, readNeedles } from './needles.ts';
import { inContent, isShutOut, isSuccess } from './tenant.ts';
import { bytesOf, type Reply, type Send } from './wire.ts';

type Findings = readonly string[];

/** Operations that answer with the program's own words, and yes or no, alone. */
const SAYS_NOTHING_OF_TENANTS = [
  'getHealth',
  'getOpenApi',
  'getMyPermissions',
  'getAccessPolicy',
  // Counts alone.
  'getOverview',
  'previewRetention',
  'explainEligibility',
  'listConfigurationSettings',
  'getConfigurationSetting',
];

/** Operations that only read, although they take a body. */
const READS = ['evaluateConditionalAccess', 'proposeSnapshot'];

/** What a tenant publishes: where its people sign in, before anybody knows who they are. */
const TELLS_EVERYBODY = ['getResourceMetadata'];

/** A does everything there is to do but taking away, and is answered with its own, never with anything of B. */
export async function askForOwn(house: House): Promise<Findings> {
  const { a, owner, operations, needles } = house;
  const found: string[] = [];
  const ask = async (operation: Operation): Promise<readonly Performed[]> => {
    const replies = await perform(operation, a, owner);
    found.push(...replies.flatMap(({ call, reply }) => leaks(house, `${call.method} ${call.path}`, reply)));
    return replies;
  };
  // What is read is there by then, what an operator imports too.
  for (const kind of ['managedDevice', 'device', 'autopilotDeviceIdentity'] as const) await a.newRecord(kind);
  const making = operations.filter(({ method }) => method !== 'GET' && method !== 'DELETE');
  for (const operation of making) await ask(operation);
  const told = await whatIsTold(house, await ownNeedles(house), ask);
  const silent = [...told].filter(([name, own]) => own.length === 0 && !SAYS_NOTHING_OF_TENANTS.includes(name));
  found.push(...silent.map(([name]) => `${name} answers with nothing of its own tenant`));
  return [...found, ...needles.findIn(logOf(house)).map((needle) => `the log holds ${needle}`)];
}

/** What is A's own now. */
export function ownNeedles({ a, owner }: House): Promise<Needles> {
  return readNeedles(owner, a.tenantId, [a.canary, inContent(a)]);
}

/** By operation that reads: what of A's own it answers with. */
export async function whatIsTold(
  { a, owner, operations }: House,
  own: Needles,
  ask = (operation: Operation) => perform(operation, a, owner),
): Promise<ReadonlyMap<string, readonly string[]>> {
  const told = new Map<string, readonly string[]>();
  for (const operation of operations.filter(({ method }) => method === 'GET')) {
    const replies = await ask(operation);
    told.set(operation.name, replies.flatMap(({ reply }) => own.findIn(reply.body)).toSorted());
  }
  return told;
}

/** A names what is B's, in every place where it named its own. */
export async function askForTheirs(house: House): Promise<Findings> {
  const { b, owner, operations } = house;
  const before = await checksums(owner, b.tenantId);
  const known = new Set<string>();
  const found: string[] = [];
  // What reads comes first: what A wrote about B's things, not knowing whose they are, would be A's own to read.
  const reading = operations.filter(({ method, name }) => method === 'GET' || READS.includes(name));
  for (const some of [reading, operations.filter((it) => !reading.includes(it))]) {
    // First the like of what A has, then everything: an identifier that A has named is no news to A any more.
    for (const everywhere of [false, true]) {
      for (const operation of some) found.push(...(await askForeign(house, operation, everywhere, known)));
    }
  }
  return [
    ...found,
    ...(await changes(house, before)),
    ...house.needles.findIn(logOf(house), known).map((needle) => `the log holds ${needle}`),
  ];
}

async function askForeign(house: House, operation: Operation, everywhere: boolean, known: Set<string>) {
  const found: string[] = [];
  const foreign = await foreignTo(house, operation, everywhere);
  for (const [actor, send] of await askers(house, foreign, everywhere)) {
    for (const calls of foreign) {
      for (const { named } of calls.theirs) known.add(named).add(`\\x${named}`);
      found.push(...(await compare(house, calls, send, known)).map((it) => `${actor}: ${it}`));
    }
  }
  return found;
}

/** A takes away what is its own. */
export async function askToTakeAway(house: House): Promise<Findings> {
  const { a, b, owner, operations } = house;
  const before = await checksums(owner, b.tenantId);
  const removing = operations.filter(({ method }) => method === 'DELETE');
  for (const operation of removing) await perform(operation, a, owner);
  return changes(house, before);
}

async function changes({ b, owner }: House, before: Readonly<Record<string, string>>): Promise<Findings> {
  const after = await checksums(owner, b.tenantId);
  const changed = Object.keys(before).filter((table) => before[table] !== after[table]);
  return changed.map((table) => `rows of ${table} were changed`);
}

/** Whether B's things make A wait. The more pairs of requests are compared, the busier the machine may be. */
export async function askTheClock(house: House, pairsMax = 40): Promise<Findings> {
  const found: string[] = [];
  for (const operation of house.operations) {
    const foreign = await foreignTo(house, operation, false);
    const [theirs, nobodys] = [foreign[0]?.theirs[0], foreign[0]?.nobodys[0]];
    if (theirs === undefined || nobodys === undefined) continue;
    for (const [actor, send] of await askers(house, foreign, true)) {
      if (operation.method !== 'GET' && isSuccess(await send(nobodys.call))) continue;
      const { verdict, medianMilliseconds } = await compareTimes(
        () => send(theirs.call),
        () => send(nobodys.call),
        pairsMax,
      );
      if (verdict === 'different') found.push(`${actor}: ${theirs.what} takes ${medianMilliseconds} ms longer`);
    }
  }
  return found;
}

/** All of A's actors; or the first who gets further than to the door, since those who do not learn nothing more. */
async function askers(
  { a }: House,
  [first]: readonly ForeignCalls[],
  onlyWhoMay: boolean,
): Promise<readonly (readonly [actor: string, send: Send])[]> {
  if (first === undefined) return [];
  if (!onlyWhoMay) return [...a.actors];
  for (const asker of a.actors) if (!isShutOut(await asker[1](first.nobodys[0].call))) return [asker];
  return [];
}

async function foreignTo(house: House, operation: Operation, everywhere: boolean): Promise<readonly ForeignCalls[]> {
  if (TELLS_EVERYBODY.includes(operation.name)) return [];
  const before = await readIdentifiers(house.owner, house.a.tenantId);
  const calls = await callsOf(operation, house.a, before);
  const own = await readIdentifiers(house.owner, house.a.tenantId);
  return foreignCalls(calls, own, house.theirs, everywhere);
}

async function compare(
  house: House,
  { theirs, nobodys: [first, last] }: ForeignCalls,
  send: Send,
  known: ReadonlySet<string>,
): Promise<Findings> {
  const ask = async ({ call, named }: Named): Promise<Told> => ({ reply: await send(call), named });
  const before = await ask(first);
  const told: (readonly [Named, Told])[] = [];
  for (const call of theirs) told.push([call, await ask(call)]);
  const after = await ask(last);
  return told.flatMap(([{ what }, answer]) => {
    const found = leaks(house, what, answer.reply, known);
    // What an earlier one made, a later one may run into: it is enough to be answered like one of nobody's.
    if (sameReply(answer, before) || sameReply(answer, after)) return found;
    return [...found, `${what} is answered with ${describe(answer.reply)}, nobody's with ${describe(after.reply)}`];
  });
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
