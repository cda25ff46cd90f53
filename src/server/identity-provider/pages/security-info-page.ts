// The page on which a person sees and changes what they sign in with, and where they are signed in.

import type { AuthenticationMethod } from '../../directory/method-store.ts';
import type { Enrollment } from '../sign-in/one-time-code.ts';
import { PASSWORD_LENGTH_MIN } from '../sign-in/password.ts';
import { html, type Html } from './html.ts';
import { alert, field, type Page } from './page.ts';
import { enrollmentPart } from './sign-in-pages.ts';

export type SecurityInfoView = {
  readonly organization: string;
  readonly userName: string;
  readonly hasPassword: boolean;
  readonly methods: readonly AuthenticationMethod[];
  readonly sessions: readonly { readonly signedInAt: Date; readonly isThis: boolean }[];
  readonly csrf: string;
  /** What is being set up: sealed, so that the form can carry it. */
  readonly state: string;
  readonly enrollment: Enrollment;
  readonly passkeyOptions: string;
  readonly signOutPath: string;
  readonly problem: string | undefined;
  readonly done: string | undefined;
};

export function securityInfoPage(view: SecurityInfoView): Page {
  return {
    status: view.problem === undefined ? 200 : 400,
    title: 'Your security info',
    organization: view.organization,
    scripts: ['passkey.js'],
    body: html`<h1>Your security info</h1>
<p class="who">${view.userName}</p>
${alert(view.problem)}
${view.done !== undefined && html`<p role="status" class="done">${view.done}</p>`}
<h2 id="methods">What you sign in with</h2>
${methodTable(view)}
<h2>Add a passkey</h2>
<p>Signs you in with your fingerprint, your face or a PIN. Nobody can trick you into giving it away.</p>
${passkeyForm(view)}
<noscript><p>Passkeys need JavaScript in your browser.</p></noscript>
<details><summary>Add an authenticator app</summary>
<p>Scan this with the app, or type the key into it, then type the code that it shows.</p>
${enrollmentPart(view.enrollment)}
${form(
  view,
  html`${field({ label: 'Code', name: 'code', autocomplete: 'one-time-code', inputMode: 'numeric', maxLength: 10 })}
<div class="actions"><button type="submit" name="action" value="addCode">Add the app</button></div>`,
)}
</details>
<details><summary>${view.hasPassword ? 'Change your password' : 'Set a password'}</summary>
${form(
  view,
  html`<input type="text" name="username" autocomplete="username" value="${view.userName}" hidden readonly>
${field({
  label: 'New password',
  name: 'password',
  type: 'password',
  autocomplete: 'new-password',
  hint: `At least ${PASSWORD_LENGTH_MIN} characters. Several words are good.`,
})}
${field({ label: 'New password again', name: 'again', type: 'password', autocomplete: 'new-password' })}
<div class="actions"><button type="submit" name="action" value="changePassword">Save</button></div>`,
)}
</details>
<h2>Where you are signed in</h2>
<ul>${view.sessions.map((it) => html`<li>${dateOf(it.signedInAt)}${it.isThis && ' (this browser)'}</li>`)}</ul>
${form(view, html`<div class="actions"><button type="submit" class="quiet" name="action" value="signOutEverywhere">Sign out everywhere</button></div>`)}
<p><a href="${view.signOutPath}">Sign out here</a></p>`,
  };
}

function methodTable(view: SecurityInfoView): Html {
  return html`<table aria-labelledby="methods">
<thead><tr><th scope="col">Method</th><th scope="col">Last used</th><th scope="col"><span class="unseen">Change</span></th></tr></thead>
<tbody>
${view.hasPassword && html`<tr><td>Password</td><td></td><td></td></tr>`}
${view.methods.map(
  (it) => html`<tr><td>${it.displayName}<br><span class="hint">added ${dateOf(it.createdAt)}</span></td>
<td>${it.lastUsedAt === null ? 'never' : dateOf(it.lastUsedAt)}</td>
<td>${form(
    view,
    html`<input type="hidden" name="method" value="${it.methodId}">
<button type="submit" class="quiet" name="action" value="remove" aria-label="Remove ${it.displayName}, added ${dateOf(it.createdAt)}">Remove</button>`,
  )}</td></tr>`,
)}
</tbody>
</table>`;
}

function passkeyForm(view: SecurityInfoView): Html {
  return html`<form method="post" data-passkey="create" data-options="${view.passkeyOptions}" hidden>
<input type="hidden" name="csrf" value="${view.csrf}">
<input type="hidden" name="state" value="${view.state}">
<input type="hidden" name="action" value="addPasskey">
<input type="hidden" name="answer" value="">
${field({ label: 'Name of the passkey', name: 'passkeyName', autocomplete: 'off', value: 'Passkey', maxLength: 64 })}
<div class="actions"><button type="submit">Add a passkey</button></div>
<p role="status" aria-live="polite" data-passkey-status></p>
</form>`;
}

function form(view: SecurityInfoView, content: Html): Html {
  return html`<form method="post">
<input type="hidden" name="csrf" value="${view.csrf}">
<input type="hidden" name="state" value="${view.state}">
${content}
</form>`;
}

/** `2026-11-21 14:00 UTC`. */
function dateOf(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
