// `npm run bench -- NAME`: each benchmark prints ours beside its anchor, with the noise of the machine.

import { benchAudit } from './audit.ts';
import { benchConsole } from './console.ts';
import { benchDevice } from './device.ts';
import { benchDeviceRecords } from './device-records.ts';
import { benchEligibility } from './eligibility.ts';
import { benchIdentity } from './identity.ts';
import { benchLive } from './live.ts';
import { benchReadiness } from './readiness.ts';
import { benchRegf } from './regf.ts';
import { benchSeal } from './seal.ts';
import { benchWave } from './wave.ts';

const BENCHES = {
  audit: benchAudit,
  console: benchConsole,
  device: benchDevice,
  'device-records': benchDeviceRecords,
  eligibility: benchEligibility,
  identity: benchIdentity,
  live: benchLive,
  readiness: benchReadiness,
  regf: benchRegf,
  seal: benchSeal,
  wave: benchWave,
};

const name = process.argv[2] ?? '';
if (!Object.hasOwn(BENCHES, name)) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(BENCHES).join('|')}\n`);
  process.exit(2);
}
await BENCHES[name as keyof typeof BENCHES]();
