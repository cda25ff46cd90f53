// Whether a request comes from the agent's own page. A name that was bound to 127.0.0.1 (DNS rebinding) shows in Host, another
// site's page in Origin or Sec-Fetch-Site; an act needs a body of JSON, which no form can send.

import type { IncomingHttpHeaders } from 'node:http';

export function isForeign(method: string, headers: IncomingHttpHeaders, host: string): boolean {
  if (headers.host !== host) return true;
  const isAct = method !== 'GET';
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin === undefined ? isAct : origin !== `http://${host}`) return true;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  return isAct && headers['content-type'] !== 'application/json';
}
