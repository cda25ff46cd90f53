// The operations about the service itself.

import { ok } from '../../lib/result.ts';
import type { Context } from '../context.ts';
import { inSystem } from '../transact.ts';
import type { Handlers } from './handlers.ts';

export function metaHandlers(
  context: Context,
  openApi: () => { openapi: string },
): Pick<Handlers, 'getHealth' | 'getOpenApi'> {
  return {
    getHealth: () =>
      inSystem(context, async (tx) => {
        await tx.query('SELECT 1');
        return ok({ status: 'ok' as const });
      }),
    getOpenApi: async () => ok(openApi()),
  };
}
