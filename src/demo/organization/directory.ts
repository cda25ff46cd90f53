// The organization's directory: everybody who works there, in groups, and the few whom the demo lets somebody sign in as.

import { KEEPSAKE_CONSOLE } from '../../domain/directory/built-in-applications.ts';
import { OPERATOR, RESOURCES_MAX } from '../../domain/audit/event.ts';
import { ok } from '../../lib/result.ts';
import { giveRole } from '../../server/access/operate-roles.ts';
import { appendAuditEvent } from '../../server/audit/audit-store.ts';
import { type Context, newId, newIds } from '../../server/context.ts';
import { addAccount, setPassword } from '../../server/directory/account-store.ts';
import { addUser } from '../../server/directory/add-user.ts';
import { addMember, findGroups } from '../../server/directory/group-store.ts';
import { addGroup } from '../../server/directory/groups.ts';
import { removeMethodsOfKind } from '../../server/directory/method-store.ts';
import { hashPassword, SALT_BYTES } from '../../server/identity-provider/sign-in/password.ts';
import type { UserActor } from '../../server/identity/actor.ts';
import { addUser as addUserRow } from '../../server/identity/user-store.ts';
import { inTenant } from '../../server/transact.ts';
import { certain } from './device-life.ts';
import { DEPARTMENTS, DOMAIN, type Employee } from './staff.ts';

/** Whom the demo lets somebody sign in as. */
export type Account = { readonly userPrincipalName: string; readonly displayName: string; readonly role: string };

export const PASSWORD = 'amber-lantern-quiet-harbor';

const [ADMINISTRATOR, HELP_DESK, AUDITOR, NOBODY] = [
  account('Ines Moreau', 'Global Administrator'),
  account('Samuel Okafor', 'Helpdesk Administrator'),
  account('Hana Lindqvist', 'Auditor'),
  account('Jonas Weidner', ''),
];
const SECOND_ADMINISTRATOR = account('Ruben Achterberg', 'Global Administrator');
const BACKUP_ADMINISTRATOR = account('Mira Castellanos', 'Microsoft 365 Backup Administrator');

export const ACCOUNTS: readonly Account[] = [
  ADMINISTRATOR,
  SECOND_ADMINISTRATOR,
  HELP_DESK,
  AUDITOR,
  BACKUP_ADMINISTRATOR,
  NOBODY,
];

export const PILOT_RING = 'Windows Backup pilot';
export const RING_TWO = 'Windows Backup ring 2';

/** With the groups that roles are given over, and the first administrator as an actor. */
export async function addAccounts(context: Context, tenantId: string): Promise<UserActor> {
  const added: { readonly userId: string; readonly userPrincipalName: string }[] = [];
  for (const it of ACCOUNTS) {
    const person = await addPerson(context, tenantId, it, it.role === '' ? [] : [it.role]);
    added.push(person);
    await choosePassword(context, tenantId, person);
  }
  const [administrator] = added;
  if (administrator === undefined) throw new Error('nobody administers');
  // What a directory role gives over everybody, a role here may give over a group.
  const overCare = {
    role: BACKUP_ADMINISTRATOR.role,
    to: { user: HELP_DESK.userPrincipalName },
    overGroup: 'Customer care',
  };
  for (const displayName of [...DEPARTMENTS, PILOT_RING, RING_TWO]) {
    certain(await addGroup(context, { tenantId, displayName }));
  }
  certain(await giveRole(context, tenantId, overCare));
  return actorOf(tenantId, administrator);
}

/** Everybody with an account that nobody has signed in to yet, in their department's group; the pilots and ring 2 in theirs. */
export async function addStaff(context: Context, tenantId: string, staff: readonly Employee[]): Promise<void> {
  const people = staff.map((employee, nth) => ({ ...employee, nth, userId: newId(context) }));
  const now = new Date(context.clock());
  const [eventId, correlationId] = [newIds(context), newId(context)];
  const common = { occurredAt: now.getTime(), actor: OPERATOR, correlationId };
  const added = await inTenant(context, tenantId, async (tx) => {
    for (const person of people) {
      await addUserRow(tx, person, { now });
      await addAccount(tx, { userId: person.userId, now });
    }
    let events = 0;
    for (const group of await findGroups(tx)) {
      const members = people.filter((it) => groupsOf(it).includes(group.displayName));
      for (const { userId } of members) await addMember(tx, group.groupId, userId);
      for (const some of inParts(members)) {
        await appendAuditEvent(tx, {
          ...common,
          eventId: eventId((events += 1)),
          activity: 'group.changed',
          resources: [
            { type: 'Group', id: group.groupId, name: group.displayName },
            ...some.map((it) => ({ type: 'User', id: it.userId, name: it.userPrincipalName }) as const),
          ],
        });
      }
    }
    for (const some of inParts(people)) {
      const resources = some.map((it) => ({ type: 'User', id: it.userId, name: it.userPrincipalName }) as const);
      await appendAuditEvent(tx, { ...common, eventId: eventId((events += 1)), activity: 'user.added', resources });
    }
    return ok(undefined);
  });
  certain(added);
}

/** As many as an event may name. */
function inParts<T>(all: readonly T[]): readonly (readonly T[])[] {
  const size = RESOURCES_MAX - 1;
  return Array.from({ length: Math.ceil(all.length / size) }, (_, nth) => all.slice(nth * size, (nth + 1) * size));
}

/** The first ones are the pilots. */
export function isPilot(nth: number): boolean {
  return nth < 18;
}

function groupsOf({ department, nth }: Employee & { readonly nth: number }): readonly string[] {
  return [department, ...(isPilot(nth) ? [PILOT_RING] : nth < 60 ? [RING_TWO] : [])];
}

async function addPerson(
  context: Context,
  tenantId: string,
  { userPrincipalName, displayName }: { readonly userPrincipalName: string; readonly displayName: string },
  roles: readonly string[],
) {
  const pass = { minutes: 60, once: true };
  return certain(await addUser(context, { tenantId, userPrincipalName, displayName, roles, pass }));
}

/** As the person would on the first sign-in. */
async function choosePassword(
  context: Context,
  tenantId: string,
  { userId, userPrincipalName }: { readonly userId: string; readonly userPrincipalName: string },
): Promise<void> {
  const hash = await hashPassword(PASSWORD, context.randomBytes(SALT_BYTES));
  const eventId = newId(context);
  const chosen = await inTenant(context, tenantId, async (tx) => {
    await setPassword(tx, userId, { hash, mustChange: false });
    await removeMethodsOfKind(tx, userId, 'accessPass');
    await appendAuditEvent(tx, {
      eventId,
      occurredAt: context.clock(),
      actor: { type: 'User', userId, userPrincipalName },
      activity: 'password.changed',
      correlationId: eventId,
      resources: [{ type: 'User', id: userId, name: userPrincipalName }],
    });
    return ok(undefined);
  });
  certain(chosen);
}

function actorOf(
  tenantId: string,
  { userId, userPrincipalName }: Omit<Account, 'role' | 'displayName'> & { userId: string },
): UserActor {
  return {
    kind: 'user',
    tenantId,
    userId,
    userPrincipalName,
    applicationId: KEEPSAKE_CONSOLE.applicationId,
    scopes: ['Backup.Admin'],
    claims: { roles: [], wids: [], groups: [] },
    signIn: { issuer: 'demo', at: 0, contexts: [], methods: ['pwd'], clientCapabilities: [] },
    keyThumbprint: undefined,
  };
}

function account(displayName: string, role: string): Account {
  return { displayName, role, userPrincipalName: `${displayName.toLowerCase().replace(' ', '.')}@${DOMAIN}` };
}
