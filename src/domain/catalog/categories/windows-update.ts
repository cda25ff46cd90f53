// Windows Update: the choices of its page. All are the machine's and usually owned by whoever manages updates, so they are there
// for an organization that asks for them. Pauses and deferrals stay behind: they are dates, and they would weaken a device.

import type { Category } from '../category.ts';
import { dword } from '../codecs/number.ts';
import { normally, ofTheMachine, onOff, setting, together } from '../entry.ts';
import { machine } from '../places.ts';
import type { RegistryLocation } from '../setting.ts';

const HOUR = dword({}, { max: 23 });
const at = (value: string): RegistryLocation => machine('Microsoft\\WindowsUpdate\\UX\\Settings', value);

// biome-ignore format: one setting a line
export const windowsUpdate: Category = {
  id: 'windows-update',
  name: 'Windows Update',
  description: 'How eagerly updates come and when the device may restart. Only where the organization asks for it.',
  settings: ofTheMachine([
    onOff('update.latest', "Get the latest updates as soon as they're available", at('IsContinuousInnovationOptedIn'), 'off'),
    // What a new device has depends on its edition.
    onOff('update.otherProducts', 'Receive updates for other Microsoft products', at('AllowMUUpdateService')),
    onOff('update.expedited', 'Get me up to date', at('IsExpedited'), 'off'),
    onOff('update.restartNotify', 'Notify me when a restart is required to finish updating', at('RestartNotificationsAllowed2'), 'off'),
    onOff('update.metered', 'Download updates over metered connections', at('AllowAutoWindowsUpdateDownloadOverMeteredNetwork'), 'off'),
    ...together('activeHours', [
      onOff('update.smartActiveHours', 'Adjust active hours automatically', at('SmartActiveHoursState'), 'on'),
      setting('update.activeStart', 'Active hours: first hour', at('ActiveHoursStart'), HOUR, normally(8)),
      setting('update.activeEnd', 'Active hours: last hour', at('ActiveHoursEnd'), HOUR, normally(17)),
    ]),
  ]),
};
