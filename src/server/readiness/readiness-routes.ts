// The operations of readiness, as calls of their use cases.

import type { READINESS_OPERATIONS } from '../../protocol/operations/readiness.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { forecastReadiness } from './forecast-readiness.ts';
import { getReadiness } from './get-readiness.ts';
import { listReadinessDevices } from './list-readiness-devices.ts';

export function readinessHandlers(context: Context): Pick<Handlers, keyof typeof READINESS_OPERATIONS> {
  return {
    getReadiness: ({ actor, query }) => getReadiness(context, actor.tenantId, query),
    listReadinessDevices: ({ actor, query }) => listReadinessDevices(context, actor.tenantId, query),
    forecastReadiness: ({ actor, body }) => forecastReadiness(context, actor.tenantId, body),
  };
}
