// The end of a simulation: the network is healed and nothing crashes any more. Whatever is under way arrives, everybody who
// left something half done comes back and finishes it; and that takes no longer than it should.

import { sessionFile } from '../../src/agent/restore/session-file.ts';
import { readState } from '../../src/agent/status/state-file.ts';
import { realDisk } from '../../src/agent/apply/disk.ts';
import { startBackup, startRestore } from './agents.ts';
import type { Life } from './life.ts';
import type { Seat } from './world.ts';

/** Takes one step; whether everything held. */
export type Take = (what: () => Promise<void>) => Promise<boolean>;

/** Whether everything held on the way. */
export async function finishEverything(life: Life, take: Take): Promise<boolean> {
  const { simulation } = life;
  life.heal();
  if (!(await untilQuiet(life, take))) return false;
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    const restoring = simulation.world.seats().filter((seat) => isRestoring(seat));
    const failing = simulation.world.seats().filter(isFailing);
    if (restoring.length + failing.length === 0) return true;
    for (const seat of restoring) if (!(await take(() => startRestore(simulation, seat)))) return false;
    if (!(await untilQuiet(life, take))) return false;
    for (const seat of failing) if (!(await take(() => startBackup(simulation, seat, 'person')))) return false;
    if (!(await untilQuiet(life, take))) return false;
  }
  const left = simulation.world.seats().filter((seat) => isRestoring(seat) || isFailing(seat));
  for (const { person, device, lastEnd } of left) {
    const who = `${person.userPrincipalName} on ${device.name}`;
    simulation.complain('everything comes to an end', `${who} never finishes (${lastEnd})`);
  }
  return true;
}

async function untilQuiet({ simulation, move }: Life, take: Take): Promise<boolean> {
  for (let step = 1; !simulation.network.isQuiet(); step += 1) {
    if (step > STEPS_MAX) simulation.complain('everything comes to an end', 'the network is never quiet');
    if (!(await take(move))) return false;
  }
  return true;
}

/** Somebody chose, and does not have it yet, or took it back unheard. Who may not come any more can not finish either. */
function isRestoring({ profile, lastEnd }: Seat): boolean {
  if (FINAL.has(lastEnd)) return false;
  const { live, finished } = sessionFile(realDisk, profile.stateFolder).read();
  return live !== null || finished.some(({ undo }) => undo !== null);
}

/** The last backup did not end well. */
function isFailing({ profile, lastEnd }: Seat): boolean {
  const { state } = readState(profile.stateFolder);
  return state.failures > 0 && !FINAL.has(lastEnd);
}

/**
 * What no trying again changes: the device was removed, the person erased, the policies are against it; or after a reset nothing is
 * set there, and the service keeps what it has.
 */
const FINAL: ReadonlySet<string> = new Set([
  'not-authenticated',
  'erased',
  'not-eligible',
  'off',
  'refused',
  'capture-empty',
]);

const ROUNDS_MAX = 4;
const STEPS_MAX = 2000;
