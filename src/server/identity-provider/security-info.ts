// What a signed-in person does on the page about their security info. The page is theirs by the provider's own session, which
// has to be young: whoever finds a browser open an hour later may not add a passkey of their own.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import type { Provider } from 'oidc-provider';
import { KEEPSAKE_SECURITY_INFO } from '../../domain/directory/built-in-applications.ts';
import type { Result } from '../../lib/result.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Account, findAccount, setValidFrom } from '../directory/account-store.ts';
import { type AuthenticationMethod, findMethods } from '../directory/method-store.ts';
import { findArtifactsOfAccount, removeArtifactsOfAccount } from './artifact-store.ts';
import { SECURITY_INFO_PATH } from './clients.ts';
import { ROUTES } from './entra-request.ts';
import type { Page } from './pages/page.ts';
import { securityInfoPage } from './pages/security-info-page.ts';
import { enrollmentOf, TOTP_SECRET_BYTES } from './sign-in/one-time-code.ts';
import { creationOptions } from './sign-in/passkey.ts';
import { changePassword, registerCodeApp, registerPasskey, removeOwnMethod } from './sign-in/register.ts';
import { type SignInOccasion, signedOutEverywhere } from './sign-in/sign-in-audit.ts';
import type { TenantRuntime } from './tenant-runtime.ts';

export type SecurityInfo = {
  readonly runtime: TenantRuntime;
  readonly occasion: SignInOccasion;
  readonly account: Account;
  readonly methods: readonly AuthenticationMethod[];
  readonly sessionUid: string;
  readonly csrf: string;
};

type Session = NonNullable<Awaited<ReturnType<Provider['Session']['findByUid']>>>;

/** The person's session, if it is young and proved all that they can prove; else where to go to have one. */
export async function openSecurityInfo(
  runtime: TenantRuntime,
  provider: Provider,
  request: { readonly raw: IncomingMessage; readonly response: ServerResponse; readonly occasion: SignInOccasion },
): Promise<SecurityInfo | { readonly redirect: string }> {
  const session = await provider.Session.get(provider.createContext(request.raw, request.response));
  const userId = session.accountId;
  if (userId === undefined) return { redirect: signInUrl(runtime) };
  const { account, methods } = await runtime.context.database.inTenant(runtime.tenantId, async (tx) => ({
    account: await findAccount(tx, userId),
    methods: await findMethods(tx, userId),
  }));
  if (account === undefined || !isFit(session, account, methods, request.occasion.now)) {
    return { redirect: signInUrl(runtime) };
  }
  const csrf = createHash('sha256')
    .update(`${runtime.vault.derive('csrf')} ${session.uid}`)
    .digest('base64url');
  return { runtime, occasion: request.occasion, account, methods, sessionUid: session.uid, csrf };
}

function isFit(session: Session, account: Account, methods: readonly AuthenticationMethod[], now: Date): boolean {
  const signedInAt = (session.loginTs ?? 0) * 1000;
  const isYoung = now.getTime() - signedInAt < YOUNG_MILLISECONDS;
  const isValid = account.enabled && signedInAt >= Math.floor(account.validFrom.getTime() / 1000) * 1000;
  const couldProveMore = methods.some((it) => it.kind === 'totp' || it.kind === 'passkey');
  return isYoung && isValid && (!couldProveMore || (session.amr ?? []).includes('mfa'));
}

/** The code that comes back with the person is nobody's: the session beside it is what counts. */
function signInUrl({ publicUrl, tenantId, context }: TenantRuntime): string {
  const query = new URLSearchParams({
    client_id: KEEPSAKE_SECURITY_INFO.applicationId,
    response_type: 'code',
    redirect_uri: `${publicUrl}/${tenantId}${SECURITY_INFO_PATH}`,
    scope: 'openid',
    prompt: 'login',
    code_challenge: createHash('sha256').update(context.randomBytes(32)).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return `/${tenantId}${ROUTES.authorization}?${query.toString()}`;
}

type Told = { readonly problem?: string | undefined; readonly done?: string | undefined };

export async function showSecurityInfo(it: SecurityInfo, told: Told = {}): Promise<Page> {
  const { runtime, account, methods, csrf } = it;
  const { randomBytes } = runtime.context;
  const setup: Setup = {
    secret: Buffer.from(randomBytes(TOTP_SECRET_BYTES)).toString('base64'),
    challenge: Buffer.from(randomBytes(32)).toString('base64url'),
    until: it.occasion.now.getTime() + YOUNG_MILLISECONDS,
  };
  const party = { publicUrl: runtime.publicUrl, name: runtime.tenantName };
  const user = { userId: account.userId, userName: account.userPrincipalName, displayName: account.displayName };
  const options = await creationOptions(party, user, methods);
  return securityInfoPage({
    organization: runtime.tenantName,
    userName: account.userPrincipalName,
    hasPassword: account.password !== null,
    methods,
    sessions: await sessionsOf(it),
    csrf,
    state: sealSetup(it, setup),
    enrollment: enrollmentOf(
      Buffer.from(setup.secret, 'base64'),
      account.userPrincipalName,
      `Keepsake ${runtime.tenantName}`,
    ),
    passkeyOptions: JSON.stringify({ ...options, challenge: setup.challenge }),
    signOutPath: `/${runtime.tenantId}${ROUTES.end_session}`,
    problem: told.problem,
    done: told.done,
  });
}

/** What a form asked for; the sentence that tells of it comes back with the page. */
export async function changeSecurityInfo(it: SecurityInfo, form: URLSearchParams): Promise<Told> {
  const action = form.get('action') ?? '';
  const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  const setup = openSetup(it, form.get('state') ?? '');
  if (act === undefined || setup === undefined) return { problem: 'That page was too old. Try again.' };
  const result = await act.change(it, form, setup);
  return result.ok ? { done: act.done } : { problem: result.error };
}

type Setup = { readonly secret: string; readonly challenge: string; readonly until: number };

type Action = {
  readonly done: string;
  readonly change: (it: SecurityInfo, form: URLSearchParams, setup: Setup) => Promise<Result<undefined, string>>;
};

const ACTIONS: Readonly<Record<string, Action | undefined>> = {
  addCode: {
    done: 'The authenticator app was added.',
    change: ({ runtime, occasion, account: { userId } }, form, setup) => {
      const secret = Buffer.from(setup.secret, 'base64');
      return registerCodeApp(runtime, occasion, { userId, secret, code: form.get('code') ?? '' });
    },
  },
  addPasskey: {
    done: 'The passkey was added.',
    change: ({ runtime, occasion, account: { userId } }, form, { challenge }) => {
      const name = form.get('passkeyName') ?? '';
      return registerPasskey(runtime, occasion, { userId, answer: parse(form.get('answer') ?? ''), challenge, name });
    },
  },
  changePassword: {
    done: 'The password was changed.',
    change: ({ runtime, occasion, account: { userId } }, form) => {
      const passwords = { password: form.get('password') ?? '', again: form.get('again') ?? '' };
      return changePassword(runtime, occasion, { userId, ...passwords });
    },
  },
  remove: {
    done: 'It was removed.',
    change: ({ runtime, occasion, account: { userId } }, form) =>
      removeOwnMethod(runtime, occasion, { userId, methodId: form.get('method') ?? '' }),
  },
  signOutEverywhere: {
    done: 'You are signed out everywhere.',
    change: async ({ runtime: { context, tenantId }, occasion, account }) => {
      await context.database.inTenant(tenantId, async (tx) => {
        await setValidFrom(tx, account.userId, occasion.now);
        await removeArtifactsOfAccount(tx, account.userId);
        await appendAuditEvent(tx, signedOutEverywhere(account, occasion));
      });
      return { ok: true, value: undefined };
    },
  },
};

async function sessionsOf({ runtime, account, occasion, sessionUid }: SecurityInfo) {
  const { context, tenantId, vault } = runtime;
  const found = await context.database.inTenant(tenantId, (tx) =>
    findArtifactsOfAccount(tx, 'Session', account.userId, occasion.now),
  );
  return found.map(({ body }) => {
    const session = JSON.parse(Buffer.from(vault.open('Session', body)).toString()) as {
      uid?: string;
      loginTs?: number;
    };
    return { signedInAt: new Date((session.loginTs ?? 0) * 1000), isThis: session.uid === sessionUid };
  });
}

/** The form carries what is being set up, where nobody can read or change it, for this session alone. */
function sealSetup({ runtime, sessionUid }: SecurityInfo, setup: Setup): string {
  return Buffer.from(runtime.vault.seal(`setup ${sessionUid}`, Buffer.from(JSON.stringify(setup)))).toString(
    'base64url',
  );
}

function openSetup({ runtime, sessionUid, occasion }: SecurityInfo, state: string): Setup | undefined {
  try {
    const opened = runtime.vault.open(`setup ${sessionUid}`, Buffer.from(state, 'base64url'));
    const setup = JSON.parse(Buffer.from(opened).toString()) as Setup;
    return setup.until > occasion.now.getTime() ? setup : undefined;
  } catch {
    // Somebody else's, or made up.
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const YOUNG_MILLISECONDS = 15 * 60 * 1000;
