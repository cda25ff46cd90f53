// In a node.exe: whether this process has the right to write below each of these keys of HKEY_CURRENT_USER.

import { openLiveRegistry } from '../../../src/agent/registry/live-registry.ts';

const registry = await openLiveRegistry();
const may = process.argv.slice(2).map((key) => registry.mayWrite({ hive: 'NTUSER.DAT', key }));
process.stdout.write(JSON.stringify(may));
