// Apps: what Windows itself does with apps. Which apps there are is no setting but a list of its own (`domain/apps`), and which
// app opens what is the person's to say again: Windows signs those choices for one account on one device.

import type { Category } from '../category.ts';
import { normally, ofTheMachine, offOn, onOff, setting, since, until } from '../entry.ts';
import { choice } from '../codecs/number.ts';
import { CONTENT_DELIVERY, CURRENT_VERSION, machine, user } from '../places.ts';

const VIDEO = `${CURRENT_VERSION}\\VideoSettings`;
const STORE = 'Microsoft\\Windows\\CurrentVersion\\WindowsStore\\WindowsUpdate';

// biome-ignore format: one setting a line
export const apps: Category = {
  id: 'apps',
  name: 'Apps',
  description: 'Background apps, video playback, resuming from other devices and what Windows installs by itself.',
  settings: [
    ...since(26100, [
      onOff('apps.resume', 'Resume: pick up where you left off on other devices', user(`${CURRENT_VERSION}\\CrossDeviceResume\\Configuration`, 'IsResumeAllowed'), 'on'),
    ]),
    offOn('apps.background', 'Let apps run in the background', user(`${CURRENT_VERSION}\\BackgroundAccessApplications`, 'GlobalUserDisabled'), 'on'),
    onOff('apps.video.lowRes', 'Save network bandwidth by playing video at a lower resolution', user(VIDEO, 'AllowLowResolution'), 'off'),
    onOff('apps.video.enhance', 'Process video automatically to enhance it', user(VIDEO, 'EnableAutoEnhanceDuringPlayback'), 'off'),
    onOff('store.silentInstalls', 'Install suggested apps automatically', user(CONTENT_DELIVERY, 'SilentInstalledAppsEnabled'), 'on'),
    ...ofTheMachine([
      ...until(26100, [
        onOff('apps.maps.auto', 'Update offline maps automatically', { kind: 'registry', hive: 'SYSTEM', key: 'Maps', value: 'AutoUpdateEnabled' }),
      ]),
      setting('store.autoUpdate', 'App updates from the Store', machine(STORE, 'AutoDownload'), choice({ 2: 'off', 4: 'on' }), normally(4)),
    ]),
  ],
};
