// When a person has to do something before a request is answered: sign in, prove more, or consent.

import { interactionPolicy as policies, type KoaContextWithOIDC } from 'oidc-provider';
import type { Reason, SignInVerdict } from './judge-sign-in.ts';
import { findPrincipal } from './principal.ts';
import { RefusedSignInError } from './provider-errors.ts';
import type { TenantRuntime } from './tenant-runtime.ts';
import { signInFacts } from './token-hooks.ts';

export function interactionPolicy(runtime: TenantRuntime): policies.DefaultPolicy {
  const policy = policies.base();
  // Asks anew at every sign-in of every native application; ours are confirmed by their code, or on the same machine.
  policy.get('consent')?.checks.remove('native_client_prompt');
  const login = policy.get('login');
  login?.checks.add(
    new policies.Check(
      'account_gone',
      'The session is not valid any more.',
      'login_required',
      (ctx) => ctx.oidc.session?.accountId !== undefined && ctx.oidc.account === undefined,
    ),
  );
  login?.checks.add(conditionalAccess(runtime));
  policy.add(new policies.Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}

/** Asks for more where the person can give it; ends the request where nothing they could do would help. */
function conditionalAccess(runtime: TenantRuntime): policies.Check {
  const verdicts = new WeakMap<object, SignInVerdict>();
  return new policies.Check(
    'conditional_access',
    'Your organization asks for more before you can go on.',
    'interaction_required',
    async (ctx) => {
      const verdict = await judge(runtime, ctx);
      if (verdict === undefined || verdict.kind === 'allow') return false;
      const silent = ctx.oidc.prompts.has('none');
      if (verdict.kind === 'deny') throw refusal(verdict.error, verdict, silent);
      if (silent) throw refusal('interaction_required', verdict, true);
      verdicts.set(ctx, verdict);
      return true;
    },
    (ctx) => ({ verdict: verdicts.get(ctx) }),
  );
}

async function judge(runtime: TenantRuntime, ctx: KoaContextWithOIDC): Promise<SignInVerdict | undefined> {
  const { session, account } = ctx.oidc;
  if (session?.accountId === undefined || account === undefined) return undefined;
  const { context, tenantId } = runtime;
  const userId = session.accountId;
  const person = await context.database.inTenant(tenantId, (tx) => findPrincipal(tx, userId));
  if (person === undefined) return undefined;
  const facts = { person, flow: 'interactive', methods: session.amr ?? [], authenticatedAt: session.loginTs } as const;
  return runtime.judge(signInFacts(runtime, ctx, facts));
}

/** A person who waits is told on a page; an application that asked in silence is told itself. */
function refusal(error: string, reason: Reason, silent: boolean): RefusedSignInError {
  const refused = new RefusedSignInError({ ...reason, error });
  refused.allow_redirect = silent;
  return refused;
}
