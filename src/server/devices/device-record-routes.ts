// The operations about device records in Graph's style, as calls on their lists.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { DEVICE_RECORD_OPERATIONS } from '../../protocol/operations/device-records.ts';
import type { GraphCollection, RawQuery } from '../../protocol/operations/graph.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { type Entity, entityOf, tablePageOf } from '../graph/entity-page.ts';
import { etagOfObject } from '../graph/etag.ts';
import { parseODataQuery } from '../graph/odata-query.ts';
import type { Handlers, HttpFacts } from '../http/handlers.ts';
import type { ApplicationActor, UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { deleteManagedDevice } from './delete-device-record.ts';
import { DEVICE_QUERIES } from './device-queries.ts';
import { findListedDevice, findListedDevices, type ListedKind } from './listed-devices.ts';

export function deviceRecordHandlers(context: Context): Pick<Handlers, keyof typeof DEVICE_RECORD_OPERATIONS> {
  const managed = handlersOf(context, 'managedDevice', 'deviceManagement/managedDevices');
  const directory = handlersOf(context, 'device', 'devices');
  const autopilot = handlersOf(context, 'autopilotDeviceIdentity', 'deviceManagement/windowsAutopilotDeviceIdentities');
  return {
    listManagedDevices: managed.list,
    getManagedDevice: managed.get,
    deleteManagedDevice: ({ actor, requestId, params }) =>
      deleteManagedDevice(context, { actor, requestId, objectId: params.id }),
    listDirectoryDevices: directory.list,
    getDirectoryDevice: directory.get,
    listAutopilotDevices: autopilot.list,
    getAutopilotDevice: autopilot.get,
  };
}

type Asked = {
  readonly actor: UserActor | ApplicationActor;
  readonly query: RawQuery;
  readonly http: HttpFacts;
};

function handlersOf(context: Context, kind: ListedKind, path: string) {
  const { rules, columns } = DEVICE_QUERIES[kind];
  return {
    list: async ({ actor, query: raw, http }: Asked): Promise<Result<GraphCollection, Problem>> => {
      const query = parseODataQuery(raw, rules, http);
      if (!query.ok) return query;
      return inTenant(context, actor.tenantId, async (tx) => {
        const found = await findListedDevices(tx, kind, { query: query.value, columns });
        return ok(tablePageOf(query.value, found, { http, context: path }));
      });
    },
    get: async ({
      actor,
      params,
      query: raw,
      http,
    }: Asked & { readonly params: { readonly id: string } }): Promise<Result<Entity, Problem>> => {
      const query = parseODataQuery(raw, rules);
      if (!query.ok) return query;
      return inTenant(context, actor.tenantId, async (tx) => {
        const found = await findListedDevice(tx, kind, params.id);
        if (found === undefined) return fail({ code: 'not-found', detail: `There is no device ${params.id}.` });
        return ok(entityOf(query.value, found, etagOfObject(found), { http, context: path }));
      });
    },
  };
}
