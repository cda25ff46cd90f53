// An agent with everything real but its clock: a profile on the disk, policies in memory, a state folder of its own, and a
// service that listens.

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
import type { AgentContext } from '../../src/agent/schedule/run-backup.ts';
import { policyReports } from '../../src/agent/windows/device-report.ts';
import type { DeviceFacts } from '../../src/domain/device/device-facts.ts';
import type { CheckIn } from '../../src/protocol/operations/restore.ts';
import { connectService } from '../../src/agent/upload/service-client.ts';
import { makeProfile } from '../../src/demo/make-profile.ts';
import { ANNAS_CHOICES, ANNAS_SECRETS, OLD_DEVICE } from '../../src/demo/people.ts';
import { ok } from '../../src/lib/result.ts';
import { groupPolicies, type PolicyRegistry, readerOf } from '../policy/policy-registry.ts';
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

export function makeAgent(test: TestContext, url: string, token: string): TestAgent {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-agent-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const profile = join(folder, 'anna');
  const { windowsBuild } = OLD_DEVICE;
  makeProfile({ folder: profile, windowsBuild, chosen: ANNAS_CHOICES, extras: ANNAS_SECRETS });
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

/** A service that does not know the question yet; everything else it passes on to the one at `url`. */
export async function olderService(test: TestContext, url: string): Promise<string> {
  const server = createServer((request, response) => void answerAsBefore(url, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answerAsBefore(url: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url: path = '/', headers } = request;
  if (/check-ins|restore\/offers/.test(path)) {
    response.writeHead(404, { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify({ code: 'not-found', detail: 'There is nothing at this path.' }));
    return;
  }
  const body = await buffer(request);
  const passed = Object.entries(headers).filter(([name]) => !['host', 'connection', 'content-length'].includes(name));
  const answer = await fetch(new URL(path, url), {
    method,
    headers: passed.map(([name, value]) => [name, String(value)] as const) as [string, string][],
    ...(body.length === 0 ? {} : { body }),
  });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
