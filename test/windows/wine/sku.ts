// In a node.exe: the number of the edition that runs.

import { readSku } from '../../../src/agent/windows/sku.ts';

process.stdout.write(String(await readSku()));
