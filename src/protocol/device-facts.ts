// The shapes of device and enrollment facts, wherever they come from outside: a device, a file, an import.

import { Type } from 'typebox';
import { NAME_LENGTH_MAX } from './limits.ts';

const Text = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX });

/** `DeviceFacts`: what is left out is not known. */
export const DeviceFactsBody = Type.Object(
  {
    deviceName: Type.Optional(Text),
    windowsBuild: Type.Optional(Type.Integer({ minimum: 1, maximum: 0xffff_ffff })),
    updateRevision: Type.Optional(Type.Integer({ minimum: 0, maximum: 0xffff_ffff })),
    edition: Type.Optional(Text),
    sku: Type.Optional(Type.Integer({ minimum: 1, maximum: 0xffff_ffff })),
    displayVersion: Type.Optional(Text),
    joinState: Type.Optional(Type.Enum(['entraJoined', 'hybridJoined', 'domainJoined', 'workplaceRegistered', 'none'])),
    cloudPc: Type.Optional(Type.Enum(['none', 'dedicated', 'frontlineShared'])),
    virtualDesktop: Type.Optional(Type.Enum(['none', 'persistent', 'nonPersistent'])),
    usage: Type.Optional(Type.Enum(['singleUser', 'multiUser', 'shared', 'kiosk', 'userless'])),
    isCompliant: Type.Optional(Type.Boolean()),
    ownership: Type.Optional(Type.Enum(['company', 'personal'])),
    manufacturer: Type.Optional(Text),
    model: Type.Optional(Text),
    locale: Type.Optional(Text),
    scalingPercent: Type.Optional(Type.Integer({ minimum: 100, maximum: 600 })),
    hardwareClass: Type.Optional(Type.Enum(['desktop', 'laptop', 'tablet', 'server', 'virtualMachine'])),
  },
  { additionalProperties: false },
);

/** `EnrollmentFacts`. */
export const EnrollmentFactsBody = Type.Object(
  {
    path: Type.Optional(Type.Enum(['oobeJoin', 'groupPolicy', 'coManagement', 'settings', 'bulk', 'autopilotReset'])),
    mode: Type.Optional(Type.Enum(['none', 'userDriven', 'selfDeploying', 'preProvisioned', 'devicePreparation'])),
    preProvisioningFlow: Type.Optional(Type.Enum(['technician', 'user'])),
    installsQualityUpdates: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
