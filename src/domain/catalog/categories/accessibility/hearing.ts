// Sound, flashes in place of sounds, and voice access.

import { decimalChoice } from '../../codecs/number.ts';
import { normally, onOff, setting, since, together } from '../../entry.ts';
import { ACCESSIBILITY, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';
import { flagsOf } from './key-flags.ts';
import { startsAtSignIn } from './sign-in-aids.ts';

const SENTRY = `${ACCESSIBILITY}\\SoundSentry`;
const FLASH = decimalChoice({
  0: 'never',
  1: 'flash the title bar of the active window',
  2: 'flash the active window',
  3: 'flash the entire screen',
});
const soundSentry = flagsOf('SoundSentry', 2);

// biome-ignore format: one setting a line
export const hearing: readonly Setting[] = [
  onOff('accessibility.audio.mono', 'Mono audio', user('Software\\Microsoft\\Multimedia\\Audio', 'AccessibilityMonoMixState'), 'off'),
  ...together('soundSentry', [
    setting('accessibility.audio.flash', 'Flash my screen during audio notifications', user(SENTRY, 'WindowsEffect'), FLASH, normally(1)),
    soundSentry('accessibility.audio.soundSentry', 'Visual notifications for sounds', 0x01),
  ]),
  ...since(22621, [
    startsAtSignIn('accessibility.voiceAccess.autostart', 'Start voice access after you sign in to your PC', 'voiceaccess'),
  ]),
];
