// What people do on their devices, and what happens to devices.

import { rmSync } from 'node:fs';
import { locationKey } from '../../../src/domain/catalog/setting.ts';
import { groupPolicies } from '../../policy/policy-registry.ts';
import type { Act } from '../act.ts';
import { cutPower, startBackup, startRestore, startUndo } from '../agents.ts';
import { changeSetting } from '../profile.ts';
import type { Simulation } from '../simulation.ts';
import { type Seat, seatPerson } from '../world.ts';

export const PEOPLES_ACTS: readonly Act[] = [
  act('a setting is changed', 20, async (simulation) => {
    const seat = someSeat(simulation);
    const { id, at } = changeSetting(seat.profile, simulation.chance);
    seat.promised.delete(locationKey(at));
    simulation.trace.note(`  ${seat.person.userPrincipalName} changes ${id} on ${seat.device.name}`);
  }),
  act('the task runs', 20, async (simulation) => {
    await startBackup(simulation, someSeat(simulation), 'task');
  }),
  act('somebody backs up now', 20, async (simulation) => {
    await startBackup(simulation, someSeat(simulation), 'person');
  }),
  act('somebody signs in', 30, async (simulation) => {
    await startRestore(simulation, someSeat(simulation, 1));
  }),
  act('somebody goes on to the next phase', 8, async (simulation) => {
    const { trace } = simulation;
    const seat = someSeat(simulation);
    if (seat.agent !== undefined) return;
    seat.phase = seat.phase === 'oobe' ? 'firstSignIn' : 'inUse';
    trace.note(`  ${seat.person.userPrincipalName} on ${seat.device.name} is at ${seat.phase}`);
  }),
  act('somebody takes a restore back', 4, async (simulation) => {
    await startUndo(simulation, someSeat(simulation, 1));
  }),
  act('the power goes', 4, async (simulation) => {
    const device = simulation.chance.pick(devicesOf(simulation));
    await cutPower(simulation, device.seats);
  }),
  act('a clock goes wrong', 2, async ({ chance, world }) => {
    chance.pick(world.tenants.flatMap(({ devices }) => devices)).skew = chance.pick([
      0,
      0,
      -DAY,
      400 * DAY,
      -400 * DAY,
    ]);
  }),
  act('a device is reset', 4, async (simulation) => {
    const { chance, trace } = simulation;
    const device = chance.pick(devicesOf(simulation));
    const names = device.seats.map(({ person }) => person.userPrincipalName);
    await cutPower(simulation, device.seats);
    device.seats.splice(0);
    rmSync(device.folder, { recursive: true, force: true });
    device.enrollment += 1;
    for (const name of names) await simulation.prepare(device.tenant, (context) => seatPerson(context, device, name));
    trace.note(`  ${device.name} of ${device.tenant.name} begins enrollment ${device.enrollment}`);
  }),
  act('a device gets other policies', 4, async (simulation) => {
    const { chance, trace } = simulation;
    const device = chance.pick(devicesOf(simulation));
    const states: Record<string, 'enabled' | 'disabled'> = {};
    for (const name of ['EnableWindowsBackup', 'EnableWindowsRestore']) {
      if (chance.happens(0.5)) states[name] = chance.happens(0.8) ? 'enabled' : 'disabled';
    }
    for (const name of EXCLUSIONS) if (chance.happens(0.2)) states[name] = 'enabled';
    device.policies = groupPolicies(states);
    trace.note(`  ${device.name} of ${device.tenant.name} has ${JSON.stringify(states)}`);
  }),
];

/** Most happens to one person, so that things get in each other's way; mostly on their devices from the `nth` on. */
function someSeat({ chance, world }: Simulation, nth = 0): Seat {
  const seats = world.seats();
  const theirs = seats.filter(({ person }) => person.userId === seats[0]?.person.userId).slice(nth);
  return chance.pick(theirs.length > 0 && chance.happens(0.6) ? theirs : seats);
}

function devicesOf({ world }: Simulation) {
  return world.tenants.flatMap(({ devices }) => devices);
}

function act(name: string, weight: number, perform: Act['perform']): Act {
  return { name, weight, perform };
}

const EXCLUSIONS = [
  'DisablePersonalizationSettingSync',
  'DisableLanguageSettingSync',
  'DisableAccessibilitySettingSync',
];
const DAY = 24 * 60 * 60_000;
