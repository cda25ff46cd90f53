// The embedded server, with real processes that are started together, killed, and run as other users.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { asAdministrator, expectOk, makeTestFolder } from '../../../test/database.ts';
import { openDatabase } from './database.ts';
import { type DatabaseServer, type EmbeddedOptions, startEmbeddedPostgres } from './embedded.ts';
import { isAlive } from './embedded-process.ts';

const TENANT = '0190a000-0000-7000-8000-00000000000a';
const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;

test('the first call starts a durable server, a second adopts it, and only the owner stops it', () =>
  withFolder(async (dataFolder) => {
    const owner = expectOk(await startEmbeddedPostgres({ dataFolder }));
    const guest = expectOk(await startEmbeddedPostgres({ dataFolder }));
    assert.deepEqual([owner.adopted, guest.adopted], [false, true]);
    assert.deepEqual(guest.connection, owner.connection);
    for (const name of ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums']) {
      assert.deepEqual(await asAdministrator(guest.connection, `SHOW ${name}`), [{ [name]: 'on' }]);
    }
    assert.deepEqual(await asAdministrator(guest.connection, 'SHOW listen_addresses'), [{ listen_addresses: '' }]);
    assert.equal(statSync(join(dataFolder, 'postgres')).mode & 0o777, 0o700);
    await guest.stop();
    await asAdministrator(owner.connection, 'SELECT 1');
    const pid = postmasterPid(dataFolder);
    await owner.stop();
    assert.ok(!isAlive(pid));
    await owner.stop();
  }));

test('of processes that start at once on an empty folder one starts the server and all use it', () =>
  withFolder(async (dataFolder) => {
    const children = await Promise.all(Array.from({ length: 5 }, () => startChild({ dataFolder })));
    assert.deepEqual(children.filter((child) => !child.server.adopted).length, 1);
    for (const child of children) await asAdministrator(child.server.connection, 'SELECT 1');
    assert.deepEqual(
      readdirSync(dataFolder).filter((name) => name !== 'postgres'),
      [],
    );
    await Promise.all(children.map((child) => child.stop()));
    assert.ok(!existsSync(join(dataFolder, 'postgres', 'postmaster.pid')));
  }));

test(
  'when its owner is killed the server ends too, and nothing acknowledged is lost',
  { skip: without('setpriv') },
  () =>
    withFolder(async (dataFolder) => {
      const child = await startChild({ dataFolder });
      await asAdministrator(child.server.connection, 'CREATE TABLE kept AS SELECT 7 AS seven');
      const pid = postmasterPid(dataFolder);
      await child.kill();
      for (let tries = 0; isAlive(pid); tries += 1) {
        assert.ok(tries < 500, 'the server is still there after 5 seconds');
        await pause(10);
      }
      await expectKept(dataFolder);
    }),
);

test('a server that outlived its owner is ended by the next start', () =>
  withFolder(async (dataFolder) => {
    // Without a PATH there is no setpriv, so nothing tells the server that its owner died.
    const child = await startChild({ dataFolder, environment: { PATH: '/nowhere' } });
    await asAdministrator(child.server.connection, 'CREATE TABLE kept AS SELECT 7 AS seven');
    const pid = postmasterPid(dataFolder);
    await child.kill();
    await pause(200);
    assert.ok(isAlive(pid));
    await expectKept(dataFolder);
    assert.ok(!isAlive(pid));
  }));

test('a server that is killed recovers with what it had acknowledged, and an open database finds it again', () =>
  withFolder(async (dataFolder) => {
    const database = expectOk(await openDatabase({ dataFolder }));
    await database.inSystem((tx) => tx.query('INSERT INTO tenant VALUES ($1, $2, $3)', [TENANT, 'A', new Date()]));
    process.kill(postmasterPid(dataFolder), 'SIGKILL');
    const tenants = await database.inTenant(TENANT, (tx) => tx.query('SELECT FROM tenant'));
    assert.equal(tenants.length, 1);
    const pid = postmasterPid(dataFolder);
    await database.close();
    assert.ok(!isAlive(pid));
  }));

test('who used another process’s server starts it again when that process ends', () =>
  withFolder(async (dataFolder) => {
    const child = await startChild({ dataFolder });
    const database = expectOk(await openDatabase({ dataFolder }));
    await database.inTenant(TENANT, (tx) => tx.query('SELECT FROM tenant'));
    await child.stop();
    const parallel = Array.from({ length: 8 }, () => database.inTenant(TENANT, (tx) => tx.query('SELECT FROM tenant')));
    await Promise.all(parallel);
    const pid = postmasterPid(dataFolder);
    await database.close();
    assert.ok(!isAlive(pid));
  }));

test('a lock file whose process id is somebody else’s now does not keep the server from starting', () =>
  withFolder(async (dataFolder) => {
    await (await own({ dataFolder })).stop();
    const lockFile = join(dataFolder, 'postgres', 'postmaster.pid');
    writeFileSync(lockFile, `${process.pid}\n${dataFolder}/postgres\n0\n5432\n${dataFolder}/postgres\n\n0 0\nready\n`);
    await (await own({ dataFolder })).stop();
  }));

test('what a crash left of an initialization is cleared away', () =>
  withFolder(async (dataFolder) => {
    mkdirSync(join(dataFolder, 'postgres.new-999999999-00000000', 'base'), { recursive: true });
    await (await own({ dataFolder })).stop();
    assert.deepEqual(readdirSync(dataFolder), ['postgres']);
  }));

test('a data folder too deep for a socket gets a private one in the temporary folder, and never a shared one', () =>
  withFolder(async (folder) => {
    const dataFolder = join(folder, 'deep'.repeat(20), 'deeper'.repeat(10));
    const server = await own({ dataFolder });
    const socketFolder = server.connection.host;
    assert.ok(!socketFolder.startsWith(folder));
    assert.equal(lstatSync(socketFolder).mode & 0o777, 0o700);
    const guest = expectOk(await startEmbeddedPostgres({ dataFolder }));
    assert.ok(guest.adopted);
    await server.stop();
    chmodSync(socketFolder, 0o777);
    const refused = await startEmbeddedPostgres({ dataFolder });
    rmSync(socketFolder, { recursive: true });
    assert.equal(refused.ok || refused.error.code, 'data-folder-unusable');
    const child = startChild({ dataFolder, environment: { TMPDIR: dataFolder } });
    await assert.rejects(child, /socket-path-too-long/);
  }));

test('an installation whose scripts never ran is completed, in place or else in the data folder', () =>
  withFolder(async (folder) => {
    const writable = join(folder, 'writable', 'native');
    const sealed = join(folder, 'sealed', 'native');
    for (const copy of [writable, sealed]) {
      cpSync(installedNative(), copy, { recursive: true, filter: (file) => !lstatSync(file).isSymbolicLink() });
    }
    const inPlace = join(folder, 'data-1');
    await (await own({ dataFolder: inPlace, nativeFolder: writable })).stop();
    assert.ok(lstatSync(join(writable, 'lib', 'libicui18n.so.60')).isSymbolicLink());
    assert.deepEqual(readdirSync(inPlace), ['postgres']);

    chmodSync(join(sealed, 'lib'), 0o555);
    const beside = join(folder, 'data-2');
    mkdirSync(beside, { mode: 0o700 });
    // Root may write anywhere, so the read-only case needs somebody else.
    const child = await startChild({ dataFolder: beside, nativeFolder: sealed, asNobody: true });
    assert.deepEqual(readdirSync(beside).toSorted(), ['postgres', 'postgres-libraries']);
    await child.stop();
    assert.ok(!existsSync(join(sealed, 'lib', 'libicui18n.so.60')));
    // So that it can be removed.
    chmodSync(join(sealed, 'lib'), 0o755);
  }));

test('over TCP nobody gets in without the password', () =>
  withFolder(async (dataFolder) => {
    const server = await own({ dataFolder, transport: 'tcp' });
    assert.equal(server.connection.host, '127.0.0.1');
    const guest = expectOk(await startEmbeddedPostgres({ dataFolder, transport: 'tcp' }));
    assert.ok(guest.adopted);
    await asAdministrator(guest.connection, 'SELECT 1');
    await assert.rejects(asAdministrator({ ...guest.connection, password: 'guess' }, 'SELECT 1'), { code: '28P01' });
    assert.equal(statSync(join(dataFolder, 'postgres', 'keepsake-password')).mode & 0o777, 0o600);
    await server.stop();
  }));

test(
  'as root the server runs as nobody, whom the rest of the data folder is closed to',
  { skip: !IS_ROOT && 'not root' },
  () =>
    withFolder(async (folder) => {
      const dataFolder = join(folder, 'data');
      const server = await own({ dataFolder });
      assert.equal(statSync(`/proc/${postmasterPid(dataFolder)}`).uid, NOBODY);
      assert.equal(statSync(dataFolder).uid, 0);
      assert.equal(statSync(dataFolder).mode & 0o777, 0o711);
      await server.stop();
    }),
);

test(
  'as root under a closed folder the server runs in a user namespace, and moves out with the folder',
  { skip: IS_ROOT ? without('unshare') : 'not root' },
  () =>
    withFolder(async (folder) => {
      chmodSync(folder, 0o700);
      const dataFolder = join(folder, 'data');
      const server = await own({ dataFolder });
      await asAdministrator(server.connection, 'CREATE TABLE kept AS SELECT 7 AS seven');
      assert.equal(statSync(join(dataFolder, 'postgres')).uid, 0);
      assert.match(readFileSync(`/proc/${postmasterPid(dataFolder)}/status`, 'utf8'), /^CapEff:\s0+$/m);
      await server.stop();
      chmodSync(folder, 0o711);
      await expectKept(dataFolder);
      assert.equal(statSync(join(dataFolder, 'postgres')).uid, NOBODY);
    }),
);

test('a plain user runs the server, and root then runs it as that user', { skip: !IS_ROOT && 'not root' }, () =>
  withFolder(async (folder) => {
    const dataFolder = join(folder, 'data');
    mkdirSync(dataFolder, { mode: 0o700 });
    const child = await startChild({ dataFolder, asNobody: true });
    await asAdministrator(child.server.connection, 'CREATE TABLE kept AS SELECT 7 AS seven');
    await child.stop();
    await expectKept(dataFolder);
    assert.equal(statSync(join(dataFolder, 'postgres')).uid, NOBODY);
  }),
);

test('a user who does not own the data folder is told so', { skip: !IS_ROOT && 'not root' }, () =>
  withFolder(async (folder) => {
    const dataFolder = join(folder, 'data');
    const server = await own({ dataFolder });
    // The folder is nobody's (the server's), and the child is not: it may not even look.
    const child = startChild({ dataFolder, uid: NOBODY - 1 });
    await assert.rejects(child, /data-folder-unusable/);
    await server.stop();
  }),
);

test('what can not be used is a problem with a code', () =>
  withFolder(async (folder) => {
    writeFileSync(join(folder, 'file'), '');
    assert.equal(await codeOfStart({ dataFolder: join(folder, 'file', 'data') }), 'data-folder-unusable');
    const nowhere = join(folder, 'no-such-installation');
    assert.equal(await codeOfStart({ dataFolder: folder, nativeFolder: nowhere }), 'embedded-postgres-user');
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '17\n');
    assert.equal(await codeOfStart({ dataFolder: folder }), 'data-folder-version');
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '18\n');
    assert.equal(await codeOfStart({ dataFolder: folder }), 'embedded-postgres-failed');
  }));

/** Runs `work` with a folder, and ends in the end what `work` left running in it. */
async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const { folder, remove } = await makeTestFolder();
  const before = new Set(children);
  try {
    await work(folder);
  } finally {
    for (const child of children.difference(before)) child.kill('SIGKILL');
    await remove();
  }
}

/** A server of our own, not an adopted one. */
async function own(options: EmbeddedOptions): Promise<DatabaseServer> {
  const server = expectOk(await startEmbeddedPostgres(options));
  assert.equal(server.adopted, false);
  return server;
}

async function codeOfStart(options: EmbeddedOptions): Promise<string> {
  const started = await startEmbeddedPostgres(options);
  return started.ok ? 'started' : started.error.code;
}

/** Starts the server of a folder that was in use and looks for what was committed there. */
async function expectKept(dataFolder: string): Promise<void> {
  const next = await own({ dataFolder });
  assert.deepEqual(await asAdministrator(next.connection, 'SELECT seven FROM kept'), [{ seven: 7 }]);
  await next.stop();
}

function postmasterPid(dataFolder: string): number {
  return Number.parseInt(readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

function installedNative(): string {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(dirname(entry)), 'native');
}

function without(program: string): string | false {
  return spawnSync(program, ['--version']).status === 0 ? false : `${program} is not installed`;
}

const children = new Set<ChildProcess>();

type Child = { readonly server: DatabaseServer; stop(): Promise<void>; kill(): Promise<void> };

type ChildOptions = EmbeddedOptions & {
  readonly environment?: Record<string, string>;
  /** As a plain user: as somebody else if we are root, else as ourselves. */
  readonly asNobody?: boolean;
  readonly uid?: number;
};

const CHILD_PROGRAM = `
  import { startEmbeddedPostgres } from ${JSON.stringify(import.meta.resolve('./embedded.ts'))};
  const started = await startEmbeddedPostgres(JSON.parse(process.argv[1] ?? ''));
  console.log(JSON.stringify(started));
  process.stdin.once('data', async () => {
    if (started.ok) await started.value.stop();
    process.exit();
  });`;

/** Another process that starts (or adopts) the server. Rejects with the problem if it can not. */
async function startChild({ environment, asNobody, uid, ...options }: ChildOptions): Promise<Child> {
  const identity = asNobody === true && IS_ROOT ? NOBODY : uid;
  if (asNobody === true && IS_ROOT) spawnSync('chown', [String(NOBODY), options.dataFolder]);
  const child = spawn(
    process.execPath,
    ['--input-type=module-typescript', '--eval', CHILD_PROGRAM, JSON.stringify(options)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      cwd: '/',
      env: { ...process.env, ...environment },
      ...(identity === undefined ? {} : { uid: identity, gid: identity }),
    },
  );
  children.add(child);
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    const server = expectOk(JSON.parse(line) as { ok: true; value: DatabaseServer });
    const end = async (how: () => void) => {
      how();
      await gone;
    };
    return {
      server,
      stop: () => end(() => child.stdin.end('stop\n')),
      kill: () => end(() => child.kill('SIGKILL')),
    };
  }
  throw new Error('the child ended without a word');
}
