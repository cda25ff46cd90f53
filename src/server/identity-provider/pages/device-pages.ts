// The pages of a device's sign-in: the code that it shows is typed in here, and confirmed by somebody who sees what for.

import { html } from './html.ts';
import { alert, field, type Page } from './page.ts';

type Form = { readonly action: string; readonly xsrf: string };

export function codeEntryPage(organization: string, form: Form, problem: string | undefined, code?: string): Page {
  return {
    ...(problem === undefined ? {} : { status: 400 }),
    title: 'Enter the code',
    organization,
    body: html`<h1>Enter the code that your device shows</h1>
${alert(problem)}
<form method="post" action="${form.action}">
<input type="hidden" name="xsrf" value="${form.xsrf}">
${field({
  label: 'Code',
  name: 'user_code',
  autocomplete: 'off',
  hint: 'Eight letters. Only ever enter a code that you asked for yourself: whoever sent you one would be signed in as you.',
  value: code,
  invalid: problem !== undefined,
  focus: true,
  maxLength: 16,
})}
<div class="actions"><button type="submit">Next</button></div>
</form>`,
  };
}

export type DeviceRequest = {
  readonly userCode: string;
  readonly application: string;
  readonly permissions: readonly string[];
  readonly ipAddress: string;
  readonly userAgent: string;
};

export function codeConfirmPage(organization: string, form: Form, device: DeviceRequest): Page {
  return {
    title: 'Is this your device?',
    organization,
    body: html`<h1>Is this your device?</h1>
<p>Going on signs you in to <strong>${device.application}</strong> on the device that shows the code <code>${device.userCode}</code>.</p>
<h2>It will be able to</h2>
<ul>${device.permissions.map((it) => html`<li>${it}</li>`)}</ul>
<h2>Where it asked from</h2>
<dl>
<dt>Address</dt><dd>${device.ipAddress}</dd>
<dt>Program</dt><dd>${device.userAgent}</dd>
</dl>
<p class="hint">If you did not start this yourself on a device of yours, choose “It is not mine”.</p>
<form method="post" action="${form.action}">
<input type="hidden" name="xsrf" value="${form.xsrf}">
<input type="hidden" name="user_code" value="${device.userCode}">
<div class="actions"><button type="submit" name="confirm" value="yes">It is mine, sign in</button>
<button type="submit" class="quiet" name="abort" value="yes">It is not mine</button></div>
</form>`,
  };
}
