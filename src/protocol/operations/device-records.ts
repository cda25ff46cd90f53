// Devices as Microsoft Graph has them: those of the management service, of the directory, and of Autopilot. They are records
// that were imported, and beside them the devices that joined here; in the same shapes.

import { Nothing, type Operation } from '../operation.ts';
import { COLLECTION_OPTIONS, GraphCollection, GraphObject, GraphParams, graphQuery } from './graph.ts';

const LIST = { access: 'device.read', style: 'graph', query: graphQuery(COLLECTION_OPTIONS) } as const;
const GET = { access: 'device.read', style: 'graph', params: GraphParams, query: graphQuery(['$select']) } as const;

export const DEVICE_RECORD_OPERATIONS = {
  listManagedDevices: {
    ...LIST,
    method: 'GET',
    path: '/v1.0/deviceManagement/managedDevices',
    scopes: ['DeviceManagementManagedDevices.Read.All', 'DeviceManagementManagedDevices.ReadWrite.All'],
    summary: 'Devices under management: imported records, and devices that joined here.',
    answer: GraphCollection,
    problems: ['bad-request'],
  },
  getManagedDevice: {
    ...GET,
    method: 'GET',
    path: '/v1.0/deviceManagement/managedDevices/:id',
    scopes: ['DeviceManagementManagedDevices.Read.All', 'DeviceManagementManagedDevices.ReadWrite.All'],
    summary: 'One device under management.',
    answer: GraphObject,
    problems: ['bad-request', 'not-found'],
  },
  deleteManagedDevice: {
    method: 'DELETE',
    path: '/v1.0/deviceManagement/managedDevices/:id',
    access: 'device.manage',
    style: 'graph',
    scopes: ['DeviceManagementManagedDevices.ReadWrite.All'],
    summary: 'Forgets an imported record. A device that joined here is taken out by its own operation.',
    params: GraphParams,
    answer: Nothing,
    status: 204,
    problems: ['bad-request', 'not-found'],
  },
  listDirectoryDevices: {
    ...LIST,
    method: 'GET',
    path: '/v1.0/devices',
    scopes: ['Device.Read.All', 'Device.ReadWrite.All', 'Directory.Read.All'],
    summary: 'Devices of the directory: imported records, and devices that joined here.',
    answer: GraphCollection,
    problems: ['bad-request'],
  },
  getDirectoryDevice: {
    ...GET,
    method: 'GET',
    path: '/v1.0/devices/:id',
    scopes: ['Device.Read.All', 'Device.ReadWrite.All', 'Directory.Read.All'],
    summary: 'One device of the directory.',
    answer: GraphObject,
    problems: ['bad-request', 'not-found'],
  },
  listAutopilotDevices: {
    ...LIST,
    method: 'GET',
    path: '/v1.0/deviceManagement/windowsAutopilotDeviceIdentities',
    scopes: ['DeviceManagementServiceConfig.Read.All', 'DeviceManagementServiceConfig.ReadWrite.All'],
    summary: 'Devices that Autopilot was told of: imported records.',
    answer: GraphCollection,
    problems: ['bad-request'],
  },
  getAutopilotDevice: {
    ...GET,
    method: 'GET',
    path: '/v1.0/deviceManagement/windowsAutopilotDeviceIdentities/:id',
    scopes: ['DeviceManagementServiceConfig.Read.All', 'DeviceManagementServiceConfig.ReadWrite.All'],
    summary: 'One device that Autopilot was told of.',
    answer: GraphObject,
    problems: ['bad-request', 'not-found'],
  },
} as const satisfies Record<string, Operation>;
