// Starts the admin center: sign-in, then the page that was asked for. The tenant is the first part of the path
// (/admin/<tenant>/devices), so that a link leads everybody to the same place.
//
// Signing in leaves the page and comes back, so this runs twice: it is small, and the pages themselves (app.tsx) are begun only
// on the way back, while the issuer's answer is fetched, and their words with them.

import { loadCatalogs } from '../shared/catalogs.ts';
import { askFirst } from './first-answers.ts';
import { beginSignIn, endSignIn, isBackFromIssuer } from './sign-in.ts';

const loadPages = async () => (await Promise.all([import('./app.tsx'), loadCatalogs()]))[0];

// Not awaited here: the pages import what stands beside this module, and would wait for it.
void enter().catch(async (error: unknown) => (await loadPages()).showEntrance(error));

async function enter(): Promise<void> {
  if (isBackFromIssuer()) {
    const asked = endSignIn().then((signedIn) => ({
      ...signedIn,
      first: askFirst(signedIn.session, signedIn.returnTo),
    }));
    const [{ session, returnTo, first }, { showPages }] = await Promise.all([asked, loadPages()]);
    history.replaceState(null, '', returnTo);
    return showPages(session, first);
  }
  const tenantId = /^\/admin\/([0-9a-f-]{36})(?:\/|$)/.exec(location.pathname)?.[1];
  if (tenantId === undefined) return (await loadPages()).showEntrance();
  await beginSignIn(tenantId, location.pathname + location.search);
}
