// In a node.exe: everything under HKEY_CURRENT_USER, keys and values with their bytes, as one JSON object on standard
// output: what a person's registry holds, seen through Windows' own functions.
//
// Left out is where Wine, and no Windows, keeps running system parameters, and the root of the classes' hive, which
// every Windows has from the first sign-in on and a Wine prefix has not.

import { openLiveRegistry } from '../../../src/agent/registry/live-registry.ts';
import { toBase64 } from '../../../src/lib/bytes.ts';

const registry = await openLiveRegistry();
const found: Record<string, string> = {};
walk('');
process.stdout.write(JSON.stringify(found));

function walk(key: string): void {
  if (key === 'Software\\Wine') return;
  const place = { hive: 'NTUSER.DAT', key } as const;
  if (key !== 'Software\\Classes') found[`${key}\\`] = 'key';
  const values = registry.valueNames(place);
  const subkeys = registry.subkeyNames(place);
  if (!values.ok || !subkeys.ok) throw new Error(`"${key}" can not be listed`);
  for (const value of values.value) {
    const reading = registry.read({ kind: 'registry', ...place, value });
    if (reading.state !== 'present') throw new Error(`"${key}" : "${value}" is ${reading.state}`);
    found[`${key}\\\0${value}`] = `${reading.raw.type}:${toBase64(reading.raw.data)}`;
  }
  for (const name of subkeys.value) walk(key === '' ? name : `${key}\\${name}`);
}
