// What an export leaves open and who lives there knows: the facts of a device as they truly are. Filled in where a prediction was
// open, they must make it right, or else it was open for another reason than the one it names.

import type { SubjectFacts } from '../../src/domain/readiness/subject.ts';
import type { Arrival, Device } from './organization.ts';
import { isOfDomain } from './organization.ts';

export function completed(exported: SubjectFacts, device: Device): SubjectFacts {
  const { updatedDevice: _, ...facts } = exported;
  const truly = trueFacts(device);
  return {
    ...facts,
    device: { ...truly.device, ...facts.device },
    enrollment: { ...truly.enrollment, ...facts.enrollment },
    person: { account: 'organizational', ...facts.person },
  };
}

export function trueFacts({
  arrival,
  windows,
  purpose,
  sku,
  isCompliant,
}: Device): Pick<SubjectFacts, 'device' | 'enrollment'> {
  return {
    device: {
      windowsBuild: windows.build,
      updateRevision: windows.revision,
      sku,
      joinState:
        arrival === 'workAccountOnOwnDevice'
          ? 'workplaceRegistered'
          : isOfDomain(arrival)
            ? 'hybridJoined'
            : 'entraJoined',
      cloudPc: arrival === 'cloudPc' ? 'dedicated' : arrival === 'sharedCloudPc' ? 'frontlineShared' : 'none',
      virtualDesktop: 'none',
      usage: purpose === 'onePerson' ? 'singleUser' : purpose,
      isCompliant,
    },
    enrollment: { ...ENROLLMENTS[arrival], preProvisioningFlow: 'user' },
  };
}

const ENROLLMENTS: Readonly<Record<Arrival, SubjectFacts['enrollment']>> = {
  joinedInSetup: { path: 'oobeJoin', mode: 'none' },
  autopilot: { path: 'oobeJoin', mode: 'userDriven' },
  autopilotHybrid: { path: 'oobeJoin', mode: 'userDriven' },
  autopilotSelfDeploying: { path: 'oobeJoin', mode: 'selfDeploying' },
  autopilotPreProvisioned: { path: 'oobeJoin', mode: 'preProvisioned' },
  autopilotReset: { path: 'autopilotReset', mode: 'userDriven' },
  devicePreparation: { path: 'oobeJoin', mode: 'devicePreparation' },
  joinedFromSettings: { path: 'settings', mode: 'none' },
  groupPolicy: { path: 'groupPolicy', mode: 'none' },
  coManagement: { path: 'coManagement', mode: 'none' },
  provisioningPackage: { path: 'bulk', mode: 'none' },
  cloudPc: { path: 'oobeJoin', mode: 'none' },
  sharedCloudPc: { path: 'oobeJoin', mode: 'none' },
  workAccountOnOwnDevice: { path: 'settings', mode: 'none' },
};
