// The programs of simulated people: the agent's real code with the disk, the registry, the network and the clock of their
// device. One runs for a person on a device at a time; whatever moment it dies at, the next one begins with what is on the disk.

import { noteUndo } from '../../src/agent/restore/report-undo.ts';
import { runSession } from '../../src/agent/restore/run-session.ts';
import { sessionFile } from '../../src/agent/restore/session-file.ts';
import type { SessionEnd, SessionPorts } from '../../src/agent/restore/session-ports.ts';
import { runBackup } from '../../src/agent/schedule/run-backup.ts';
import { connectService, type ServiceClient } from '../../src/agent/upload/service-client.ts';
import { finishLive, undoLive } from '../../src/agent/windows/apply-live.ts';
import { policyReports } from '../../src/agent/windows/device-report.ts';
import { liveTarget } from '../../src/agent/windows/live-target.ts';
import { ok } from '../../src/lib/result.ts';
import { uuidV7 } from '../../src/lib/uuid.ts';
import type { CheckIn } from '../../src/protocol/operations/restore.ts';
import { readerOf } from '../policy/policy-registry.ts';
import { checkPromise, decideAtPage, promising } from './restoring.ts';
import { type Fuse, makeFuse } from './crash.ts';
import { fragileDisk, loseUnsynced } from './disk.ts';
import { isKnownPlace, openProfile } from './profile.ts';
import { type Running, settle, startRunning } from './running.ts';
import type { Simulation } from './simulation.ts';
import type { Device, Seat } from './world.ts';

/** What a program works with: its own death among it. */
export type Program = { readonly self: Running; readonly fuse: Fuse };

export async function startBackup(simulation: Simulation, seat: Seat, asked: 'task' | 'person'): Promise<void> {
  await startAgent(simulation, seat, 'backup', async ({ self, fuse }) => {
    const { device, profile, person } = seat;
    const { chance, trace } = simulation;
    const end = await runBackup(
      {
        stateFolder: profile.stateFolder,
        disk: fragileDisk(fuse, chance),
        clock: () => clockOf(simulation, seat),
        deviceId: `${device.name}\\${person.userPrincipalName}`,
        readPolicy: readerOf(device.policies),
        report: () => reportOf(seat),
        openSource: async () => ok(openProfile(profile, fuse, device.facts)),
        connect: () => {
          return ok({ client: clientOf(simulation, seat, self), url: NOWHERE, deviceName: device.name });
        },
      },
      asked,
    );
    seat.lastEnd = end.ok ? end.value.kind : end.error.code;
    trace.note(`  ${self.name} ends: ${seat.lastEnd}`);
  });
}

/** A restore, gone on with or asked for anew, in the phase that the person is in. */
export async function startRestore(simulation: Simulation, seat: Seat): Promise<void> {
  const { phase } = seat;
  await startAgent(simulation, seat, `restore (${phase})`, async ({ self, fuse }) => {
    const { profile, device } = seat;
    const { chance, trace } = simulation;
    const disk = fragileDisk(fuse, chance);
    const clock = () => clockOf(simulation, seat);
    const opened = openProfile(profile, fuse, device.facts);
    finishLive(opened, { disk, isCatalogued: isKnownPlace });
    const target = liveTarget(opened, { disk, clock, announce: () => Promise.resolve() });
    const ports: SessionPorts = {
      service: clientOf(simulation, seat, self),
      target: promising(simulation.bendTarget(target), seat),
      memory: sessionFile(disk, profile.stateFolder),
      page: { decide: (offer) => decideAtPage(simulation, seat, self, offer) },
      tell: () => {},
      clock,
      newId: () => uuidV7(clock(), chance.bytes(10)),
    };
    const end = await runSession(ports, { phase, ...reportOf(seat), signedInAt: new Date(clock()).toISOString() });
    seat.lastEnd = end.ok ? endWords(end.value) : end.error.code;
    trace.note(`  ${self.name} ends: ${seat.lastEnd}`);
    if (!end.ok || end.value.kind !== 'ended') return;
    if (end.value.end.outcome === 'completed') checkPromise(simulation, seat, end.value.end);
  });
}

/** Takes back the last restore; the service hears of it when the agent runs next. */
export async function startUndo(simulation: Simulation, seat: Seat): Promise<void> {
  await startAgent(simulation, seat, 'undo', async ({ self, fuse }) => {
    const { profile, device } = seat;
    const { chance, trace } = simulation;
    const context = { disk: fragileDisk(fuse, chance), isCatalogued: isKnownPlace };
    const opened = openProfile(profile, fuse, device.facts);
    seat.promised.clear();
    finishLive(opened, context);
    const undone = undoLive(opened, true, context);
    trace.note(`  ${self.name} ends: ${undone.ok ? 'undone' : undone.error.code}`);
    if (!undone.ok) return;
    const newId = () => uuidV7(clockOf(simulation, seat), chance.bytes(10));
    noteUndo(sessionFile(context.disk, profile.stateFolder), undone.value.record.sessionId, newId);
  });
}

/** Everything that runs on a device ends here and now. */
export async function cutPower(simulation: Simulation, seats: readonly Seat[]): Promise<void> {
  for (const seat of seats) {
    seat.agent?.kill();
    await bury(simulation, seat);
  }
}

/** Where a program died, its device has lost what was not written through. */
export async function bury({ chance, trace }: Simulation, seat: Seat): Promise<void> {
  if (seat.agent === undefined || seat.agent.state() === 'busy' || seat.agent.state() === 'waiting') return;
  const { agent } = seat;
  seat.agent = undefined;
  if (agent.error() !== undefined) throw agent.error();
  if (agent.state() !== 'dead') return;
  await settle(agent);
  trace.note(`  ${agent.name} is ended`);
  loseUnsynced(seat.profile.stateFolder, chance);
}

export function clockOf({ now }: Simulation, { device }: Seat): number {
  return now() + device.skew;
}

async function startAgent(
  simulation: Simulation,
  seat: Seat,
  what: string,
  work: (program: Program) => Promise<void>,
): Promise<void> {
  if (seat.agent !== undefined) return;
  const { chance, faults } = simulation;
  const fuse = makeFuse(() => seat.agent?.kill());
  if (chance.happens(faults().deviceCrash)) fuse.light(chance.integer(1, 15));
  const name = `${what} of ${seat.person.userPrincipalName} on ${seat.device.name}`;
  // It begins a turn later, so that it is known by whoever has to end it.
  seat.agent = startRunning(name, (self) => Promise.resolve().then(() => work({ self, fuse })));
  await settle(seat.agent);
  await bury(simulation, seat);
}

/** No address at all, so that nothing real is ever asked. */
const NOWHERE = 'simulated';

function clientOf({ network }: Simulation, { identity }: Seat, self: Running): ServiceClient {
  return connectService({ url: NOWHERE, token: identity.token }, network.door(self, identity));
}

/** What the device says of itself, as it always does. */
export function reportOf({ device }: Seat): CheckIn {
  return {
    enrollmentId: enrollmentIdOf(device),
    facts: device.facts,
    enrollment: device.enrollmentFacts,
    account: 'organizational',
    localPolicies: policyReports(readerOf(device.policies)),
  };
}

export function enrollmentIdOf({ name, enrollment }: Device): string {
  return `${name}-enrollment-${enrollment}`;
}

/** Of a restore that could not be told, why not: a device that was removed has nobody left to tell. */
function endWords(end: SessionEnd): string {
  return end.kind === 'ended' ? (end.unreported?.code ?? end.end.outcome) : end.kind;
}
