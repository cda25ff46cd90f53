// Whose device does what when: most people back up every eight days, some stopped a while ago, some may not; and in the last month
// a good third got a new PC.

import type { Snapshot } from '../../domain/snapshot/snapshot.ts';
import { sha256Bytes } from '../../lib/hash.ts';
import { uuidV8 } from '../../lib/uuid.ts';
import type { Context } from '../../server/context.ts';
import type { Chance } from './chance.ts';
import { backUp, contextAt, join, type Seat } from './device-life.ts';
import { CURRENT, type DeviceKind, KIOSK, OUTDATED, SHARED, someKind } from './device-kinds.ts';
import { isPilot } from './directory.ts';
import { changedHabits, someHabits } from './habits.ts';
import { ROLLOUT_DAYS } from './policies.ts';
import { type Ending, planRestore } from './restores.ts';
import type { Employee } from './staff.ts';
import type { Timeline } from './timeline.ts';

export type Setting = {
  readonly context: Context;
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly daysAgo: (days: number) => number;
  readonly now: number;
};

/** A device of everybody who has one, then the new ones of the last month, in the order of their people. */
export function makeSeats(chance: Chance, tenantId: string, staff: readonly Employee[]): readonly Seat[] {
  const seats: Seat[] = [];
  const add = ({ userPrincipalName }: Employee, kind: DeviceKind, role: Seat['role']): void => {
    const deviceName = `${PREFIXES[kind.facts.hardwareClass ?? ''] ?? 'FBK-L'}${String(1000 + seats.length * 7).padStart(4, '0')}`;
    const directoryDeviceId = uuidV8(sha256Bytes(new TextEncoder().encode(deviceName)));
    const [habits, packages] = [someHabits(chance), chance.some(PACKAGES, 0.4)];
    seats.push({ tenantId, userPrincipalName, deviceName, directoryDeviceId, kind, packages, habits, role });
  };
  const withDevice = staff.filter((_, nth) => isPilot(nth) || nth % 24 !== 23);
  for (const [nth, employee] of withDevice.entries()) add(employee, isPilot(nth) ? CURRENT : someKind(chance), 'main');
  for (const employee of withDevice.filter((_, nth) => nth % 11 === 7)) add(employee, someKind(chance), 'second');
  for (const [nth, kind] of [KIOSK, KIOSK, SHARED].entries()) {
    const employee = withDevice[nth];
    if (employee !== undefined) add(employee, kind, 'second');
  }
  for (const [nth, employee] of withDevice.entries()) {
    if (nth % 5 < 2) add(employee, nth % 22 === 10 ? OUTDATED : CURRENT, 'new');
  }
  return seats;
}

const PREFIXES: Readonly<Record<string, string>> = { desktop: 'FBK-D', tablet: 'FBK-T', virtualMachine: 'FBK-C' };

// biome-ignore format: one app a line
const PACKAGES = [
  'FabrikamTools.ShiftPlanner_4.2.1.0_x64__q7d3v9kz0m2ta',
  'FabrikamTools.PartsCatalog_2.0.14.0_x64__q7d3v9kz0m2ta',
  'Northlight.Whiteboard_11.3.0.0_x64__h5t8w2cgn4ywe',
  'Northlight.Notes_7.1.2.0_x64__h5t8w2cgn4ywe',
  'TidalAudio.NoiseGuard_1.9.0.0_x64__z1k6r3bdx8p5j',
  'Microsoft.WindowsCalculator_11.2502.2.0_x64__8wekyb3d8bbwe',
  'Microsoft.MicrosoftStickyNotes_6.1.4.0_x64__8wekyb3d8bbwe',
];

export function planLives(setting: Setting, seats: readonly Seat[]): void {
  const heads = new Map<Seat, Snapshot>();
  const mains = seats.filter(({ role }) => role === 'main');
  const mainOf = new Map(mains.map((seat) => [seat.userPrincipalName, seat]));
  for (const [nth, seat] of mains.entries()) planBackups(setting, seat, nth, heads);
  for (const [nth, seat] of seats.filter(({ role }) => role === 'second').entries())
    planBackups(setting, seat, 60 + nth, heads);
  for (const [nth, seat] of seats.filter(({ role }) => role === 'new').entries()) {
    const main = mainOf.get(seat.userPrincipalName);
    if (main !== undefined) planNewDevice(setting, { seat, main, nth, heads });
  }
}

/** Joins, then backs up: a few with every period's backup, the others as often as it takes to see that they do. */
function planBackups(
  { context, timeline, chance, daysAgo, now }: Setting,
  seat: Seat,
  nth: number,
  heads: Map<Seat, Snapshot>,
): void {
  const ring = isPilot(nth) ? ROLLOUT_DAYS.pilot : nth < 60 ? ROLLOUT_DAYS.ringTwo : ROLLOUT_DAYS.everybody;
  const first = ring - chance.integer(0, 6);
  const last = lastBackupDays(chance, nth);
  const timeOf = (days: number): number => Math.min(daysAgo(days) + chance.integer(0, 9 * 60) * MINUTE, now - MINUTE);
  timeline.at(timeOf(ring + chance.integer(1, 5)), (time) => join(contextAt(context, time), seat));
  for (const days of [first, ...daysBetween(nth, first, last), last]) {
    timeline.at(timeOf(days), async (time) => {
      if (days !== first && chance.happens(0.55)) seat.habits = changedHabits(chance, seat.habits);
      const snapshot = await backUp(contextAt(context, time), seat);
      if (snapshot !== undefined) heads.set(seat, snapshot);
    });
  }
}

/** Most within a period; some a while ago, because the device lies in a drawer. */
function lastBackupDays(chance: Chance, nth: number): number {
  if (nth % 9 === 8) return chance.integer(15, 55);
  return chance.integer(0, 8);
}

function daysBetween(nth: number, first: number, last: number): readonly number[] {
  if (nth < 8) return range(first - 8, last + 4, 8);
  return nth % 3 === 0 ? [Math.floor((first + last) / 2)] : [];
}

function range(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.floor((from - to) / step) + 1) }, (_, nth) => from - nth * step);
}

/** A new PC in the last month: asked, one way or the other, and from then on backed up like the others. */
function planNewDevice(
  setting: Setting,
  {
    seat,
    main,
    nth,
    heads,
  }: { readonly seat: Seat; readonly main: Seat; readonly nth: number; readonly heads: Map<Seat, Snapshot> },
): void {
  const { context, timeline, chance, daysAgo, now } = setting;
  const ending = ENDINGS[nth % ENDINGS.length] ?? 'restored';
  const days = onWeekday(daysAgo, chance.integer(1, 27));
  const isNow = ending === 'underWay' || (ending === 'forgotten' && nth < ENDINGS.length);
  const time = isNow ? now - 7 * MINUTE : daysAgo(days) + chance.integer(0, 8 * 60) * MINUTE;
  const phase = ending === 'cancelled' ? 'inUse' : chance.pick(['oobe', 'oobe', 'firstSignIn'] as const);
  timeline.at(time - 2 * MINUTE, (at) => join(contextAt(context, at), seat));
  planRestore(setting, { seat, backup: () => heads.get(main), ending, phase, time });
  if (isNow) return;
  timeline.at(Math.min(time + 26 * HOUR, now - MINUTE), async (at) => {
    seat.habits = main.habits;
    await backUp(contextAt(context, at), seat);
  });
}

/** Nobody hands out PCs on a weekend. */
function onWeekday(daysAgo: Setting['daysAgo'], days: number): number {
  const weekday = new Date(daysAgo(days)).getUTCDay();
  return weekday === 0 ? days + 2 : weekday === 6 ? days + 1 : days;
}

// biome-ignore format: as they come
const ENDINGS: readonly Ending[] = [
  'restored', 'restored', 'partly', 'restored', 'underWay', 'restored', 'restored', 'failed', 'restored', 'restored', 'setUpAsNew',
  'restored', 'restored', 'undone', 'restored', 'partly', 'restored', 'forgotten', 'restored', 'restored', 'cancelled', 'restored',
  'restored', 'restored', 'partly', 'restored', 'failed', 'restored', 'restored', 'restored', 'setUpAsNew', 'restored', 'restored',
];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
