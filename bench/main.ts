// `npm run bench -- NAME`: each benchmark prints ours beside its anchor, with the noise of the machine. Only the one that is asked
// for is loaded, so that memory is measured without the others.

type Bench = () => void | Promise<void>;

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  audit: async () => (await import('./audit.ts')).benchAudit,
  console: async () => (await import('./console.ts')).benchConsole,
  device: async () => (await import('./device.ts')).benchDevice,
  'device-records': async () => (await import('./device-records.ts')).benchDeviceRecords,
  eligibility: async () => (await import('./eligibility.ts')).benchEligibility,
  identity: async () => (await import('./identity.ts')).benchIdentity,
  live: async () => (await import('./live.ts')).benchLive,
  readiness: async () => (await import('./readiness.ts')).benchReadiness,
  regf: async () => (await import('./regf.ts')).benchRegf,
  seal: async () => (await import('./seal.ts')).benchSeal,
  wave: async () => (await import('./wave.ts')).benchWave,
};

const load = BENCHES[process.argv[2] ?? ''];
if (load === undefined) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(BENCHES).join('|')}\n`);
  process.exit(2);
}
const bench = await load();
await bench();
