// The admin center is built from its sources when it is first needed, and again when they are newer; an installation without
// development packages is built before they are removed (docs/operating/service.md).

import { execFile } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const BUILT = join(ROOT, 'dist/console/admin/index.html');
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');

/** `unavailable`: it is not built, and what builds it is not installed. Throws what the build says when it fails. */
export async function buildConsoleIfStale(onBuild: () => void): Promise<'current' | 'built' | 'unavailable'> {
  if (!isStale()) return 'current';
  if (!existsSync(VITE)) return existsSync(BUILT) ? 'current' : 'unavailable';
  onBuild();
  await promisify(execFile)(process.execPath, [VITE, 'build', '--logLevel', 'error'], { cwd: ROOT });
  return 'built';
}

function isStale(): boolean {
  if (!existsSync(BUILT)) return true;
  const builtAt = statSync(BUILT).mtimeMs;
  const sources = globSync(['src/console/**/*', 'src/protocol/**/*', 'vite.config.ts'], { cwd: ROOT });
  return sources.some((path) => statSync(join(ROOT, path)).mtimeMs > builtAt);
}
