// The commands, run as an operator and an auditor run them, in processes of their own.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { EXIT } from '../../src/bin/exit.ts';
import { makeTestFolder } from '../database.ts';
import { runKeepsake, tryKeepsake } from '../fixtures/program.ts';

test('a log is exported, verified without the service, streamed, and every tampering ends with its exit code', async () => {
  const { folder, remove } = await makeTestFolder();
  const [copy, checkpoint, cursor] = ['copy', 'earlier.checkpoint', 'cursor'].map((name) => join(folder, name));
  assert.ok(copy !== undefined && checkpoint !== undefined && cursor !== undefined);
  const environment = { KEEPSAKE_DATA: join(folder, 'data'), DATABASE_URL: '' };
  const keepsake = (...words: string[]) => tryKeepsake(words, environment);
  try {
    runKeepsake(['tenant', 'create', 'Contoso', '--json'], environment);
    writeFileSync(checkpoint, keepsake('audit', 'checkpoint', '--tenant', 'Contoso').stdout);
    runKeepsake(['tenant', 'retention', 'Contoso', '--keep-last', '2', '--keep-days', '9', '--json'], environment);
    const key = keepsake('audit', 'key', '--tenant', 'Contoso').stdout.trim();
    runKeepsake(['audit', 'export', copy, '--tenant', 'Contoso', '--json'], environment);

    // Only the copy is left from here on.
    const verify = (...words: string[]) =>
      tryKeepsake(['audit', 'verify', copy, ...words], { KEEPSAKE_DATA: '/nowhere', DATABASE_URL: '' });
    assert.equal(verify('--key', key, '--checkpoint', checkpoint).status, EXIT.done);
    const proof = join(folder, 'event.tlog-proof');
    writeFileSync(proof, tryKeepsake(['audit', 'prove', copy, '1'], {}).stdout);
    const proved = runKeepsake(['audit', 'verify', proof, '--key', key, '--json'], {}) as {
      event: { activity: string };
    };
    assert.equal(proved.event.activity, 'retention.set');
    writeFileSync(proof, readFileSync(proof, 'utf8').replace('index 1', 'index 0'));
    assert.equal(tryKeepsake(['audit', 'verify', proof, '--key', key], {}).status, EXIT.different);

    const entries = join(copy, 'tile/entries/000.p/2');
    const bytes = readFileSync(entries);
    writeFileSync(entries, bytes.with(500, (bytes[500] ?? 0) ^ 1));
    const altered = verify('--json');
    assert.equal(altered.status, EXIT.different);
    assert.match(altered.stdout, /"code": "entry-altered",\s+"detail": "Entry 0 /);
    rmSync(join(copy, 'key'));
    assert.equal(verify().status, EXIT.failed, 'without any key nothing can be said');
    assert.equal(tryKeepsake(['audit', 'verify', join(folder, 'none')], {}).status, EXIT.failed);

    const stream = ['audit', 'export', '--tenant', 'Contoso', '--format'];
    const lines = keepsake(...stream, 'ndjson').stdout.split('\n');
    assert.deepEqual(
      lines.slice(0, -1).map((line) => (JSON.parse(line) as { activity: string }).activity),
      ['tenant.created', 'retention.set'],
    );
    assert.equal(await collected([...stream, 'syslog', '--cursor-file', cursor, '--to'], environment), 2);
    assert.equal(readFileSync(cursor, 'utf8'), '1\n');
    assert.equal(keepsake(...stream, 'ndjson', '--cursor-file', cursor).stdout, '', 'all was handed over');
  } finally {
    await remove();
  }
});

/** How many syslog messages a collector got that the command was pointed at. */
async function collected(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const received: Buffer[] = [];
  const server = createServer((socket: Socket) => socket.on('data', (chunk: Buffer) => received.push(chunk)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the collector has no port');
  const program = join(import.meta.dirname, '../../bin/keepsake.mjs');
  const child = spawn(process.execPath, [program, ...words, `tcp://127.0.0.1:${address.port}`], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  });
  const [status] = (await once(child, 'exit')) as [number];
  assert.equal(status, 0);
  server.close();
  await once(server, 'close');
  let rest = Buffer.concat(received);
  let count = 0;
  for (; rest.length > 0; count += 1) {
    const space = rest.indexOf(' ');
    const end = space + 1 + Number(rest.subarray(0, space));
    assert.match(rest.subarray(space + 1, end).toString(), /^<110>1 .* \[auditEvent@32473 .*\] \{.*\}$/);
    rest = rest.subarray(end);
  }
  return count;
}
