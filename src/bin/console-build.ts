// The pages are built from their sources when they are first needed, and again when these are newer; an installation without
// development packages is built before they are removed (docs/operating/service.md).

import { execFile } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The admin center, and what a person sees (served by the agent). */
export const CONSOLE_APPS = ['admin', 'experience'] as const;
export type ConsoleApp = (typeof CONSOLE_APPS)[number];

/** `unavailable`: one is not built, and what builds it is not installed. Throws what the build says when it fails. */
export async function buildConsoleIfStale(
  onBuild: () => void,
  apps: readonly ConsoleApp[] = CONSOLE_APPS,
): Promise<'current' | 'built' | 'unavailable'> {
  const stale = apps.filter(isStale);
  if (stale.length === 0) return 'current';
  if (!existsSync(VITE)) return stale.every((app) => existsSync(builtPage(app))) ? 'current' : 'unavailable';
  onBuild();
  await buildConsole(stale);
  return 'built';
}

export async function buildConsole(apps: readonly ConsoleApp[] = CONSOLE_APPS): Promise<void> {
  for (const app of apps) {
    const words = [VITE, 'build', '--mode', app, '--logLevel', 'error'];
    // Vite takes the mode for the environment, too; what is built is for production whatever it is called.
    await promisify(execFile)(process.execPath, words, { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } });
  }
}

function isStale(app: ConsoleApp): boolean {
  const built = builtPage(app);
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  const rooms = [`console/${app}`, 'console/shared', 'domain', 'lib', 'protocol'];
  const places = [...rooms.map((room) => `src/${room}/**/*`), 'vite.config.ts'];
  return globSync(places, { cwd: ROOT }).some((path) => statSync(join(ROOT, path)).mtimeMs > builtAt);
}

function builtPage(app: ConsoleApp): string {
  return join(ROOT, 'dist/console', app, 'index.html');
}

const ROOT = join(import.meta.dirname, '../..');
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');
