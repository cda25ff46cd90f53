// An agent with everything real but its clock: a profile on the disk, policies in memory, a state folder of its own, and a
// service that listens.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { realDisk } from '../../src/agent/apply/disk.ts';
import { openProfileSafely } from '../../src/agent/apply/open-safely.ts';
import type { AgentContext } from '../../src/agent/schedule/run-backup.ts';
import { connectService } from '../../src/agent/upload/service-client.ts';
import { makeProfile } from '../../src/demo/make-profile.ts';
import { ANNAS_CHOICES, ANNAS_SECRETS, OLD_DEVICE } from '../../src/demo/people.ts';
import { ok } from '../../src/lib/result.ts';
import { groupPolicies, type PolicyRegistry, readerOf } from '../policy/policy-registry.ts';
import { START } from '../server/service-fixture.ts';

export const ENABLED = groupPolicies({ EnableWindowsBackup: 'enabled' });

export type TestAgent = {
  readonly context: AgentContext;
  readonly folder: string;
  readonly profile: string;
  readonly advance: (milliseconds: number) => void;
  readonly setPolicy: (registry: PolicyRegistry) => void;
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
  let connections = 0;
  return {
    folder,
    profile,
    advance: (milliseconds) => void (now += milliseconds),
    setPolicy: (policies) => void (registry = policies),
    setService: (newUrl, newToken) => void (service = { url: newUrl, token: newToken }),
    connections: () => connections,
    context: {
      stateFolder: join(folder, 'state'),
      disk: realDisk,
      clock: () => now,
      deviceId: 'PC-1\\anna',
      readPolicy: (location) => readerOf(registry)(location),
      openSource: () => Promise.resolve(openProfileSafely(profile, {})),
      connect: () => {
        connections += 1;
        return ok({ client: connectService(service), url: service.url, deviceName: 'PC-1' });
      },
    },
  };
}
