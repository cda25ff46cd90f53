// The agent's pages on everything real but the clock: a profile on the disk, a service that listens, the built pages.

import assert from 'node:assert/strict';
import { request as send } from 'node:http';
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { undoRestore } from '../../src/agent/apply/sessions.ts';
import { type Experience, type ExperienceContext, openExperience } from '../../src/agent/experience/experience.ts';
import { expectOk } from '../database.ts';
import { groupPolicies } from '../policy/policy-registry.ts';
import { makeAgent, restoreOn, statusOf, type TestAgent } from '../schedule/agent-fixture.ts';
import type { TestDevice, TestService } from '../server/service-fixture.ts';
import { runBackup } from '../../src/agent/schedule/run-backup.ts';

export const RESTORES = groupPolicies({ EnableWindowsRestore: 'enabled' });

export type Pair = { readonly old: TestAgent; readonly fresh: TestAgent; readonly device: TestDevice };

/** Anna's old device, backed up, and a fresh one that may restore. */
export async function twoDevices(test: TestContext, service: TestService): Promise<Pair> {
  const tenant = await service.newTenant();
  const was = await service.newDevice(tenant, 'anna.berg@contoso.example', 'PC-OLD');
  const device = await service.newDevice(tenant, 'anna.berg@contoso.example', 'PC-NEW');
  const old = makeAgent(test, service.url, was.enrolled.token);
  const fresh = makeAgent(test, service.url, device.enrolled.token, {});
  fresh.setPolicy(RESTORES);
  expectOk(await runBackup(old.context, 'task'));
  return { old, fresh, device };
}

export async function openOn(
  test: TestContext,
  agent: TestAgent,
  page: 'offer' | 'app' = 'offer',
  more: Partial<ExperienceContext> = {},
): Promise<Experience> {
  const context = { ...restoreOn(agent, () => ({ kind: 'later' })), connect: () => asNew(agent) };
  const opened = expectOk(
    await openExperience({
      page,
      phase: page === 'offer' ? 'firstSignIn' : 'inUse',
      person: 'anna.berg@contoso.example',
      restore: context,
      backup: { ...agent.context, connect: () => asNew(agent) },
      status: () => statusOf(agent),
      undo: async () => undoRestore(agent.profile, false),
      retryMilliseconds: 500,
      ...more,
    }),
  );
  test.after(() => opened.close());
  return opened;
}

function asNew(agent: TestAgent): ReturnType<TestAgent['context']['connect']> {
  const service = agent.context.connect();
  return service.ok ? { ok: true, value: { ...service.value, deviceName: 'PC-NEW' } } : service;
}

export type RawAnswer = {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
};

/** With headers that a browser would not let be chosen. */
export function rawRequest(
  url: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const request = send(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => void chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** What a person can read now, for a failing test's message. */
export async function textOf(page: Page): Promise<string> {
  return page.locator('body').innerText();
}

/** A phone's width, 200 % zoom of a small screen, and the other direction of reading: nothing is cut off sideways. */
export async function expectNoOverflow(page: Page, heading: string): Promise<void> {
  const mirrored = await page.context().newPage();
  await mirrored.addInitScript(READ_FROM_THE_RIGHT);
  await mirrored.goto(page.url());
  await mirrored.getByRole('heading', { name: heading }).waitFor();
  const direction = await mirrored.evaluate("getComputedStyle(document.querySelector('main')).direction");
  assert.equal(direction, 'rtl');
  const size = page.viewportSize();
  for (const each of [page, mirrored]) {
    for (const width of [360, 640, 1280]) {
      await each.setViewportSize({ width, height: 400 });
      const wider = await each.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      assert.ok(Number(wider) <= 0, `${width}: ${String(wider)} too wide`);
    }
  }
  await mirrored.close();
  if (size !== null) await page.setViewportSize(size);
}

/** What a catalog of such a language would have the page do. */
const READ_FROM_THE_RIGHT = `
  const dir = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'dir');
  const isRoot = (element) => element === document.documentElement;
  Object.defineProperty(HTMLElement.prototype, 'dir', {
    get() { return isRoot(this) ? 'rtl' : dir.get.call(this); },
    set(value) { dir.set.call(this, isRoot(this) ? 'rtl' : value); },
  });`;
