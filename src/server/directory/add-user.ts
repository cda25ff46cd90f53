// Adds a person to the embedded directory and makes the Temporary Access Pass that they sign in with the first time. The pass
// is in the answer and nowhere else; who loses it is given another.

import { OPERATOR } from '../../domain/audit/event.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import { makeAccessPass } from '../identity-provider/sign-in/access-pass.ts';
import { addUser as addUserRow, findUserByName, lockEnrollment } from '../identity/user-store.ts';
import { checkName } from '../names.ts';
import { inTenant } from '../transact.ts';
import { addAccount, addDirectoryRole } from './account-store.ts';
import { roleCalled } from './find-named.ts';
import { addMethod } from './method-store.ts';
import { accessPassMethod, type AccessPassTerms, checkPassTerms, type IssuedPass } from './access-passes.ts';

export type NewUser = {
  readonly tenantId: string;
  readonly userPrincipalName: string;
  readonly displayName?: string | undefined;
  /** Built-in roles, by name or template id. */
  readonly roles: readonly string[];
  readonly pass: AccessPassTerms;
};

export type AddedUser = IssuedPass & { readonly roles: readonly string[] };

/** A user whom a device was enrolled for before keeps their id and their backups. */
export async function addUser(context: Context, input: NewUser): Promise<Result<AddedUser, Problem>> {
  const checked = checkUser(input);
  if (!checked.ok) return checked;
  const { userPrincipalName, displayName, roles } = checked.value;
  const now = context.clock();
  const pass = await makeAccessPass(context.randomBytes, now, input.pass.minutes);
  const fresh = { user: newId(context), method: newId(context), event: newId(context) };
  return inTenant(context, input.tenantId, async (tx) => {
    await lockEnrollment(tx);
    const known = await findUserByName(tx, userPrincipalName);
    const userId = known?.userId ?? fresh.user;
    const at = new Date(now);
    if (known === undefined) await addUserRow(tx, { userId, userPrincipalName, displayName }, { now: at });
    // Run again after an answer that was lost, it finds what it made itself.
    if (!(await addAccount(tx, { userId, now: at })) && userId !== fresh.user) {
      return fail({ code: 'already-exists', detail: `There already is a user "${userPrincipalName}".` });
    }
    for (const { roleId } of roles) await addDirectoryRole(tx, userId, roleId);
    await addMethod(tx, accessPassMethod({ methodId: fresh.method, userId, pass, terms: input.pass, now: at }));
    await appendAuditEvent(tx, {
      eventId: fresh.event,
      occurredAt: now,
      actor: OPERATOR,
      activity: 'user.added',
      correlationId: fresh.event,
      resources: [
        {
          type: 'User',
          id: userId,
          name: userPrincipalName,
          properties: { roles: { new: roles.map((it) => it.displayName) } },
        },
      ],
    });
    const expiresAt = pass.expiresAt.toISOString();
    return ok({ userId, userPrincipalName, pass: pass.pass, expiresAt, roles: roles.map((it) => it.displayName) });
  });
}

function checkUser(input: NewUser) {
  const name = checkName('user', input.userPrincipalName);
  if (!name.ok) return name;
  if (!/^[^@\s]+@[^@\s]+$/.test(name.value)) {
    const detail = `"${name.value}" is not a sign-in name such as anna@contoso.example.`;
    return fail({ code: 'bad-request', detail } as const);
  }
  const displayName = checkName('user', input.displayName ?? name.value);
  if (!displayName.ok) return displayName;
  const terms = checkPassTerms(input.pass);
  if (!terms.ok) return terms;
  const roles = [];
  for (const called of input.roles) {
    const role = roleCalled(called);
    if (!role.ok) return role;
    roles.push(role.value);
  }
  return ok({ userPrincipalName: name.value, displayName: displayName.value, roles });
}
