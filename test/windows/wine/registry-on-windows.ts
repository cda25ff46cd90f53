// The registry's contract on a running Windows; started by `wine.test.ts` in a node.exe.

import { openLiveRegistry } from '../../../src/agent/registry/live-registry.ts';
import { registryContract } from '../registry-contract.ts';

const registry = await openLiveRegistry();
registryContract('a running Windows', () => registry);
