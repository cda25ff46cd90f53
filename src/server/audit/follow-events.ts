// The events of a log as a stream, from a cursor on: what is there now and, if asked, what comes. A cursor is the index of the
// last event that was handed over, so whoever stops goes on where they were, without a gap and without a repeat.

import { setTimeout as pause } from 'node:timers/promises';
import { ok, type Result } from '../../lib/result.ts';
import { AUDIT_PAGE_SIZE_MAX } from '../../protocol/limits.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { readEvents } from './read-log.ts';

export type Follow = {
  readonly tenantId: string;
  readonly after: number | undefined;
  /** Goes on until the signal; otherwise it ends with the last event that is there. */
  readonly stop?: AbortSignal | undefined;
  /** Gets each batch with the cursor that follows it; the next one is read when this is done. */
  readonly deliver: (bodies: readonly string[], cursor: number) => Promise<void>;
};

/** Answers the last cursor. Throws what `deliver` throws. */
export async function followEvents(context: Context, follow: Follow): Promise<Result<number | undefined, Problem>> {
  let cursor = follow.after;
  while (follow.stop?.aborted !== true) {
    const page = await readEvents(context, follow.tenantId, { after: cursor, limit: AUDIT_PAGE_SIZE_MAX });
    if (!page.ok) return page;
    if (page.value.length > 0) {
      cursor = (cursor ?? -1) + page.value.length;
      await follow.deliver(
        page.value.map((body) => new TextDecoder().decode(body)),
        cursor,
      );
    } else if (follow.stop === undefined) break;
    else await pause(POLL_MILLISECONDS, undefined, { signal: follow.stop }).catch(() => {});
  }
  return ok(cursor);
}

const POLL_MILLISECONDS = 1000;
