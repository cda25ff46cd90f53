// An agent with everything real but its clock: a profile on the disk, policies in memory, a state folder of its own, and a
// service that listens.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { realDisk } from '../../src/agent/apply/disk.ts';
import { openProfileSafely } from '../../src/agent/apply/open-safely.ts';
import { openDiskTarget } from '../../src/agent/restore/disk-target.ts';
import type { PageChoice } from '../../src/agent/restore/session-ports.ts';
import type { RestoreContext } from '../../src/agent/schedule/offer-restore.ts';
import type { AgentContext } from '../../src/agent/schedule/agent-context.ts';
import { policyReports } from '../../src/agent/windows/device-report.ts';
import type { DeviceFacts } from '../../src/domain/device/device-facts.ts';
import { uuidV7 } from '../../src/lib/uuid.ts';
import type { CheckIn, OfferedProfile } from '../../src/protocol/operations/restore.ts';
import { type AgentStatus, agentStatus } from '../../src/agent/status/status.ts';
import { connectService } from '../../src/agent/upload/service-client.ts';
import { makeProfile } from '../../src/demo/make-profile.ts';
import { ANNAS_CHOICES, ANNAS_SECRETS, OLD_DEVICE } from '../../src/demo/people.ts';
import { ok } from '../../src/lib/result.ts';
import { groupPolicies, type PolicyRegistry, readerOf } from '../policy/policy-registry.ts';
import type { Ended } from '../fixtures/program.ts';
import { START } from '../server/service-fixture.ts';

export const ENABLED = groupPolicies({ EnableWindowsBackup: 'enabled' });

/** What a device that may back up says of itself; what its registry says of policies comes on top. */
export const ELIGIBLE = {
  facts: {
    windowsBuild: 26100,
    updateRevision: 8000,
    edition: 'Enterprise',
    sku: 4,
    joinState: 'entraJoined',
    cloudPc: 'none',
    virtualDesktop: 'none',
    usage: 'singleUser',
  },
  enrollment: {},
  account: 'organizational',
} as const satisfies Partial<CheckIn>;

export type TestAgent = {
  readonly context: AgentContext;
  readonly folder: string;
  readonly profile: string;
  readonly advance: (milliseconds: number) => void;
  readonly setPolicy: (registry: PolicyRegistry) => void;
  readonly setFacts: (facts: DeviceFacts) => void;
  readonly setService: (url: string, token: string) => void;
  /** How often a service was connected to. */
  readonly connections: () => number;
};

/** `chosen` is what the person chose on the device before; a fresh device has nothing. */
export function makeAgent(
  test: { readonly after: (work: () => void) => void },
  url: string,
  token: string,
  chosen = ANNAS_CHOICES,
): TestAgent {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-agent-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const profile = join(folder, 'anna');
  const { windowsBuild } = OLD_DEVICE;
  makeProfile({ folder: profile, windowsBuild, chosen, extras: ANNAS_SECRETS });
  let now = START;
  let registry = ENABLED;
  let service = { url, token };
  let facts: DeviceFacts = ELIGIBLE.facts;
  let connections = 0;
  return {
    folder,
    profile,
    advance: (milliseconds) => void (now += milliseconds),
    setPolicy: (policies) => void (registry = policies),
    setFacts: (others) => void (facts = others),
    setService: (newUrl, newToken) => void (service = { url: newUrl, token: newToken }),
    connections: () => connections,
    context: {
      stateFolder: join(folder, 'state'),
      disk: realDisk,
      clock: () => now,
      deviceId: 'PC-1\\anna',
      readPolicy: (location) => readerOf(registry)(location),
      openSource: () => Promise.resolve(openProfileSafely(profile, {})),
      report: () => ({ ...ELIGIBLE, facts, localPolicies: policyReports(readerOf(registry)) }),
      connect: () => {
        connections += 1;
        return ok({ client: connectService(service), url: service.url, deviceName: 'PC-1' });
      },
    },
  };
}

/** What a restore on this agent's device works with; `said` is what the person says when asked. */
export function restoreOn(agent: TestAgent, said: (profiles: readonly OfferedProfile[]) => PageChoice): RestoreContext {
  const { clock } = agent.context;
  return {
    ...agent.context,
    openTarget: async () => openDiskTarget(agent.profile, {}, clock),
    page: { decide: async ({ profiles }) => said(profiles) },
    newId: () => uuidV7(clock(), randomBytes(10)),
  };
}

export function chooseFirst(profiles: readonly OfferedProfile[]): PageChoice {
  const [first] = profiles;
  assert.ok(first !== undefined);
  const { profileId, snapshotId, deviceName } = first;
  return { kind: 'restore', choice: { profileId, snapshotId, deviceName, exact: false, optedIn: [] } };
}

/** A service that does not know check-ins and sessions yet; everything else it passes on to the one at `url`. */
export async function olderService(test: TestContext, url: string): Promise<string> {
  return (await passingOn(test, url, /check-ins|restore\/offers/)).url;
}

/** Passes on what comes to the service at `url`, until it is stopped; paths like `unknown` are not there. */
export async function passingOn(
  test: TestContext,
  url: string,
  unknown = /^$/,
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const server = createServer((request, response) => void passOn(url, unknown, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  test.after(stop);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

async function passOn(url: string, unknown: RegExp, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url: path = '/', headers } = request;
  if (unknown.test(path)) {
    response.writeHead(404, { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify({ code: 'not-found', detail: 'There is nothing at this path.' }));
    return;
  }
  const body = await buffer(request);
  const passed = Object.entries(headers).filter(([name]) => !['host', 'connection', 'content-length'].includes(name));
  const answer = await fetch(new URL(path, url), {
    method,
    headers: passed.map(([name, value]): [string, string] => [name, String(value)]),
    ...(body.length === 0 ? {} : { body }),
  });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

/** Off this thread, since the service answers on it. */
export async function tryKeepsakeAsync(words: readonly string[], environment: Record<string, string>): Promise<Ended> {
  const program = join(import.meta.dirname, '../../bin/keepsake.mjs');
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => void (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => void (stderr += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout, stderr };
}

/** What the status says of an agent with a credential that is good. */
export function statusOf({ context }: TestAgent): AgentStatus {
  const { stateFolder, readPolicy, clock, deviceId } = context;
  const credential = ok({ ...CREDENTIAL, expiresAt: new Date(clock() + 90 * 24 * 60 * 60_000).toISOString() });
  return agentStatus({ stateFolder, readPolicy, credential, now: clock(), deviceId, missingTasks: [] });
}

const CREDENTIAL = {
  service: 'http://127.0.0.1:1',
  token: 'ks1.test',
  user: 'anna',
  device: 'PC-1',
  tenantId: 't',
  credentialId: 'c',
};
