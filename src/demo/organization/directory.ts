// The organization's directory: everybody who works there, in groups, and the few whom the demo lets somebody sign in as.

import { KEEPSAKE_CONSOLE } from '../../domain/directory/built-in-applications.ts';
import { ok } from '../../lib/result.ts';
import { giveRole } from '../../server/access/operate-roles.ts';
import { appendAuditEvent } from '../../server/audit/audit-store.ts';
import { type Context, newId } from '../../server/context.ts';
import { setPassword } from '../../server/directory/account-store.ts';
import { addUser } from '../../server/directory/add-user.ts';
import { addGroup, changeMember } from '../../server/directory/groups.ts';
import { removeMethodsOfKind } from '../../server/directory/method-store.ts';
import { hashPassword, SALT_BYTES } from '../../server/identity-provider/sign-in/password.ts';
import type { UserActor } from '../../server/identity/actor.ts';
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
const BACKUP_ADMINISTRATOR = account('Mira Castellanos', 'Microsoft 365 Backup Administrator');

export const ACCOUNTS: readonly Account[] = [ADMINISTRATOR, HELP_DESK, AUDITOR, BACKUP_ADMINISTRATOR, NOBODY];

export const PILOT_RING = 'Windows Backup pilot';
export const RING_TWO = 'Windows Backup ring 2';

/** With the first administrator as an actor. */
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
  certain(await addGroup(context, { tenantId, displayName: 'Customer care' }));
  certain(await giveRole(context, tenantId, overCare));
  return actorOf(tenantId, administrator);
}

/** In their departments' groups, and the pilots in theirs. Passes are made side by side, because each takes a while. */
export async function addStaff(context: Context, tenantId: string, staff: readonly Employee[]): Promise<void> {
  for (const displayName of [...DEPARTMENTS.filter((it) => it !== 'Customer care'), PILOT_RING, RING_TWO]) {
    certain(await addGroup(context, { tenantId, displayName }));
  }
  const waiting = [...staff.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [nth, employee] = next;
      await addPerson(context, tenantId, employee, []);
      for (const group of groupsOf(employee, nth)) {
        certain(await changeMember(context, { tenantId, group, user: employee.userPrincipalName, change: 'add' }));
      }
    }
  };
  await Promise.all([worker(), worker(), worker()]);
}

/** The first ones are the pilots. */
export function isPilot(nth: number): boolean {
  return nth < 18;
}

function groupsOf({ department }: Employee, nth: number): readonly string[] {
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
