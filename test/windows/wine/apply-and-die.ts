// In a node.exe: restores the latest snapshot and is ended by Windows, without any warning, after so many writes.

import { realDisk } from '../../../src/agent/apply/disk.ts';
import { connectBy } from '../../../src/agent/identity/connect.ts';
import { fetchSnapshot } from '../../../src/agent/restore/fetch-snapshot.ts';
import { planFor } from '../../../src/agent/restore/restore-profile.ts';
import { applyLive } from '../../../src/agent/windows/apply-live.ts';
import { readFactsFile } from '../../../src/agent/windows/stated-facts.ts';
import { openLiveProfile } from '../../../src/agent/windows/live-profile.ts';
import { catalog } from '../../../src/domain/catalog/catalog.ts';

const [credentialFile = '', survives = '0'] = process.argv.slice(2);
const facts = readFactsFile(process.env.KEEPSAKE_FACTS ?? '');
const connection = connectBy(credentialFile);
if (!facts.ok || !connection.ok) throw new Error('facts or credential are missing');
const profile = await openLiveProfile(facts.value.device);
const fetched = await fetchSnapshot(connection.value.service, 'latest');
if (!profile.ok || !fetched.ok) throw new Error('profile or snapshot are missing');

let left = Number(survives);
const dying: typeof profile.value = {
  ...profile.value,
  write: (location, raw) => {
    left -= 1;
    if (left < 0) process.kill(process.pid, 'SIGKILL');
    return profile.value.write(location, raw);
  },
};
const choices = { selection: {}, exact: false, optedIn: new Set<string>() };
const plan = planFor(dying, fetched.value.snapshot, catalog, choices);
const session = { sessionId: crypto.randomUUID(), startedAt: new Date().toISOString(), description: 'interrupted' };
applyLive(dying, plan, session, { disk: realDisk, isCatalogued: () => true });
process.stdout.write('it lived');
