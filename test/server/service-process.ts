// The service in a process of its own, for tests that kill it. Says its address on standard output.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '../../src/server/database/database.ts';
import { openKeys } from '../../src/server/keys/open-keys.ts';
import { startService } from '../../src/server/service.ts';

const dataFolder = process.argv[2] ?? '';
const database = await openDatabase({ dataFolder });
if (!database.ok) throw new Error(database.error.detail);
const keys = await openKeys(database.value, { defaultFile: join(dataFolder, 'keys.json') });
if (!keys.ok) throw new Error(keys.error.detail);
const context = { database: database.value, keys: keys.value, clock: Date.now, randomBytes };
const service = await startService({ ...context, host: '127.0.0.1', port: 0, log: () => {} });
process.stdout.write(`${service.url}\n`);
