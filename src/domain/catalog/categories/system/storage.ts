// Storage Sense. Whether it empties the Downloads folder is for an administrator to ask for: it deletes a person's files.

import { choice } from '../../codecs/number.ts';
import { normally, onOff, onRequest, setting } from '../../entry.ts';
import { CURRENT_VERSION, user } from '../../places.ts';
import type { RegistryLocation, Setting } from '../../setting.ts';

const SCHEDULE = choice({ 0: 'during low free disk space', 1: 'every day', 7: 'every week', 30: 'every month' });
const AGE = choice({ 0: 'never', 1: '1 day', 14: '14 days', 30: '30 days', 60: '60 days' });
const at = (value: string): RegistryLocation =>
  user(`${CURRENT_VERSION}\\StorageSense\\Parameters\\StoragePolicy`, value);

// biome-ignore format: one setting a line
export const storage: readonly Setting[] = [
  onOff('system.storageSense.enabled', 'Storage Sense', at('01'), 'off'),
  // Sources differ on what a new profile has.
  onOff('system.storageSense.tempFiles', 'Keep Windows running smoothly by cleaning up temporary files', at('04')),
  setting('system.storageSense.schedule', 'Run Storage Sense', at('2048'), SCHEDULE, normally(0)),
  onOff('system.storageSense.recycleOn', 'Delete files in my recycle bin', at('08')),
  setting('system.storageSense.recycleDays', 'Delete files in my recycle bin after', at('256'), AGE, normally(30)),
  ...onRequest([
    onOff('system.storageSense.downloadsOn', 'Delete files in my Downloads folder', at('32')),
    setting('system.storageSense.downloadsDays', "Delete files in my Downloads folder that haven't been opened for", at('512'), AGE, normally(0)),
  ]),
];
