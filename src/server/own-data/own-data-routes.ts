// The operations that give people their own data, and that end it, as calls of their use cases.

import type { OWN_DATA_OPERATIONS } from '../../protocol/operations/own-data.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { eraseOwnData, getOwnErasure, resumeOwnBackups } from './erase-own-data.ts';
import { exportOwnData } from './export-own-data.ts';

export function ownDataHandlers(context: Context): Pick<Handlers, keyof typeof OWN_DATA_OPERATIONS> {
  return {
    exportOwnData: (call) => exportOwnData(context, call),
    getOwnErasure: ({ actor }) => getOwnErasure(context, actor),
    eraseOwnData: (call) => eraseOwnData(context, call),
    resumeOwnBackups: (call) => resumeOwnBackups(context, call),
  };
}
