// The connection of a device's commands to the service, from the credential file.

import { connectBy, type Connection, type DescribeDevice } from '../../agent/identity/connect.ts';
import type { AgentProblem } from '../../agent/agent-problem.ts';
import { openLiveRegistry } from '../../agent/registry/live-registry.ts';
import { joinTypeOf } from '../../agent/identity/join-type.ts';
import { readDeviceFacts } from '../../agent/windows/device-facts.ts';
import type { Result } from '../../lib/result.ts';
import { variable } from '../configuration.ts';
import { statedFacts } from './open-profile.ts';

export function connect(options: { readonly credential?: string }): Result<Connection, AgentProblem> {
  return connectBy(options.credential ?? variable('KEEPSAKE_CREDENTIAL'), describeThisDevice);
}

/** The name as the credential has it; how it is joined as Windows says, or as KEEPSAKE_FACTS states. */
export const describeThisDevice: DescribeDevice = async ({ device }) => {
  const stated = statedFacts();
  const found = process.platform === 'win32' ? readDeviceFacts(await openLiveRegistry()) : {};
  const { joinState } = { ...found, ...(stated.ok ? stated.value.device : {}) };
  return { displayName: device, joinType: joinTypeOf(joinState) };
};
