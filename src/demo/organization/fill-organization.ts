// Fills an organization with months of believable life: people in departments, their devices, backups that are fresh, ageing or
// missing, policies that went out ring by ring, and restores of every end. Everything goes through the service's own use cases at
// the time at which it would have happened; only the people are made up. The same seed makes the same organization.

import type { Context } from '../../server/context.ts';
import type { UserActor } from '../../server/identity/actor.ts';
import { setRetention } from '../../server/backup/set-retention.ts';
import { createTenant } from '../../server/tenants/create-tenant.ts';
import { chanceFrom } from './chance.ts';
import { certain, contextAt, type Seat } from './device-life.ts';
import { importRecords } from './device-records.ts';
import { ACCOUNTS, type Account, addAccounts, addStaff, PASSWORD } from './directory.ts';
import { planHousekeeping } from './housekeeping.ts';
import { makeSeats, planLives } from './lives.ts';
import { planPolicies } from './policies.ts';
import { importSignInRules } from './sign-in-rules.ts';
import { makeStaff } from './staff.ts';
import { newTimeline } from './timeline.ts';

export type Organization = {
  readonly tenantId: string;
  readonly name: string;
  readonly accounts: readonly Account[];
  /** Everybody of `accounts` has it. */
  readonly password: string;
  readonly administrator: UserActor;
  readonly seats: readonly Seat[];
};

export type FillOptions = {
  /** How many people work there. */
  readonly people: number;
  readonly seed?: number;
  /** How far it is, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
};

export async function fillOrganization(
  context: Context,
  { people, seed = 20_261_121, onProgress = () => {} }: FillOptions,
): Promise<Organization> {
  const now = context.clock();
  const daysAgo = (days: number): number => startOfDay(now) - days * DAY + 8 * HOUR;
  const chance = chanceFrom(seed);
  const timeline = newTimeline();
  const founded = contextAt(context, daysAgo(FOUNDED_DAYS));
  const { tenantId } = certain(await createTenant(founded, { displayName: NAME }));
  const administrator = await addAccounts(founded, tenantId);
  const staff = makeStaff(chance, people);
  const seats = makeSeats(chance, tenantId, staff);

  await addStaff(contextAt(context, daysAgo(FOUNDED_DAYS) + HOUR), tenantId, staff);
  certain(await setRetention(contextAt(context, daysAgo(FOUNDED_DAYS - 1)), { tenantId, keepLast: 20, keepDays: 180 }));
  timeline.at(daysAgo(FOUNDED_DAYS - 1), (time) => importSignInRules(contextAt(context, time), tenantId));
  timeline.at(daysAgo(FOUNDED_DAYS - 1) + HOUR, (time) => importRecords(contextAt(context, time), tenantId, seats));
  const setting = { context, timeline, chance, administrator, daysAgo, now };
  planPolicies(setting);
  planLives(setting, seats);
  planHousekeeping(setting, seats);
  await timeline.play(onProgress);
  return { tenantId, name: NAME, accounts: ACCOUNTS, password: PASSWORD, administrator, seats };
}

const NAME = 'Fabrikam';
const FOUNDED_DAYS = 124;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

function startOfDay(time: number): number {
  return Math.floor(time / DAY) * DAY;
}
