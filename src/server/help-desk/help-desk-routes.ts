// The operation of the help desk, as a call of its use case.

import type { HELP_DESK_OPERATIONS } from '../../protocol/operations/help-desk.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { findStories } from './find-stories.ts';

export function helpDeskHandlers(context: Context): Pick<Handlers, keyof typeof HELP_DESK_OPERATIONS> {
  return { findStories: ({ actor, query }) => findStories(context, actor, query) };
}
