// The pages that oidc-provider asks for at its own paths, drawn as ours.

import { errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { KEEPSAKE_API } from '../../domain/directory/built-in-applications.ts';
import { factsOf } from './entra-request.ts';
import { codeConfirmPage, codeEntryPage } from './pages/device-pages.ts';
import { devicePage, errorPage, signedOutPage, signOutPage } from './pages/notice-pages.ts';
import { type Page, pageHeaders, renderPage } from './pages/page.ts';
import { aadstsCodeOf, RefusedSignInError } from './provider-errors.ts';
import { grantedScopes } from './resource.ts';
import type { TenantRuntime } from './tenant-runtime.ts';

type Features = NonNullable<Configuration['features']>;
type DevicePages = Pick<
  NonNullable<Features['deviceFlow']>,
  'userCodeInputSource' | 'userCodeConfirmSource' | 'successSource' | 'deviceInfo'
>;

export function deviceFlowPages(runtime: TenantRuntime): DevicePages {
  const { tenantName } = runtime;
  return {
    deviceInfo: (ctx) => ({ ip: factsOf(ctx.req).ipAddress, ua: ctx.get('user-agent').slice(0, 200) }),
    userCodeInputSource: async (ctx, _form, _out, error) => {
      if (error instanceof RefusedSignInError) return renderError(runtime, ctx, error);
      send(ctx, codeEntryPage(tenantName, formOf(ctx), problemWithCode(error)));
    },
    userCodeConfirmSource: async (ctx, _form, client, deviceInfo, userCode) => {
      const scope = textOf(ctx.oidc.deviceCode?.params?.['scope']);
      send(
        ctx,
        codeConfirmPage(tenantName, formOf(ctx), {
          userCode,
          application: client.clientName ?? client.clientId,
          permissions: permissionsOf(scope),
          ipAddress: textOf(deviceInfo['ip']) ?? 'unknown',
          userAgent: textOf(deviceInfo['ua']) || 'unknown',
        }),
      );
    },
    successSource: async (ctx) => {
      const client = ctx.oidc.client;
      send(ctx, devicePage(tenantName, client?.clientName ?? client?.clientId ?? ''));
    },
  };
}

export function logoutPages({
  tenantName,
}: TenantRuntime): Pick<NonNullable<Features['rpInitiatedLogout']>, 'logoutSource' | 'postLogoutSuccessSource'> {
  return {
    logoutSource: async (ctx) => {
      const action = ctx.oidc.urlFor('end_session_confirm');
      send(ctx, signOutPage(tenantName, { action, xsrf: secretOf(ctx) }));
    },
    postLogoutSuccessSource: async (ctx) => send(ctx, signedOutPage(tenantName)),
  };
}

export function renderError(runtime: TenantRuntime, ctx: KoaContextWithOIDC, error: Error): void {
  const refused = error instanceof errors.OIDCProviderError ? error : undefined;
  const expected = refused !== undefined && refused.expose;
  const aadsts =
    error instanceof RefusedSignInError ? error.aadsts : aadstsCodeOf(expected ? refused : { error: 'server_error' });
  const text = expected ? (refused.error_description ?? refused.error) : 'The service failed. Try again soon.';
  send(
    ctx,
    errorPage({
      organization: runtime.tenantName,
      status: refused?.statusCode ?? 500,
      aadsts,
      message: sentence(text.replace(/^AADSTS\d+: /, '')),
      correlationId: factsOf(ctx.req).correlationId,
      time: new Date(runtime.context.clock()),
    }),
  );
}

/** What the scopes let an application do, as a person is told. */
export function permissionsOf(scope: string | undefined): readonly string[] {
  const told = new Map<string, string>(
    Object.entries(KEEPSAKE_API.scopes).map(([name, text]) => [`${KEEPSAKE_API.identifierUri}/${name}`, text]),
  );
  const texts = grantedScopes(scope).flatMap((it) => told.get(it) ?? []);
  return ['Know who you are', ...texts];
}

function send(ctx: KoaContextWithOIDC, page: Page): void {
  for (const [name, value] of Object.entries(pageHeaders(page.formTargets))) ctx.set(name, value);
  if (page.status !== undefined) ctx.status = page.status;
  ctx.type = 'html';
  ctx.body = renderPage(page);
}

function formOf(ctx: KoaContextWithOIDC): { readonly action: string; readonly xsrf: string } {
  return { action: ctx.oidc.urlFor('code_verification'), xsrf: secretOf(ctx) };
}

function secretOf(ctx: KoaContextWithOIDC): string {
  return textOf((ctx.oidc.session?.state as { secret?: unknown } | undefined)?.secret) ?? '';
}

function problemWithCode(error: Error | undefined): string | undefined {
  if (error === undefined) return undefined;
  if (error.name === 'AbortedError') return 'The sign-in was stopped. Nobody was signed in. You can close this window.';
  return 'There is no such code, or it has expired or was used. Look at your device and type it again.';
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? '' : '.'}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
