// How long a running Windows registry keeps the agent busy, beside reg.exe, in one run under Wine: capture of the catalog,
// plan and apply (with its undo record, read back) among 28,000 other values of the person. reg.exe exports and imports
// everything of the person as text, without a plan, without reading back, and not exactly.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalog, settingsById } from '../src/domain/catalog/catalog.ts';
import { chosenValues } from '../test/fixtures/chosen-values.ts';
import { storedPlace } from '../test/windows/wine/stored-place.ts';
import { startWine, WHY_NO_WINE, windowsPath } from '../test/windows/wine/wine.ts';

const VALUES = 28_000;
const BUILD = 26100;

export function benchLive(): void {
  if (WHY_NO_WINE !== undefined) {
    process.stdout.write(`MISSING: ${WHY_NO_WINE}\n`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-live-'));
  const wine = startWine({ windowsBuild: BUILD });
  try {
    const file = join(folder, 'places.json');
    writeFileSync(file, JSON.stringify([...chosenValues(BUILD).values()].map(storedPlace)));
    const words = [windowsPath(file), String(VALUES)];
    const { status, stdout, stderr } = wine.newDevice('a').run('bench/live-on-windows.ts', words);
    if (status !== 0) throw new Error(stderr);
    process.stdout.write(`live: ${settingsById(catalog).size} settings among ${VALUES} values, milliseconds\n\n`);
    for (const [name, times] of Object.entries(JSON.parse(stdout) as Record<string, number[]>)) {
      const sorted = times.toSorted((a, b) => a - b).map((time) => time.toFixed(0).padStart(6));
      process.stdout.write(`${name.padEnd(24)}${sorted[0]} ${sorted[sorted.length >> 1]} ${sorted.at(-1)}\n`);
    }
  } finally {
    wine.close();
    rmSync(folder, { recursive: true });
  }
}
