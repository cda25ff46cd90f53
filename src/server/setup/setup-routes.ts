// The operation of the setup guide, as a call of its use case.

import type { SETUP_OPERATIONS } from '../../protocol/operations/setup.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { getSetup } from './get-setup.ts';

export function setupHandlers(context: Context): Pick<Handlers, keyof typeof SETUP_OPERATIONS> {
  return { getSetup: ({ actor }) => getSetup(context, actor.tenantId) };
}
