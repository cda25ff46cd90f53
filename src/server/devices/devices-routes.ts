// The operations about devices.

import { ok } from '../../lib/result.ts';
import type { DEVICE_OPERATIONS } from '../../protocol/operations/devices.ts';
import type { Handlers } from '../http/handlers.ts';
import { auditActorOf } from '../identity/actor.ts';
import { describeResource, type ResourceOptions } from './describe-resource.ts';
import { joinDevice } from './join-device.ts';
import { getDevice, listDevices, listOwnDevices } from './list-devices.ts';
import { removeDevice } from './remove-device.ts';

export function deviceHandlers(options: ResourceOptions): Pick<Handlers, keyof typeof DEVICE_OPERATIONS> {
  return {
    joinDevice: ({ actor, requestId, body }) => joinDevice(options, { actor, requestId, join: body }),
    listOwnDevices: ({ actor }) => listOwnDevices(options, actor),
    getDevice: ({ actor, params }) => getDevice(options, actor, params.deviceId),
    listDevices: ({ actor, query }) => listDevices(options, actor, query),
    removeDevice: async ({ actor, requestId, params }) => {
      const { tenantId } = actor;
      const input = { tenantId, by: auditActorOf(actor), correlationId: requestId, deviceId: params.deviceId };
      const removed = await removeDevice(options, input);
      return removed.ok ? ok(null) : removed;
    },
    getResourceMetadata: ({ params }) => describeResource(options, params.tenantId),
  };
}
