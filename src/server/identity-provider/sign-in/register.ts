// What a person who has proved who they are changes about how: a new password, an authenticator app, a passkey.

import { fail, ok, type Result } from '../../../lib/result.ts';
import { appendAuditEvent } from '../../audit/audit-store.ts';
import { newId } from '../../context.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { type Account, findAccount, setPassword } from '../../directory/account-store.ts';
import { addMethod, findMethods, removeMethod } from '../../directory/method-store.ts';
import type { TenantRuntime } from '../tenant-runtime.ts';
import { normalizeCode, sealTotpSecret, stepOfCode } from './one-time-code.ts';
import { verifyCreation } from './passkey.ts';
import { hashPassword, isPassword, passwordProblem, SALT_BYTES } from './password.ts';
import { methodAdded, methodRemoved, passwordChanged, type SignInOccasion } from './sign-in-audit.ts';

/** The problem is a sentence for the person. */
type Registered = Promise<Result<undefined, string>>;

export async function changePassword(
  runtime: TenantRuntime,
  occasion: SignInOccasion,
  given: { readonly userId: string; readonly password: string; readonly again: string },
): Registered {
  const account = await inTenant(runtime, (tx) => findAccount(tx, given.userId));
  if (account === undefined) return fail(GONE);
  const problem = passwordProblem(given.password, account.userPrincipalName);
  if (problem !== undefined) return fail(problem);
  if (given.password !== given.again) return fail('The two are not the same. Type the new password twice.');
  if (await isPassword(given.password, account.password)) return fail('That is the password you have. Choose another.');
  const hash = await hashPassword(given.password, runtime.context.randomBytes(SALT_BYTES));
  await inTenant(runtime, async (tx) => {
    await setPassword(tx, account.userId, { hash, mustChange: false });
    await appendAuditEvent(tx, passwordChanged(account, occasion));
  });
  return ok(undefined);
}

/** The code proves that the app has the secret. */
export async function registerCodeApp(
  runtime: TenantRuntime,
  occasion: SignInOccasion,
  given: { readonly userId: string; readonly secret: Uint8Array; readonly code: string },
): Registered {
  const { now } = occasion;
  const step = stepOfCode(given.secret, normalizeCode(given.code), now.getTime(), 0);
  if (step === undefined)
    return fail('That is not the code that the app shows now. Wait for the next one and type it.');
  const methodId = newId(runtime.context);
  const method = {
    methodId,
    userId: given.userId,
    kind: 'totp',
    displayName: 'Authenticator app',
    credentialId: null,
    details: { lastStep: step },
    sealed: sealTotpSecret(runtime.vault, methodId, given.secret),
    hash: null,
    createdAt: now,
    expiresAt: null,
  } as const;
  return add(runtime, occasion, method);
}

export async function registerPasskey(
  runtime: TenantRuntime,
  occasion: SignInOccasion,
  given: { readonly userId: string; readonly answer: unknown; readonly challenge: string; readonly name: string },
): Registered {
  const party = { publicUrl: runtime.publicUrl, name: runtime.tenantName };
  const passkey = await verifyCreation(party, given.answer, given.challenge);
  if (passkey === undefined) return fail('The passkey could not be registered. Try again.');
  return add(runtime, occasion, {
    methodId: newId(runtime.context),
    userId: given.userId,
    kind: 'passkey',
    displayName: given.name.trim().slice(0, 64) || 'Passkey',
    credentialId: passkey.credentialId,
    details: { ...passkey.details },
    sealed: null,
    hash: null,
    createdAt: occasion.now,
    expiresAt: null,
  });
}

export async function removeOwnMethod(
  runtime: TenantRuntime,
  occasion: SignInOccasion,
  given: { readonly userId: string; readonly methodId: string },
): Registered {
  return inTenant(runtime, async (tx) => {
    const account = await findAccount(tx, given.userId);
    const methods = await findMethods(tx, given.userId);
    const method = methods.find((it) => it.methodId === given.methodId);
    if (account === undefined || method === undefined) return fail('That is gone already.');
    if (isLastWayIn(account, method.kind, methods.length)) {
      return fail('That is the only way left for you to sign in. Set up another one first.');
    }
    await removeMethod(tx, given.userId, given.methodId);
    await appendAuditEvent(tx, methodRemoved(account, occasion, method));
    return ok(undefined);
  });
}

function isLastWayIn(account: Account, kind: string, count: number): boolean {
  return kind === 'passkey' && account.password === null && count === 1;
}

async function add(
  runtime: TenantRuntime,
  occasion: SignInOccasion,
  method: Parameters<typeof addMethod>[1],
): Registered {
  return inTenant(runtime, async (tx) => {
    const account = await findAccount(tx, method.userId);
    if (account === undefined) return fail(GONE);
    if ((await findMethods(tx, method.userId)).length >= METHODS_MAX) return fail(TOO_MANY);
    if (!(await addMethod(tx, method))) return fail('That passkey is registered already.');
    await appendAuditEvent(tx, methodAdded(account, occasion, method));
    return ok(undefined);
  });
}

function inTenant<T>({ context, tenantId }: TenantRuntime, work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
  return context.database.inTenant(tenantId, work);
}

const METHODS_MAX = 10;
const GONE = 'Your account is not there any more. Ask your administrator.';
const TOO_MANY = `There are ${METHODS_MAX} already. Remove one that you do not use any more.`;
