// From a name that somebody says on the phone to the story of that person's last attempts.

import { decideAccess } from '../../domain/access/decide-access.ts';
import { type StoryFacts, storyOf } from '../../domain/help-desk/story.ts';
import { sessionAt } from '../../domain/restore/session.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { StoriesAnswer, Story, StoryPerson } from '../../protocol/operations/help-desk.ts';
import type { Problem } from '../../protocol/problem.ts';
import { loadGrants } from '../access/load-grants.ts';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { findDecisions } from '../eligibility/decision-store.ts';
import type { ApplicationActor, UserActor } from '../identity/actor.ts';
import { findSessions } from '../restore/session-store.ts';
import { inTenant } from '../transact.ts';
import { findDevicesUsedBy, findPeopleCalled, findPersonById, findRefusals } from './find-people.ts';

type Asked = { readonly search?: string | undefined; readonly userId?: string | undefined };

export function findStories(
  context: Context,
  actor: UserActor | ApplicationActor,
  { search, userId }: Asked,
): Promise<Result<StoriesAnswer, Problem>> {
  return inTenant(context, actor.tenantId, async (tx) => {
    const { grants } = await loadGrants(tx, actor);
    const seesBackups = decideAccess(grants, 'backupMetadata.read', undefined).allowed;
    return storiesFor(tx, { search, userId }, { seesBackups, now: context.clock() });
  });
}

export type Seeing = { readonly seesBackups: boolean; readonly now: number };

export async function storiesFor(
  tx: TenantTransaction,
  { search, userId }: Asked,
  seeing: Seeing,
): Promise<Result<StoriesAnswer, Problem>> {
  if (userId !== undefined) {
    const person = await findPersonById(tx, userId);
    if (person === undefined) return fail({ code: 'not-found', detail: `There is no person ${userId}.` });
    return ok({ people: [person], story: await storyFor(tx, person, seeing) });
  }
  const people = search === undefined ? [] : await findPeopleCalled(tx, search, PEOPLE_MAX);
  const [only, ...others] = people;
  const isMeant = only !== undefined && (others.length === 0 || isCalled(only, search));
  return ok({ people: [...people], story: isMeant ? await storyFor(tx, only, seeing) : null });
}

const PEOPLE_MAX = 10;
const ATTEMPTS_MAX = 20;

function isCalled({ userPrincipalName }: StoryPerson, search = ''): boolean {
  return userPrincipalName.toLowerCase() === search.trim().toLowerCase();
}

async function storyFor(tx: TenantTransaction, person: StoryPerson, seeing: Seeing): Promise<Story> {
  const { entries, state, causes } = storyOf(await loadStory(tx, person.userId, seeing));
  return {
    person,
    state,
    causes: [...causes],
    entries: entries.map((it) => ({ ...it, at: new Date(it.at).toISOString() })),
  };
}

async function loadStory(tx: TenantTransaction, userId: string, { seesBackups, now }: Seeing): Promise<StoryFacts> {
  const devices = await findDevicesUsedBy(tx, userId);
  const names = new Map(devices.map(({ deviceId, name }) => [deviceId, name]));
  const decisions = await findDecisions(tx, { userId, limit: ATTEMPTS_MAX });
  const sessions = await findSessions(tx, { userId, limit: ATTEMPTS_MAX });
  const refusals = await findRefusals(tx, userId);
  return {
    devices: devices.map(({ name, checkedInAt, backedUpAt }) => ({
      name,
      checkedInAt: checkedInAt?.getTime(),
      backedUpAt: seesBackups ? backedUpAt?.getTime() : undefined,
    })),
    decisions: decisions.map(({ deviceId, decidedAt, decision }) => ({
      at: Date.parse(decidedAt),
      deviceName: names.get(deviceId) ?? deviceId,
      decision,
    })),
    restores: sessions.map(({ session, deviceName }) => ({ deviceName, session: sessionAt(session, now) })),
    refusals: refusals.map(({ at, code }) => ({ at: Date.parse(at), code })),
  };
}
