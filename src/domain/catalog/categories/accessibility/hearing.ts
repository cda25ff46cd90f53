// Sound, flashes in place of sounds, and voice access.

import { decimalChoice, decimalText, dword } from '../../codecs/number.ts';
import { normally, onOff, onOffText, setting, since, together } from '../../entry.ts';
import { ACCESSIBILITY, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';
import { flagsOf } from './key-flags.ts';
import { startsAtSignIn } from './sign-in-aids.ts';

const CAPTIONS = 'Software\\Microsoft\\LiveCaptions\\UI';
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
  onOffText('accessibility.audio.showSounds', 'Show text captions for spoken dialog', user(`${ACCESSIBILITY}\\ShowSounds`, 'On'), 'off'),
  onOffText('accessibility.audio.description', 'Hear descriptions of what is happening in videos', user(`${ACCESSIBILITY}\\AudioDescription`, 'On'), 'off'),
  setting('accessibility.timeout', 'Turn accessibility aids off after milliseconds of disuse', user(`${ACCESSIBILITY}\\TimeOut`, 'TimeToWait'), decimalText({}, { min: 0, max: 3_600_000 }), normally(300_000)),
  ...since(22621, [
    setting('accessibility.captions.position', 'Live captions: position', user(CAPTIONS, 'WindowPosition'), dword({ 1: 'above the screen', 15: 'on the screen' }, { max: 15 }), normally(1)),
    onOff('accessibility.captions.profanity', 'Live captions: filter profanity', user(CAPTIONS, 'ProfanityFilterOn'), 'on'),
    startsAtSignIn('accessibility.voiceAccess.autostart', 'Start voice access after you sign in to your PC', 'voiceaccess'),
  ]),
];
