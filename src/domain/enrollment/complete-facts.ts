// What a device says of itself, completed by what records say of it. Its own word wins wherever both speak, except on
// compliance and ownership: those are the organization's to say.

import type { DeviceFacts } from '../device/device-facts.ts';
import type { EnrollmentFacts } from './enrollment-facts.ts';

export type Known = { readonly device: DeviceFacts; readonly enrollment: EnrollmentFacts };

export function completeFacts(own: Known, records: Known): Known {
  const { isCompliant, ownership, windowsBuild, updateRevision, ...device } = records.device;
  // A revision counts for its own build alone.
  const ownBuild = own.device.windowsBuild;
  const version = {
    ...(windowsBuild === undefined ? {} : { windowsBuild }),
    ...(updateRevision === undefined || (ownBuild ?? windowsBuild) !== windowsBuild ? {} : { updateRevision }),
  };
  const organization = {
    ...(isCompliant === undefined ? {} : { isCompliant }),
    ...(ownership === undefined ? {} : { ownership }),
  };
  return {
    device: { ...device, ...version, ...own.device, ...organization },
    enrollment: { ...records.enrollment, ...own.enrollment },
  };
}
