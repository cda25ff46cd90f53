// Setting up and removing, done for real in a folder; only Windows' own programs are recorded instead of run.

import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { realDisk } from '../../src/agent/apply/disk.ts';
import { writeCredential } from '../../src/agent/credential-file.ts';
import { commandText, type CommandEnd, type CommandLine } from '../../src/agent/schedule/command.ts';
import { type AgentPlaces, windowsPlaces } from '../../src/agent/schedule/places.ts';
import {
  credentialSteps,
  installSteps,
  missingTasks,
  performSteps,
  stateFoldersUnder,
  uninstallSteps,
} from '../../src/agent/schedule/setup.ts';
import { taskFile } from '../../src/agent/schedule/task-xml.ts';
import { expectOk } from '../database.ts';
import { tryKeepsake } from '../fixtures/program.ts';

type Device = {
  readonly folder: string;
  readonly places: AgentPlaces;
  readonly downloaded: string;
  readonly credential: string;
  readonly commands: string[];
  readonly machine: Parameters<typeof performSteps>[1];
};

function device(
  context: TestContext,
  answer: (line: string) => CommandEnd = () => ({ status: 0, output: '' }),
): Device {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-setup-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const programFolder = join(folder, 'Program Files', 'Keepsake');
  const stateFolder = join(folder, 'Users', 'anna', 'AppData', 'Local', 'Keepsake');
  const downloaded = join(folder, 'downloaded.exe');
  const credential = join(folder, 'anna.json');
  writeFileSync(downloaded, 'the program');
  writeCredential(credential, {
    service: 'http://127.0.0.1:1',
    token: 'ks1.test',
    user: 'anna@contoso.example',
    device: 'PC-1',
    tenantId: 't',
    credentialId: 'c',
    expiresAt: '2027-01-01T00:00:00Z',
  });
  const commands: string[] = [];
  const record = (command: CommandLine): CommandEnd => {
    commands.push(commandText(command));
    return answer(commandText(command));
  };
  return {
    folder,
    downloaded,
    credential,
    commands,
    places: {
      programFolder,
      program: join(programFolder, 'keepsake-agent.exe'),
      taskFiles: { backup: join(programFolder, 'b.xml'), restoreOffer: join(programFolder, 'r.xml') },
      stateFolder,
      credential: join(stateFolder, 'credential.json'),
    },
    machine: { disk: realDisk, run: record, start: record },
  };
}

test('install, and again; a credential; uninstall: then the device is as it was', (context) => {
  const { folder, places, downloaded, credential, commands, machine } = device(context);
  mkdirSync(join(folder, 'Program Files'));
  mkdirSync(join(folder, 'Users', 'anna', 'AppData', 'Local'), { recursive: true });
  const before = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  for (let time = 0; time < 2; time += 1) expectOk(performSteps(installSteps(places, downloaded), machine));
  assert.equal(readFileSync(places.program, 'utf8'), 'the program');
  assert.deepEqual(new Uint8Array(readFileSync(places.taskFiles.backup)), taskFile('backup', places.program));
  assert.deepEqual(commands.slice(0, 2), [
    `schtasks.exe /create /tn "\\Keepsake Backup" /xml "${places.taskFiles.backup}" /f`,
    `schtasks.exe /create /tn "\\Keepsake Restore Offer" /xml "${places.taskFiles.restoreOffer}" /f`,
  ]);

  const steps = expectOk(credentialSteps(places, credential, 'CONTOSO\\anna'));
  expectOk(performSteps(steps, machine));
  assert.equal(
    commands.at(-1),
    `icacls.exe ${places.stateFolder} /inheritance:r /grant:r CONTOSO\\anna:(OI)(CI)F *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F`,
  );
  assert.equal(statSync(places.credential).mode & 0o077, 0);

  const everybody = stateFoldersUnder(join(folder, 'Users'));
  assert.deepEqual(everybody, [places.stateFolder]);
  expectOk(performSteps(uninstallSteps(places, downloaded, everybody), machine));
  assert.deepEqual(commands.slice(-2), [
    'schtasks.exe /delete /tn "\\Keepsake Backup" /f',
    'schtasks.exe /delete /tn "\\Keepsake Restore Offer" /f',
  ]);
  assert.deepEqual(readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted(), before);
});

test('a program that removes itself leaves its folder to a command that outlives it', (context) => {
  const { places, downloaded, commands, machine } = device(context);
  expectOk(performSteps(installSteps(places, downloaded), machine));
  expectOk(performSteps(uninstallSteps(places, places.program, []), machine));
  assert.match(commands.at(-1) ?? '', /^cmd\.exe \/d \/c .*ping.* & rmdir \/s \/q /);
});

test('a command that fails stops the setup and is named with its answer', (context) => {
  const { places, downloaded, commands, machine } = device(context, () => ({
    status: 1,
    output: 'ERROR: Access is denied.',
  }));
  const done = performSteps(installSteps(places, downloaded), machine);
  assert.ok(!done.ok && done.error.code === 'command-failed');
  assert.match(done.error.detail, /schtasks\.exe \/create .* ended with 1: ERROR: Access is denied/);
  assert.equal(commands.length, 1);
});

test('a task that is already gone is no failure; one that may not be deleted is', (context) => {
  const gone = device(context, () => ({ status: 1, output: 'ERROR: The specified task name does not exist.' }));
  expectOk(performSteps(uninstallSteps(gone.places, gone.downloaded, []), gone.machine));
  const denied = device(context, (line) => ({ status: line.includes('/query') ? 0 : 1, output: 'denied' }));
  const done = performSteps(uninstallSteps(denied.places, denied.downloaded, []), denied.machine);
  assert.ok(!done.ok && done.error.code === 'command-failed');
});

test('missing tasks are found by asking Task Scheduler for each', (context) => {
  const { machine, commands } = device(context, (line) => ({ status: line.includes('Offer') ? 1 : 0, output: '' }));
  assert.deepEqual(missingTasks(machine.run), ['\\Keepsake Restore Offer']);
  assert.equal(commands[0], 'schtasks.exe /query /tn "\\Keepsake Backup"');
});

test('a file in the way is a problem with its step, not a crash', (context) => {
  const { folder, places, downloaded, machine } = device(context);
  writeFileSync(join(folder, 'Program Files'), 'a file');
  const done = performSteps(installSteps(places, downloaded), machine);
  assert.ok(!done.ok && done.error.code === 'write-failed' && done.error.detail.includes('make folder'));
});

test('--dry-run prints every command line anywhere, changes nothing, and elsewhere nothing but it works', () => {
  const shown = tryKeepsake(['agent', 'install', '--dry-run'], {});
  assert.equal(shown.status, 0, shown.stderr);
  if (process.platform !== 'win32') {
    const { program, taskFiles } = windowsPlaces({});
    assert.ok(shown.stdout.includes(`copy keepsake-agent.exe to ${program}`));
    assert.ok(shown.stdout.includes(`run schtasks.exe /create /tn "\\Keepsake Backup" /xml ${taskFiles.backup} /f`));
    assert.match(tryKeepsake(['agent', 'uninstall', '--json'], {}).stdout, /"windows-needed"/);
    assert.ok(!existsSync(program));
  }
  const removed = tryKeepsake(['agent', 'uninstall', '--dry-run'], {});
  assert.match(removed.stdout, /schtasks\.exe \/delete \/tn "\\Keepsake Restore Offer" \/f/);
});
