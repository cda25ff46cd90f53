// A software token for tests (SoftHSM 2, from Debian), in a folder of its own. Where it is not installed, `skip` says so.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MODULES = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'];
const module = MODULES.find((it) => existsSync(it)) ?? '';

export const skip = module === '' && 'SoftHSM is not installed (apt-get install softhsm2)';

export const PIN = '4711-pin';

/** Once in a process: the module reads its configuration when it is first used. */
export function makeTokens(folder: string, labels: readonly string[]) {
  mkdirSync(join(folder, 'tokens'), { recursive: true });
  const configuration = join(folder, 'softhsm2.conf');
  writeFileSync(configuration, `directories.tokendir = ${join(folder, 'tokens')}\nlog.level = ERROR\n`);
  process.env['SOFTHSM2_CONF'] = configuration;
  for (const label of labels) {
    const made = spawnSync(
      'softhsm2-util',
      ['--init-token', '--free', '--label', label, '--pin', PIN, '--so-pin', '0000-so'],
      { encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(`softhsm2-util: ${made.stderr}`);
  }
  const pinFile = join(folder, 'pin');
  writeFileSync(pinFile, `${PIN}\n`, { mode: 0o600 });
  return { module, pinFile };
}
