// Accounts: how a session locks and comes back. Sign-in state, secrets and pictures stay behind: they are bound to the device
// or come with the account itself.

import { DWORD_MAX, choice } from '../codecs/number.ts';
import type { Category } from '../category.ts';
import { normally, onlyIf, onOff, setting, since } from '../entry.ts';
import { DESKTOP, user, WINLOGON } from '../places.ts';

/** In seconds, so more is weaker, and "never" is the largest number there is. */
const AWAY = choice({
  0: 'every time',
  60: '1 minute',
  180: '3 minutes',
  300: '5 minutes',
  900: '15 minutes',
  [DWORD_MAX]: 'never',
});

// biome-ignore format: one setting a line
export const accounts: Category = {
  id: 'accounts',
  name: 'Accounts',
  description: 'When Windows asks to sign in again, and whether apps reopen. Never less strict than the new device already is.',
  settings: [
    ...onlyIf('neverWeaker:higherIsStricter', [
      setting('accounts.dynamicLock', "Lock the device automatically when you're away", user(WINLOGON, 'EnableGoodbye'), choice({ 0: 'off', 1: 'on' }), normally(0)),
    ]),
    // What holds when the value is absent depends on the kind of standby, so it has no default here.
    ...onlyIf('neverWeaker:lowerIsStricter', [
      setting('accounts.requireSignIn', "If you've been away, when should Windows require you to sign in again?", user(DESKTOP, 'DelayLockInterval'), AWAY),
    ]),
    // The default differs between editions.
    ...since(18362, [
      onOff('system.apps.reopen', 'Automatically save my restartable apps and restart them when I sign back in', user(WINLOGON, 'RestartApps')),
    ]),
  ],
};
