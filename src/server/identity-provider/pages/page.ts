// What every page of the identity provider shares: the frame, the headers, the assets it may load.
//
// Guarantees: no inline script or style, so the Content-Security-Policy forbids all; no page can be framed; every page works
// without scripts, except that passkeys need one.

import { html, type Html } from './html.ts';

export type Page = {
  readonly status?: number;
  readonly title: string;
  readonly organization: string;
  readonly body: Html;
  /** Scripts of `static/`, where the page has a use for one. */
  readonly scripts?: readonly ('passkey.js' | 'copy.js')[];
  /** Origins that a form's answer may lead to: the client's. */
  readonly formTargets?: readonly string[];
};

/** Where the assets are, for every tenant alike; the version makes browsers fetch them once. */
export const ASSET_PATH = '/identity-assets';

export function renderPage({ title, organization, body, scripts = [] }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${organization} – Keepsake</title>
<link rel="icon" href="${ASSET_PATH}/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${ASSET_PATH}/pages.css">
${scripts.map((name) => html`<script src="${ASSET_PATH}/${name}" defer></script>\n`)}</head>
<body>
<main>
<header><img src="${ASSET_PATH}/icon.svg" alt="" width="24" height="24"><span>${organization}</span></header>
${body}
</main>
<footer><p>Keepsake keeps your Windows settings for your next device.</p></footer>
</body>
</html>
`.markup;
}

/** Of a page, and of what oidc-provider renders itself (which adds the hash of its one script). */
export function pageHeaders(formTargets: readonly string[] = []): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      "base-uri 'none'",
      `form-action ${["'self'", ...formTargets].join(' ')}`,
      "frame-ancestors 'none'",
      "img-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'publickey-credentials-get=(self), publickey-credentials-create=(self)',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

/** What went wrong, read out at once; nothing if nothing did. */
export function alert(message: string | undefined): Html | undefined {
  return message === undefined ? undefined : html`<p class="alert" role="alert" id="problem">${message}</p>`;
}

/** One labelled field. */
export function field(options: {
  readonly label: string;
  readonly name: string;
  readonly type?: 'text' | 'password' | 'email';
  readonly autocomplete: string;
  readonly hint?: string;
  readonly value?: string | undefined;
  readonly invalid?: boolean;
  readonly inputMode?: 'numeric';
  readonly focus?: boolean;
  readonly maxLength?: number;
}): Html {
  const { label, name, type = 'text', autocomplete, hint, value, invalid = false, focus = false } = options;
  const describedBy = [...(hint === undefined ? [] : [`${name}-hint`]), ...(invalid ? ['problem'] : [])].join(' ');
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" spellcheck="false" autocapitalize="none" required
 maxlength="${options.maxLength ?? 256}"${attribute('inputmode', options.inputMode)}${attribute('value', value)}${attribute('aria-describedby', describedBy || undefined)}${invalid && html` aria-invalid="true"`}${focus && html` autofocus`}>
</div>`;
}

function attribute(name: string, value: string | undefined): Html | undefined {
  return value === undefined ? undefined : html` ${name}="${value}"`;
}
