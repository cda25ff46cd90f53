// How a device belongs to the organization, in the words of Microsoft Graph.

import type { JoinState } from '../../domain/device/device-facts.ts';
import type { JoinType } from '../../protocol/operations/devices.ts';

export function joinTypeOf(state: JoinState | undefined): JoinType {
  return state === undefined ? 'unknown' : JOIN_TYPES[state];
}

/** A device that is joined to a domain alone, or to nothing, is none of Entra's. */
const JOIN_TYPES: Readonly<Record<JoinState, JoinType>> = {
  entraJoined: 'azureADJoined',
  hybridJoined: 'hybridAzureADJoined',
  workplaceRegistered: 'azureADRegistered',
  domainJoined: 'unknown',
  none: 'unknown',
};
