// Restores as they go on, as server-sent events: first every one that is under way, then each that changed. Whoever loses the
// connection comes back and is told the whole again, so nothing is missed and no cursor is needed.
//
// Guarantees: ends by itself after so many seconds, when the service stops, and when the database does not answer; the client
// comes back. Deliberately absent: one watch for all who listen. There are a handful of administrators, and each look reads
// only live restores by their own index.

import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { ok } from '../../lib/result.ts';
import type { ListedSession } from '../../protocol/operations/restore.ts';
import type { Context } from '../context.ts';
import { inTenant } from '../transact.ts';
import { listedSession } from './session-body.ts';
import { findLiveSessions } from './session-store.ts';

type Follow = { readonly tenantId: string; readonly seconds: number; readonly closing: AbortSignal };

export function followRestores(context: Context, follow: Follow): Readable {
  return Readable.from(eventsOf(context, follow), { objectMode: false });
}

async function* eventsOf(context: Context, { tenantId, seconds, closing }: Follow): AsyncGenerator<string> {
  const told = new Map<string, ListedSession>();
  yield `retry: ${RETRY_MILLISECONDS}\n\n`;
  for (let looks = 0; looks < seconds && !closing.aborted; looks += 1) {
    const found = await inTenant(context, tenantId, async (tx) =>
      ok(await findLiveSessions(tx, { others: underWay(told), limit: LIVE_MAX })),
    );
    if (!found.ok) return;
    const changed = found.value
      .map((row) => listedSession(row, context.clock()))
      .filter(({ sessionId, version }) => told.get(sessionId)?.version !== version);
    for (const session of changed) {
      told.set(session.sessionId, session);
      yield `event: restore\ndata: ${JSON.stringify(session)}\n\n`;
    }
    // The first look is told to be complete; a comment now and then keeps proxies from hanging up.
    if (looks === 0) yield 'event: ready\ndata: {}\n\n';
    else if (looks % SECONDS_BETWEEN_COMMENTS === 0) yield ':\n\n';
    await pause(LOOK_MILLISECONDS, undefined, { signal: closing }).catch(() => {});
  }
}

function underWay(told: ReadonlyMap<string, ListedSession>): readonly string[] {
  return [...told.values()].filter(({ endedAt }) => endedAt === null).map(({ sessionId }) => sessionId);
}

const LOOK_MILLISECONDS = 1000;
const RETRY_MILLISECONDS = 2000;
const SECONDS_BETWEEN_COMMENTS = 15;
const LIVE_MAX = 500;
