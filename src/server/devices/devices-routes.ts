// The operations about devices.

import type { DEVICE_OPERATIONS } from '../../protocol/operations/devices.ts';
import type { Handlers } from '../http/handlers.ts';
import { describeResource, type ResourceOptions } from './describe-resource.ts';
import { joinDevice } from './join-device.ts';
import { listDevices, listOwnDevices } from './list-devices.ts';
import { removeDevice } from './remove-device.ts';

export function deviceHandlers(options: ResourceOptions): Pick<Handlers, keyof typeof DEVICE_OPERATIONS> {
  return {
    joinDevice: ({ actor, requestId, body }) => joinDevice(options, { actor, requestId, join: body }),
    listOwnDevices: ({ actor }) => listOwnDevices(options, actor),
    listDevices: ({ actor, query }) => listDevices(options, actor, query),
    removeDevice: ({ actor, requestId, params }) =>
      removeDevice(options, { actor, requestId, deviceId: params.deviceId }),
    getResourceMetadata: ({ params }) => describeResource(options, params.tenantId),
  };
}
