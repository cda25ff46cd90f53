// The pages of a sign-in, one for each step.

import { renderSVG } from 'uqr';
import type { Enrollment } from '../sign-in/one-time-code.ts';
import { PASSWORD_LENGTH_MIN } from '../sign-in/password.ts';
import type { Progress } from '../sign-in/progress.ts';
import { html, type Html, trusted } from './html.ts';
import { alert, field, type Page } from './page.ts';

export type SignInView = {
  readonly organization: string;
  /** The application that the person signs in to. */
  readonly application: string;
  readonly csrf: string;
  readonly progress: Progress;
  /** WebAuthn's options as JSON, where a passkey may be used. */
  readonly passkeyOptions: string | undefined;
  readonly enrollment: Enrollment | undefined;
  readonly formTargets: readonly string[];
  readonly securityInfoPath: string;
};

export function signInPage(view: SignInView): Page {
  const { title, body } = STEPS[view.progress.step](view);
  return {
    status: view.progress.problem === undefined ? 200 : 400,
    title: view.progress.problem === undefined ? title : `Problem: ${title}`,
    organization: view.organization,
    body: html`<h1>${title}</h1>
${view.progress.userName !== undefined && view.progress.step !== 'name' && html`<p class="who">${view.progress.userName}</p>`}
${alert(view.progress.problem)}
${body}`,
    scripts: view.passkeyOptions === undefined ? [] : ['passkey.js'],
    formTargets: view.formTargets,
  };
}

type Step = (view: SignInView) => { readonly title: string; readonly body: Html };

const STEPS: Readonly<Record<Progress['step'], Step>> = {
  name: (view) => ({
    title: 'Sign in',
    body: html`<p>to go on to ${view.application}</p>
${form(
  view,
  html`${field({
    label: 'User name',
    name: 'userName',
    autocomplete: 'username webauthn',
    hint: 'Such as anna@contoso.example',
    value: view.progress.userName,
    invalid: view.progress.problem !== undefined,
    focus: true,
  })}
${actions(html`<button type="submit" name="action" value="next">Next</button>`, CANCEL)}`,
)}
${passkeyForm(view)}`,
  }),

  secret: (view) => {
    const isPassword = view.progress.secretKind === 'password';
    return {
      title: isPassword ? 'Enter your password' : 'Enter your Temporary Access Pass',
      body: html`${form(
        view,
        html`${rememberedName(view)}
${field({
  label: isPassword ? 'Password' : 'Temporary Access Pass',
  name: 'secret',
  type: 'password',
  autocomplete: isPassword ? 'current-password' : 'one-time-code',
  invalid: view.progress.problem !== undefined,
  focus: true,
})}
<div class="check"><input type="checkbox" id="remember" name="remember" value="yes"${view.progress.remember && html` checked`}>
<label for="remember">Keep me signed in on this device</label></div>
${actions(html`<button type="submit" name="action" value="prove">Sign in</button>`, BACK)}`,
      )}
${form(
  view,
  html`<p><button type="submit" class="quiet" name="action" value="${isPassword ? 'usePass' : 'usePassword'}">
${isPassword ? 'Use a Temporary Access Pass instead' : 'Use a password instead'}</button></p>`,
)}
${passkeyForm(view)}`,
    };
  },

  code: (view) => ({
    title: 'Enter the code from your app',
    body: html`${form(
      view,
      html`${codeField(view, 'The six digits that your authenticator app shows for Keepsake now')}
${actions(html`<button type="submit" name="action" value="code">Verify</button>`, CANCEL)}`,
    )}
${passkeyForm(view)}`,
  }),

  newPassword: (view) => ({
    title: 'Choose a password',
    body: html`<p>${
      view.progress.newPassword === 'must'
        ? 'Your password has to be changed before you go on.'
        : 'Your Temporary Access Pass ends soon. With a password, or a passkey, you can still sign in then.'
    }</p>
${form(
  view,
  html`${rememberedName(view)}
${field({
  label: 'New password',
  name: 'password',
  type: 'password',
  autocomplete: 'new-password',
  hint: `At least ${PASSWORD_LENGTH_MIN} characters. Several words are good.`,
  invalid: view.progress.problem !== undefined,
  focus: true,
})}
${field({ label: 'New password again', name: 'again', type: 'password', autocomplete: 'new-password' })}
${actions(html`<button type="submit" name="action" value="changePassword">Save and go on</button>`)}`,
)}
${
  view.progress.newPassword === 'may' &&
  form(view, html`<p><button type="submit" class="quiet" name="action" value="skip">Not now</button></p>`)
}`,
  }),

  passkey: (view) => ({
    title: 'Use a passkey',
    body: html`<p>Your organization asks for a way to sign in that nobody can be tricked out of. If you have no passkey yet, add one to your
<a href="${view.securityInfoPath}">security info</a>, then sign in again.</p>
<noscript><p>Passkeys need JavaScript in your browser.</p></noscript>
${passkeyForm(view)}
${form(view, actions(CANCEL))}`,
  }),

  registerCode: (view) => ({
    title: 'Set up an authenticator app',
    body: html`<p>Your organization asks for a second proof. Scan this with an authenticator app, or type the key into it.</p>
${view.enrollment !== undefined && enrollmentPart(view.enrollment)}
${form(
  view,
  html`${codeField(view, 'The six digits that the app shows now')}
${actions(html`<button type="submit" name="action" value="registerCode">Save and go on</button>`, CANCEL)}`,
)}
${passkeyForm(view)}`,
  }),
};

export function consentPage(view: {
  readonly organization: string;
  readonly application: string;
  readonly userName: string;
  readonly permissions: readonly string[];
  readonly csrf: string;
  readonly formTargets: readonly string[];
}): Page {
  return {
    title: 'Permissions asked for',
    organization: view.organization,
    body: html`<h1>${view.application} asks for permission</h1>
<p class="who">${view.userName}</p>
<p>It will be able to:</p>
<ul>${view.permissions.map((it) => html`<li>${it}</li>`)}</ul>
${form(
  view,
  actions(
    html`<button type="submit" name="action" value="consent">Accept</button>`,
    html`<button type="submit" class="quiet" name="action" value="cancel" formnovalidate>Cancel</button>`,
  ),
)}`,
    formTargets: view.formTargets,
  };
}

/** The QR code, and the same for who can not see it. */
export function enrollmentPart({ uri, secret }: Enrollment): Html {
  const picture = trusted(
    renderSVG(uri, { border: 2 }).replace(
      '<svg ',
      '<svg class="code" role="img" aria-label="QR code of the key below" ',
    ),
  );
  return html`${picture}
<p>Key: <code>${secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code></p>`;
}

export function form(view: { readonly csrf: string }, content: Html): Html {
  return html`<form method="post">
<input type="hidden" name="csrf" value="${view.csrf}">
${content}
</form>`;
}

export function codeField({ progress }: { readonly progress: Pick<Progress, 'problem'> }, hint: string): Html {
  return field({
    label: 'Code',
    name: 'code',
    autocomplete: 'one-time-code',
    inputMode: 'numeric',
    hint,
    invalid: progress.problem !== undefined,
    focus: true,
    maxLength: 10,
  });
}

/** For password managers, which keep a password under the name beside it. */
function rememberedName({ progress }: SignInView): Html {
  return html`<input type="text" name="username" autocomplete="username" value="${progress.userName ?? ''}" hidden readonly>`;
}

/** Shown by its script: without one a passkey can not be used. */
function passkeyForm(view: SignInView): Html | undefined {
  if (view.passkeyOptions === undefined) return undefined;
  return html`<form method="post" data-passkey="get" data-options="${view.passkeyOptions}" hidden>
<input type="hidden" name="csrf" value="${view.csrf}">
<input type="hidden" name="action" value="passkey">
<input type="hidden" name="answer" value="">
<p><button type="submit" class="quiet">Sign in with a passkey</button></p>
<p role="status" aria-live="polite" data-passkey-status></p>
</form>`;
}

function actions(...buttons: readonly Html[]): Html {
  return html`<div class="actions">${buttons}</div>`;
}

const BACK = html`<button type="submit" class="quiet" name="action" value="back" formnovalidate>Back</button>`;
const CANCEL = html`<button type="submit" class="quiet" name="action" value="cancel" formnovalidate>Cancel</button>`;
