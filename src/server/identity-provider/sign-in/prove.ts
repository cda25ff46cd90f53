// Proving who one is: with a password, a Temporary Access Pass, a one-time code or a passkey.
//
// Guarantees: what is wrong is the same answer after the same time whether the name, the secret or the account was it; every
// guess is counted before it is tried; what is good once is used up in the transaction that says yes.

import { setTimeout as pause } from 'node:timers/promises';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { appendAuditEvent } from '../../audit/audit-store.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { type Account, findAccount, findAccountByName } from '../../directory/account-store.ts';
import {
  type AuthenticationMethod,
  findMethods,
  findPasskey,
  removeMethod,
  useMethod,
} from '../../directory/method-store.ts';
import type { TenantRuntime } from '../tenant-runtime.ts';
import { lastStepOf, normalizeCode, openTotpSecret, stepOfCode } from './one-time-code.ts';
import { credentialIdOf, verifyRequest } from './passkey.ts';
import { isPassword } from './password.ts';
import { blocked, notSignedIn, signedIn, type SignInOccasion } from './sign-in-audit.ts';
import { charge, refund } from './throttle.ts';

export type Proof = {
  readonly userId: string;
  /** As `amr` values. */
  readonly methods: readonly string[];
  readonly passwordMustChange: boolean;
  /** Another proof is to follow: the person has an authenticator app. */
  readonly needsCode: boolean;
  /** There is nothing that would still work when the pass has ended. */
  readonly hasNothingElse: boolean;
};

export type Refusal =
  | { readonly kind: 'wrong' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'blocked'; readonly until: Date };

export type SecretKind = 'password' | 'accessPass';

/** A refusal comes after a fixed time at the earliest, so that its lateness tells nothing of what was looked up and noted. */
export async function proveBySecret(
  runtime: TenantRuntime,
  occasion: SignInOccasion,
  given: GivenSecret,
): Promise<Result<Proof, Refusal>> {
  const floor = pause(REFUSAL_MILLISECONDS);
  const outcome = await trySecret(runtime, occasion, given);
  if (!outcome.ok) await floor;
  return outcome;
}

type GivenSecret = { readonly userName: string; readonly kind: SecretKind; readonly secret: string };

/** Longer than it takes to refuse a name that there is. */
const REFUSAL_MILLISECONDS = 250;

async function trySecret(
  runtime: TenantRuntime,
  occasion: SignInOccasion,
  given: GivenSecret,
): Promise<Result<Proof, Refusal>> {
  const attempt = { ipAddress: occasion.ipAddress, userName: given.userName };
  const loaded = await run(runtime, async (tx) => {
    const account = await findAccountByName(tx, given.userName);
    const methods = account === undefined ? [] : await findMethods(tx, account.userId);
    const charged = await charge(tx, attempt, occasion.now);
    return { account, methods, ...charged };
  });
  if (loaded.blockedUntil !== undefined) return fail({ kind: 'blocked', until: loaded.blockedUntil });
  const { account, methods } = loaded;
  const pass = methods.find(
    (it) => it.kind === 'accessPass' && (it.expiresAt?.getTime() ?? 0) > occasion.now.getTime(),
  );
  const right = await isPassword(given.secret.trim(), given.kind === 'password' ? account?.password : pass?.hash);
  return run(runtime, async (tx) => {
    if (account === undefined || !right) {
      return refuse(tx, account, occasion, `wrong ${given.kind}`, { blocksUntil: loaded.blocksUntil });
    }
    if (!account.enabled) return refuse(tx, account, occasion, 'disabled account', { refusal: { kind: 'disabled' } });
    if (given.kind === 'accessPass' && !(await usePass(tx, pass, occasion))) {
      return refuse(tx, account, occasion, 'used accessPass');
    }
    await refund(tx, attempt, occasion.now);
    const proof = proofOf(account, methods, given.kind === 'password' ? ['pwd'] : ['tap', 'mfa']);
    if (!proof.needsCode) await appendAuditEvent(tx, signedIn(account, occasion, proof.methods));
    return ok(proof);
  });
}

/** A second proof, after the one that said who it is. */
export async function proveByCode(
  runtime: TenantRuntime,
  occasion: SignInOccasion,
  given: { readonly userId: string; readonly code: string; readonly methods: readonly string[] },
): Promise<Result<Proof, Refusal>> {
  return run(runtime, async (tx) => {
    const account = await findAccount(tx, given.userId);
    if (account === undefined || !account.enabled) return fail({ kind: 'disabled' });
    const attempt = { ipAddress: occasion.ipAddress, userName: `code of ${given.userId}` };
    const { blockedUntil, blocksUntil } = await charge(tx, attempt, occasion.now);
    if (blockedUntil !== undefined) return fail({ kind: 'blocked', until: blockedUntil });
    const methods = await findMethods(tx, given.userId);
    for (const method of methods.filter((it) => it.kind === 'totp')) {
      if (!(await useCode(tx, runtime, method, given.code, occasion))) continue;
      await refund(tx, attempt, occasion.now);
      const proved = [...new Set([...given.methods, 'otp', 'mfa'])];
      await appendAuditEvent(tx, signedIn(account, occasion, proved));
      return ok({ ...proofOf(account, methods, proved), needsCode: false });
    }
    return refuse(tx, account, occasion, 'wrong code', { blocksUntil });
  });
}

/** Needs no name, and is never throttled: a passkey can not be guessed. */
export async function proveByPasskey(
  runtime: TenantRuntime,
  occasion: SignInOccasion,
  given: { readonly answer: unknown; readonly challenge: string; readonly onlyUserId?: string | undefined },
): Promise<Result<Proof, Refusal>> {
  const credentialId = credentialIdOf(given.answer) ?? '';
  const passkey = await run(runtime, (tx) => findPasskey(tx, credentialId));
  if (passkey === undefined) return fail({ kind: 'wrong' });
  if (given.onlyUserId !== undefined && passkey.userId !== given.onlyUserId) return fail({ kind: 'wrong' });
  const party = { publicUrl: runtime.publicUrl, name: runtime.tenantName };
  const after = await verifyRequest(party, given.answer, given.challenge, passkey);
  return run(runtime, async (tx) => {
    const account = await findAccount(tx, passkey.userId);
    const use = after && { before: passkey.details, after, now: occasion.now };
    const used = use !== undefined && (await useMethod(tx, passkey.methodId, use));
    if (account === undefined || !used) return refuse(tx, account, occasion, 'wrong passkey');
    if (!account.enabled) return refuse(tx, account, occasion, 'disabled account', { refusal: { kind: 'disabled' } });
    const methods = ['fido', 'mfa'];
    await appendAuditEvent(tx, signedIn(account, occasion, methods));
    return ok({ ...proofOf(account, await findMethods(tx, account.userId), methods), passwordMustChange: false });
  });
}

function proofOf(account: Account, methods: readonly AuthenticationMethod[], proved: readonly string[]): Proof {
  const has = (kind: AuthenticationMethod['kind']): boolean => methods.some((it) => it.kind === kind);
  return {
    userId: account.userId,
    methods: proved,
    passwordMustChange: proved.includes('pwd') && account.passwordMustChange,
    needsCode: !proved.includes('mfa') && has('totp'),
    hasNothingElse: proved.includes('tap') && account.password === null && !has('passkey'),
  };
}

async function refuse(
  tx: TenantTransaction,
  account: Account | undefined,
  occasion: SignInOccasion,
  reason: string,
  more: { readonly refusal?: Refusal; readonly blocksUntil?: Date | undefined } = {},
): Promise<Result<never, Refusal>> {
  if (account !== undefined) {
    await appendAuditEvent(tx, notSignedIn(account, occasion, reason));
    if (more.blocksUntil !== undefined) await appendAuditEvent(tx, blocked(account, occasion, more.blocksUntil));
  }
  return fail(more.refusal ?? { kind: 'wrong' });
}

/** A pass for one use is gone afterwards. */
async function usePass(
  tx: TenantTransaction,
  pass: AuthenticationMethod | undefined,
  { now }: SignInOccasion,
): Promise<boolean> {
  if (pass === undefined) return false;
  if (pass.details['once'] === true) return removeMethod(tx, pass.userId, pass.methodId);
  return useMethod(tx, pass.methodId, { before: pass.details, after: pass.details, now });
}

async function useCode(
  tx: TenantTransaction,
  { vault }: TenantRuntime,
  method: AuthenticationMethod,
  code: string,
  { now }: SignInOccasion,
): Promise<boolean> {
  const step = stepOfCode(openTotpSecret(vault, method), normalizeCode(code), now.getTime(), lastStepOf(method));
  if (step === undefined) return false;
  return useMethod(tx, method.methodId, { before: method.details, after: { ...method.details, lastStep: step }, now });
}

function run<T>({ context, tenantId }: TenantRuntime, work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
  return context.database.inTenant(tenantId, work);
}
