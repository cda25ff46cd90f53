// Power, and other values of the machine. Power plans are not here: Windows owns their keys and changes them by its API alone.

import { choice } from '../../codecs/number.ts';
import { normally, ofTheMachine, onOff, setting, since } from '../../entry.ts';
import { control, machine } from '../../places.ts';
import type { Setting } from '../../setting.ts';

const SAVER = choice({ 1: 'on', 2: 'off' });
const TROUBLE = choice({
  1: "don't run any",
  2: 'ask me before running',
  3: 'run automatically, then notify me',
  4: "run automatically, don't notify me",
});
const FLYOUT = 'Microsoft\\Windows\\CurrentVersion\\Explorer\\FlyoutMenuSettings';

// biome-ignore format: one setting a line
export const machinePower: readonly Setting[] = ofTheMachine([
  ...since(26100, [
    setting('system.power.energySaver', 'Always use energy saver', control('Control\\Power', 'EnergySaverState'), SAVER, normally(2)),
  ]),
  onOff('system.power.fastStartup', 'Turn on fast startup', control('Control\\Session Manager\\Power', 'HiberbootEnabled'), 'on'),
  // Hibernation is off and the others are on unless the maker of the device decided otherwise.
  onOff('system.power.menu.hibernate', 'Show Hibernate in the Power menu', machine(FLYOUT, 'ShowHibernateOption')),
  onOff('system.power.menu.sleep', 'Show Sleep in the Power menu', machine(FLYOUT, 'ShowSleepOption')),
  onOff('system.power.menu.lock', 'Show Lock in the account picture menu', machine(FLYOUT, 'ShowLockOption')),
  onOff('system.dev.longPaths', 'Enable long paths', control('Control\\FileSystem', 'LongPathsEnabled'), 'off'),
  setting('system.troubleshooter', 'Recommended troubleshooter preference', machine('Microsoft\\WindowsMitigation', 'UserPreference'), TROUBLE, normally(2)),
]);
