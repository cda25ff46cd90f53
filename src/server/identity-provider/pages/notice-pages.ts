// The pages that only tell something: an error, a sign-in that is done, a sign-out.

import { html } from './html.ts';
import type { Page } from './page.ts';

export type ErrorNotice = {
  readonly organization: string;
  readonly status: number;
  /** Entra's code for it, without its letters. */
  readonly aadsts: number;
  readonly message: string;
  readonly correlationId: string;
  readonly time: Date;
};

export function errorPage({ organization, status, aadsts, message, correlationId, time }: ErrorNotice): Page {
  return {
    status,
    title: 'Sign-in did not work',
    organization,
    body: html`<h1>Sign-in did not work</h1>
<p role="alert">${message}</p>
<p>${adviceFor(aadsts)}</p>
<h2>If you ask for help, pass this on</h2>
<dl>
<dt>Error</dt><dd><code>AADSTS${aadsts}</code></dd>
<dt>Correlation id</dt><dd><code>${correlationId}</code></dd>
<dt>Time</dt><dd>${time.toISOString()}</dd>
</dl>`,
  };
}

export function devicePage(organization: string, application: string): Page {
  return {
    title: 'You are signed in',
    organization,
    body: html`<h1>You are signed in</h1>
<p role="status">You have signed in to ${application} on your other device. You can close this window.</p>`,
  };
}

export function signedOutPage(organization: string): Page {
  return {
    title: 'You are signed out',
    organization,
    body: html`<h1>You are signed out</h1>
<p role="status">It is a good idea to close all browser windows.</p>`,
  };
}

export function signOutPage(organization: string, form: { readonly action: string; readonly xsrf: string }): Page {
  return {
    title: 'Sign out',
    organization,
    body: html`<h1>Do you want to sign out?</h1>
<form method="post" action="${form.action}">
<input type="hidden" name="xsrf" value="${form.xsrf}">
<div class="actions"><button type="submit" name="logout" value="yes">Sign out</button>
<button type="submit" class="quiet">Stay signed in</button></div>
</form>`,
  };
}

function adviceFor(aadsts: number): string {
  return ADVICE[aadsts] ?? 'Go back to the application and try again. If it happens again, ask your administrator.';
}

const ADVICE: Readonly<Record<number, string>> = {
  50011: 'The application has to be registered with this address: keepsake app add --redirect-uri. Ask who runs it.',
  50058: 'Go back to the application and sign in there.',
  500011: 'The application asks for something that Keepsake does not offer. Ask who runs it.',
  700016: 'The application is not registered here: keepsake app add. Ask your administrator.',
  70011: 'The application asks for something that Keepsake does not offer. Ask who runs it.',
  53000: 'Bring your device up to what your organization asks for, then try again.',
  53001: 'Use a device that your organization manages.',
  53003:
    'Your organization allows this only from certain places, devices or applications. Ask your administrator which.',
};
