// One sign-in, step by step: what a form that was sent in leads to. The result is a page to show again, or the way back to the
// application.

import type { Provider } from 'oidc-provider';
import { SECURITY_INFO_PATH } from '../clients.ts';
import { permissionsOf } from '../provider-pages.ts';
import { consentPage, signInPage } from '../pages/sign-in-pages.ts';
import type { Page } from '../pages/page.ts';
import type { SignInNeed } from '../judge-sign-in.ts';
import type { TenantRuntime } from '../tenant-runtime.ts';
import { findAccount } from '../../directory/account-store.ts';
import { findMethods } from '../../directory/method-store.ts';
import { enrollmentOf, TOTP_SECRET_BYTES } from './one-time-code.ts';
import { requestOptions } from './passkey.ts';
import { type Progress, startOf, stepAfter, stepUpOf } from './progress.ts';
import { type Proof, proveByCode, proveByPasskey, proveBySecret, type Refusal } from './prove.ts';
import { changePassword, registerCodeApp } from './register.ts';
import type { SignInOccasion } from './sign-in-audit.ts';
import type { Result } from '../../../lib/result.ts';

export type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

export type SignIn = {
  readonly runtime: TenantRuntime;
  readonly provider: Provider;
  readonly interaction: Interaction;
  readonly occasion: SignInOccasion;
  readonly csrf: string;
};

export type Outcome = { readonly page: Page } | { readonly redirect: string };

/** The page that the sign-in is at. */
export async function showSignIn(it: SignIn): Promise<Page> {
  if (it.interaction.prompt.name === 'consent') return showConsent(it);
  const progress = await prepare(it, await progressOf(it));
  await keep(it, progress);
  const { runtime, interaction, csrf } = it;
  const client = await clientOf(it);
  return signInPage({
    organization: runtime.tenantName,
    application: client.name,
    csrf,
    progress,
    passkeyOptions: await passkeyOptions(it, progress),
    enrollment: enrollmentOfStep(it, progress),
    formTargets: formTargets(interaction),
    securityInfoPath: `/${runtime.tenantId}${SECURITY_INFO_PATH}`,
  });
}

/** What a form leads to. */
export async function continueSignIn(it: SignIn, form: URLSearchParams): Promise<Outcome> {
  const action = form.get('action') ?? '';
  if (action === 'cancel') return cancel(it);
  if (it.interaction.prompt.name === 'consent') {
    return action === 'consent' ? consent(it) : { page: await showConsent(it) };
  }
  const progress = { ...(await progressOf(it)), problem: undefined };
  const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  return act === undefined ? again(it, progress) : act(it, progress, form);
}

type Action = (it: SignIn, progress: Progress, form: URLSearchParams) => Promise<Outcome>;

const ACTIONS: Readonly<Record<string, Action | undefined>> = {
  next: async (it, progress, form) => {
    const userName = (form.get('userName') ?? '').trim().slice(0, 256);
    if (userName === '') return again(it, { ...progress, step: 'name', problem: 'Type your user name.' });
    return again(it, { ...startOf(userName), step: 'secret', challenge: progress.challenge });
  },
  back: (it, progress) => again(it, startOf(progress.userName)),
  usePass: (it, progress) => again(it, { ...progress, secretKind: 'accessPass' }),
  usePassword: (it, progress) => again(it, { ...progress, secretKind: 'password' }),

  prove: async (it, progress, form) => {
    if (progress.step !== 'secret' || progress.userName === undefined) return again(it, startOf(progress.userName));
    const remember = form.get('remember') === 'yes';
    const secret = (form.get('secret') ?? '').slice(0, 256);
    const given = { userName: progress.userName, kind: progress.secretKind, secret };
    return proved(it, { ...progress, remember }, await proveBySecret(it.runtime, it.occasion, given));
  },

  code: async (it, progress, form) => {
    if (progress.step !== 'code' || progress.userId === undefined) return again(it, startOf(progress.userName));
    const given = { userId: progress.userId, code: form.get('code') ?? '', methods: progress.methods };
    const outcome = await proveByCode(it.runtime, it.occasion, given);
    // A password that has to change was proved one step earlier.
    const mustChange = progress.newPassword === 'must';
    return proved(
      it,
      progress,
      outcome.ok ? { ok: true, value: { ...outcome.value, passwordMustChange: mustChange } } : outcome,
    );
  },

  passkey: async (it, progress, form) => {
    if (progress.challenge === undefined) return again(it, progress);
    const answer = parse(form.get('answer') ?? '');
    const given = { answer, challenge: progress.challenge, onlyUserId: progress.userId };
    const outcome = await proveByPasskey(it.runtime, it.occasion, given);
    if (!outcome.ok) return proved(it, { ...progress, challenge: undefined }, outcome);
    // Beside what they proved before, where they were asked for more.
    const methods = [...new Set([...progress.methods, ...outcome.value.methods])];
    return proved(it, progress, { ok: true, value: { ...outcome.value, methods } });
  },

  changePassword: async (it, progress, form) => {
    if (progress.step !== 'newPassword' || progress.userId === undefined) return again(it, startOf(progress.userName));
    const passwords = { password: form.get('password') ?? '', again: form.get('again') ?? '' };
    const changed = await changePassword(it.runtime, it.occasion, { userId: progress.userId, ...passwords });
    return changed.ok ? finish(it, progress) : again(it, { ...progress, problem: changed.error });
  },
  skip: (it, progress) =>
    progress.step === 'newPassword' && progress.newPassword === 'may' ? finish(it, progress) : again(it, progress),

  registerCode: async (it, progress, form) => {
    const { userId, newSecret } = progress;
    if (progress.step !== 'registerCode' || userId === undefined || newSecret === undefined) return again(it, progress);
    const given = { userId, secret: Buffer.from(newSecret, 'base64'), code: form.get('code') ?? '' };
    const registered = await registerCodeApp(it.runtime, it.occasion, given);
    if (!registered.ok) return again(it, { ...progress, problem: registered.error });
    return finish(it, { ...progress, methods: [...new Set([...progress.methods, 'otp', 'mfa'])] });
  },
};

async function proved(it: SignIn, progress: Progress, outcome: Result<Proof, Refusal>): Promise<Outcome> {
  if (!outcome.ok) return again(it, { ...progress, problem: refusalText(outcome.error, it.occasion) });
  const { userId, methods } = outcome.value;
  const next = { ...progress, userId, methods };
  const step = stepAfter(outcome.value);
  return step === undefined ? finish(it, next) : again(it, { ...next, ...step });
}

/** The same words whether the name or the secret was wrong. */
function refusalText(refusal: Refusal, { now }: SignInOccasion): string {
  if (refusal.kind === 'wrong') return 'That is not right. Check what you typed and try again (AADSTS50126).';
  if (refusal.kind === 'disabled') return 'Your account is disabled. Ask your administrator (AADSTS50057).';
  const minutes = Math.ceil((refusal.until.getTime() - now.getTime()) / 60_000);
  return `Too many attempts went wrong. Wait for ${minutes} minute${minutes === 1 ? '' : 's'}, then try again (AADSTS50053).`;
}

async function finish({ interaction, occasion }: SignIn, progress: Progress): Promise<Outcome> {
  if (progress.userId === undefined) throw new Error('a sign-in without a person can not be finished');
  const login = {
    accountId: progress.userId,
    amr: [...progress.methods],
    ts: Math.floor(occasion.now.getTime() / 1000),
    remember: progress.remember,
  };
  return complete(interaction, { login, select_account: {} });
}

async function cancel({ interaction }: SignIn): Promise<Outcome> {
  const result = { error: 'access_denied', error_description: 'The person cancelled the sign-in.' };
  return complete(interaction, result);
}

async function complete(interaction: Interaction, result: Record<string, unknown>): Promise<Outcome> {
  const before = 'error' in result ? {} : interaction.lastSubmission;
  interaction.result = { ...before, ...result };
  await interaction.persist();
  return { redirect: interaction.returnTo };
}

async function again(it: SignIn, progress: Progress): Promise<Outcome> {
  await keep(it, progress);
  return { page: await showSignIn(it) };
}

/** The progress is kept where the provider looks for a result; as long as there is no login in it, that is none. */
async function keep({ interaction }: SignIn, progress: Progress): Promise<void> {
  interaction.result = { progress };
  await interaction.persist();
}

async function progressOf({ runtime, interaction }: SignIn): Promise<Progress> {
  const kept = interaction.result?.['progress'] as Progress | undefined;
  if (kept !== undefined) return kept;
  const session = interaction.session;
  const verdict = interaction.prompt.details['verdict'] as { readonly need: SignInNeed } | undefined;
  if (session === undefined || verdict === undefined || verdict.need === 'signInAgain')
    return startOf(hintOf(interaction));
  const methods = await runtime.context.database.inTenant(runtime.tenantId, (tx) => findMethods(tx, session.accountId));
  const step =
    verdict.need === 'passkey' ? 'passkey' : methods.some((it) => it.kind === 'totp') ? 'code' : 'registerCode';
  return stepUpOf(step, session.accountId, session.amr ?? []);
}

/** What the step needs and does not have yet: a challenge for a passkey, the secret of a new app. */
async function prepare(it: SignIn, progress: Progress): Promise<Progress> {
  const { randomBytes } = it.runtime.context;
  const newSecret = progress.newSecret ?? Buffer.from(randomBytes(TOTP_SECRET_BYTES)).toString('base64');
  return {
    ...progress,
    challenge: progress.challenge ?? Buffer.from(randomBytes(32)).toString('base64url'),
    newSecret: progress.step === 'registerCode' ? newSecret : undefined,
  };
}

async function passkeyOptions({ runtime }: SignIn, { step, challenge }: Progress): Promise<string | undefined> {
  if (step === 'newPassword' || challenge === undefined) return undefined;
  const options = await requestOptions({ publicUrl: runtime.publicUrl, name: runtime.tenantName });
  return JSON.stringify({ ...options, challenge });
}

function enrollmentOfStep({ runtime }: SignIn, { newSecret, userName }: Progress) {
  if (newSecret === undefined) return undefined;
  return enrollmentOf(Buffer.from(newSecret, 'base64'), userName ?? 'account', `Keepsake ${runtime.tenantName}`);
}

async function showConsent(it: SignIn): Promise<Page> {
  const { runtime, interaction, csrf } = it;
  const client = await clientOf(it);
  const userId = interaction.session?.accountId ?? '';
  const account = await runtime.context.database.inTenant(runtime.tenantId, (tx) => findAccount(tx, userId));
  return consentPage({
    organization: runtime.tenantName,
    application: client.name,
    userName: account?.userPrincipalName ?? '',
    permissions: permissionsOf(textOf(interaction.params['scope'])),
    csrf,
    formTargets: formTargets(interaction),
  });
}

async function consent({ provider, interaction }: SignIn): Promise<Outcome> {
  const { grantId, params, session, prompt } = interaction;
  const found = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant = found ?? new provider.Grant({ accountId: session?.accountId, clientId: textOf(params['client_id']) });
  const missing = prompt.details as {
    readonly missingOIDCScope?: readonly string[];
    readonly missingResourceScopes?: { readonly [resource: string]: readonly string[] };
  };
  if (missing.missingOIDCScope !== undefined) grant.addOIDCScope(missing.missingOIDCScope.join(' '));
  for (const [resource, scopes] of Object.entries(missing.missingResourceScopes ?? {})) {
    grant.addResourceScope(resource, scopes.join(' '));
  }
  return complete(interaction, { consent: { grantId: await grant.save() } });
}

async function clientOf({ provider, interaction }: SignIn): Promise<{ readonly name: string }> {
  const id = textOf(interaction.params['client_id']) ?? '';
  const client = await provider.Client.find(id);
  return { name: client?.clientName ?? id };
}

/** Browsers hold a form's redirects against the page's policy, too. */
function formTargets(interaction: Interaction): readonly string[] {
  const url = URL.parse(textOf(interaction.params['redirect_uri']) ?? '');
  if (url === null) return [];
  return [url.origin === 'null' ? url.protocol : url.origin];
}

function hintOf({ params }: Interaction): string | undefined {
  return textOf(params['login_hint'])?.slice(0, 256);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
