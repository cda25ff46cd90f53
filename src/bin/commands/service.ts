// The connection of a device's commands to the service, from the credential file.

import { connectService, type ServiceClient } from '../../agent/upload/service-client.ts';
import { type Credential, readCredential } from '../../agent/credential-file.ts';
import type { AgentProblem } from '../../agent/agent-problem.ts';
import { ok, type Result } from '../../lib/result.ts';
import { variable } from '../configuration.ts';

export type Connection = { readonly service: ServiceClient; readonly credential: Credential };

export function connect(options: { readonly credential?: string }): Result<Connection, AgentProblem> {
  const credential = readCredential(options.credential ?? variable('KEEPSAKE_CREDENTIAL'));
  if (!credential.ok) return credential;
  const { service: url, token } = credential.value;
  return ok({ service: connectService({ url, token }), credential: credential.value });
}
