// The operation that gives people their own data, as a call of its use case.

import type { OWN_DATA_OPERATIONS } from '../../protocol/operations/own-data.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { exportOwnData } from './export-own-data.ts';

export function ownDataHandlers(context: Context): Pick<Handlers, keyof typeof OWN_DATA_OPERATIONS> {
  return { exportOwnData: (call) => exportOwnData(context, call) };
}
