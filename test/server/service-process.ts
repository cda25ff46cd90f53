// The service in a process of its own, for tests that kill it. Says its address on standard output.

import { randomBytes } from 'node:crypto';
import { openDatabase } from '../../src/server/database/database.ts';
import { startService } from '../../src/server/service.ts';

const database = await openDatabase({ dataFolder: process.argv[2] ?? '' });
if (!database.ok) throw new Error(database.error.detail);
const context = { database: database.value, clock: Date.now, randomBytes };
const service = await startService({ ...context, host: '127.0.0.1', port: 0, log: () => {} });
process.stdout.write(`${service.url}\n`);
