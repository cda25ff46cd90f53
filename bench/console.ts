// How long an administrator waits for the first page of the admin center, on a processor four times slower, with a hundred thousand
// devices in the tenant: from asking for the page to its numbers being there and the page answering, the sign-in included, which
// asks nothing because the issuer remembers them. Once with nothing in the browser's cache, once as on every other morning.
// Beside it, from the same server: a page with nothing on it, which is what the browser and the throttling cost by themselves;
// and the processor time of the page's process, slowed down as it is, which a machine that is busy with other things changes less.

import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { ACCOUNTS, addAccounts, PASSWORD } from '../src/demo/organization/directory.ts';
import { startService } from '../src/server/service.ts';
import { withBigTenant } from './big-tenant.ts';

const ROUNDS = Number(process.env['ROUNDS'] ?? 9);
const TIMES_SLOWER = 4;

export async function benchConsole(): Promise<void> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    await withBigTenant(async (context, tenantId) => {
      await addAccounts(context, tenantId);
      const service = await startService({ ...context, host: '127.0.0.1', port: 0, log: () => {} });
      try {
        await measureAll(browser, service.url, `${service.url}/admin/${tenantId}/overview`);
      } finally {
        await service.stop();
      }
    });
  } finally {
    await browser.close();
  }
}

type Times = readonly number[];

async function measureAll(browser: Browser, url: string, overview: string): Promise<void> {
  const session = await signIn(browser, overview);
  const empty: number[] = [];
  const cold: number[] = [];
  const warm: number[] = [];
  const api: number[] = [];
  const processor = { cold: [] as number[], warm: [] as number[], empty: [] as number[] };
  const devtools = await browser.newBrowserCDPSession();
  const spent = async (kind: keyof typeof processor, work: () => Promise<number>): Promise<number> => {
    const before = await processorTime(devtools);
    const time = await work();
    processor[kind].push((await processorTime(devtools)) - before);
    return time;
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    await withContext(browser, session, async (page) => {
      empty.push(await spent('empty', () => timeOf(page, `${url}/healthz`, 'true')));
      cold.push(await spent('cold', () => timeOf(page, overview, NUMBERS_ARE_THERE)));
      warm.push(await spent('warm', () => timeOf(page, overview, NUMBERS_ARE_THERE)));
      api.push(Number(await page.evaluate(OVERVIEW_MILLISECONDS)));
    });
  }
  process.stdout.write(
    `console: 100000 devices, processor ${TIMES_SLOWER} times slower, ${ROUNDS} rounds, milliseconds\n\n`,
  );
  process.stdout.write(`${''.padEnd(44)}   min median    max\n`);
  print('overview, nothing in the cache', cold);
  print('overview, scripts in the cache', warm);
  print('  of these: the service counting', api);
  print('a page with nothing on it', empty);
  process.stdout.write('\nprocessor time\n');
  print('overview, nothing in the cache', processor.cold);
  print('overview, scripts in the cache', processor.warm);
  print('a page with nothing on it', processor.empty);
}

/** Of all processes that draw pages, milliseconds: only one page is open at a time. */
async function processorTime(devtools: CDPSession): Promise<number> {
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const seconds = processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  return seconds * 1000;
}

function print(name: string, times: Times): void {
  const sorted = times.toSorted((a, b) => a - b);
  const cells = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  process.stdout.write(`${name.padEnd(44)}${cells.map((it) => (it ?? 0).toFixed(0).padStart(7)).join('')}\n`);
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The issuer's cookies afterwards. */
async function signIn(browser: Browser, overview: string): Promise<Session> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(overview);
    await page.getByLabel('User name').fill(ACCOUNTS[0]?.userPrincipalName ?? '');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation').waitFor();
    return await context.storageState();
  } finally {
    await context.close();
  }
}

async function withContext(
  browser: Browser,
  storageState: Session,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ storageState });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: TIMES_SLOWER });
    await work(page);
  } finally {
    await context.close();
  }
}

/** The page itself notes when it is done, so that nothing of the way from there to here counts. */
async function timeOf(page: Page, address: string, isThere: string): Promise<number> {
  await page.addInitScript(`globalThis.ready = new Promise((done) => {
    const look = () => ${isThere} ? setTimeout(() => done(performance.timeOrigin + performance.now())) : requestAnimationFrame(look);
    look();
  })`);
  const start = Date.now();
  await page.goto(address, { waitUntil: 'commit' });
  if (isThere !== 'true') await page.locator(NUMBER).first().waitFor({ timeout: 60_000 });
  return Number(await page.evaluate('ready')) - start;
}

const NUMBER = 'main a[href*="show=fresh"]';
const NUMBERS_ARE_THERE = `document.querySelector('${NUMBER}') !== null`;
const OVERVIEW_MILLISECONDS = `performance.getEntriesByType('resource').find((it) => it.name.endsWith('/overview'))?.duration ?? 0`;
