// The registry's contract, held by hives in memory and by the fake. The running Windows is tested under Wine.

import { offlineRegistry } from '../../src/agent/registry/offline-registry.ts';
import { createHive } from '../../src/regf/create.ts';
import { fakeRegistry } from './fake-registry.ts';
import { registryContract } from './registry-contract.ts';

registryContract('hives in memory', () =>
  offlineRegistry(
    new Map([
      ['NTUSER.DAT', createHive().hive()],
      ['UsrClass.dat', createHive().hive()],
    ]),
  ),
);

registryContract('the fake', () => fakeRegistry());
