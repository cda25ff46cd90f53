// One device of the wave: the agent's driver of restore sessions with its client, a profile in memory, and a person who takes
// the first backup that is offered. Every request is timed, every problem counted; the client waits as it always does.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentProblem } from '../../src/agent/agent-problem.ts';
import { planFor } from '../../src/agent/restore/restore-profile.ts';
import { runSession } from '../../src/agent/restore/run-session.ts';
import { NO_MEMORY, type SessionMemory } from '../../src/agent/restore/session-memory.ts';
import type { RestorePage, RestoreTarget, SessionPorts } from '../../src/agent/restore/session-ports.ts';
import { sendRequest } from '../../src/agent/upload/send-request.ts';
import { type ClientDoor, connectService, type ServiceAddress } from '../../src/agent/upload/service-client.ts';
import { catalog } from '../../src/domain/catalog/catalog.ts';
import { ok, type Result } from '../../src/lib/result.ts';
import { REPORT } from './fleet.ts';

export type Measured = {
  readonly requests: { readonly operation: string; readonly milliseconds: number }[];
  /** By code, those that were repeated included. */
  readonly failures: Map<string, number>;
  pauses: number;
};

export function measuredDoor({ requests, failures }: Measured): ClientDoor {
  return {
    pause: sleep,
    send: async (url, schema, request, shown) => {
      const begun = performance.now();
      const answer = await sendRequest(url, schema, request, shown);
      requests.push({ operation: request.operation, milliseconds: performance.now() - begun });
      if (!answer.ok) {
        const { code } = answer.error.problem;
        failures.set(code, (failures.get(code) ?? 0) + 1);
      }
      return answer;
    },
  };
}

/** Each call goes on where the last one ended, as the agent's runs do. Answers how the restore ended. */
export function restoreOnce(address: ServiceAddress, door: ClientDoor): () => Promise<Result<string, AgentProblem>> {
  let memory: SessionMemory = NO_MEMORY;
  const ports: SessionPorts = {
    service: connectService(address, door),
    target: emptyProfile(),
    memory: { read: () => memory, write: (next) => void (memory = next) },
    page: { decide: firstOffered },
    tell: () => {},
    clock: Date.now,
    newId: randomUUID,
  };
  return async () => {
    const signedInAt = new Date().toISOString();
    const end = await runSession(ports, { ...REPORT, phase: 'firstSignIn', signedInAt });
    if (!end.ok) return end;
    if (end.value.kind === 'ended' && end.value.unreported === undefined) return ok(end.value.end.outcome);
    return end.value.kind === 'ended' ? { ok: false, error: end.value.unreported as AgentProblem } : ok(end.value.kind);
  };
}

const firstOffered: RestorePage['decide'] = async ({ profiles: [first] }) => {
  if (first === undefined) return { kind: 'later' };
  const { profileId, snapshotId, deviceName } = first;
  return { kind: 'restore', choice: { profileId, snapshotId, deviceName, exact: false, optedIn: [] } };
};

/** Everything that is planned arrives. */
function emptyProfile(): RestoreTarget {
  const { facts } = REPORT;
  const profile = { facts, read: () => ({ state: 'absent' }) as const, covers: () => true };
  return {
    plan: (snapshot, choices) => planFor(profile, snapshot, catalog, choices),
    apply: async (_id, plan) =>
      ok(
        plan.changes.map(({ setting, category }) => ({ settingId: setting.id, category, state: 'restored' }) as const),
      ),
    wasApplied: () => false,
    wasUndone: () => false,
    endedApps: () => [],
    bringApps: () => [],
  };
}
