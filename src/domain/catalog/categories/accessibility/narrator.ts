// Narrator: how it speaks and what it reads.

import { choice, dword } from '../../codecs/number.ts';
import { normally, onOff, setting } from '../../entry.ts';
import { user } from '../../places.ts';
import type { RegistryLocation, Setting } from '../../setting.ts';
import { startsAtSignIn } from './sign-in-aids.ts';

const LEVEL = dword({}, { max: 20 });
const LAYOUT = choice({ 0: 'legacy', 1: 'standard' });
const at = (value: string): RegistryLocation => user('Software\\Microsoft\\Narrator', value);

// biome-ignore format: one setting a line
export const narrator: readonly Setting[] = [
  startsAtSignIn('accessibility.narrator.autostart', 'Start Narrator after sign-in', 'narrator'),
  setting('accessibility.narrator.speed', 'Narrator: voice speed', at('SpeechSpeed'), LEVEL, normally(10)),
  setting('accessibility.narrator.pitch', 'Narrator: voice pitch', at('SpeechPitch'), LEVEL, normally(10)),
  onOff('accessibility.narrator.echoChars', 'Narrator: announce letters, numbers and punctuation as I type', at('EchoChars'), 'on'),
  onOff('accessibility.narrator.echoWords', 'Narrator: announce words as I type', at('EchoWords'), 'on'),
  onOff('accessibility.narrator.hints', 'Narrator: read hints on how to interact with controls', at('ReadHints'), 'on'),
  onOff('accessibility.narrator.errors', "Narrator: announce why an action can't be done", at('ErrorNotificationType'), 'on'),
  onOff('accessibility.narrator.audioCues', 'Narrator: play audio cues', at('PlayAudioCues'), 'on'),
  onOff('accessibility.narrator.commonSounds', 'Narrator: only play sounds for common actions', at('HearOnlySoundsForCommonActions'), 'off'),
  onOff('accessibility.narrator.intonationPause', 'Narrator: pause at punctuation', at('IntonationPause'), 'on'),
  onOff('accessibility.narrator.highlight', 'Narrator: show the Narrator cursor', at('NarratorCursorHighlight'), 'on'),
  // Builds spell this value in two ways, so its default is not certain; of the next, two sources name different ones.
  onOff('accessibility.narrator.followInsertion', 'Narrator: move my text cursor with the Narrator cursor', at('FollowInsertion')),
  onOff('accessibility.narrator.followKeyboard', 'Narrator: sync the Narrator cursor and system focus', at('CoupleNarratorCursorKeyboard')),
  onOff('accessibility.narrator.followMouse', 'Narrator: make the Narrator cursor follow the mouse', at('CoupleNarratorCursorMouse'), 'off'),
  onOff('accessibility.narrator.mouse', 'Narrator: read and interact with the screen using the mouse', at('InteractionMouse'), 'off'),
  onOff('accessibility.narrator.lockKey', 'Narrator: lock the Narrator key', at('LockNarratorKeys'), 'off'),
  onOff('accessibility.narrator.fastKeys', 'Narrator: activate keys on the touch keyboard when I lift my finger', at('FastKeyEntryEnabled'), 'off'),
  setting('accessibility.narrator.keyboardLayout', 'Narrator: keyboard layout', at('KeyboardLayout'), LAYOUT, normally(1)),
  onOff('accessibility.narrator.advancedInfo', 'Narrator: hear advanced detail about controls', at('AutoreadAdvancedInfo'), 'off'),
];
