// Narrator: how it speaks and what it reads.
//
// What Windows keeps under `NoRoam` its own roaming leaves alone, though its backup catalogue lists it. Here it travels: the
// person asked for it, and none of it names a device. Only the voice stays, since it has to be installed first.

import { choice, dword } from '../../codecs/number.ts';
import { normally, onlyIf, onOff, setting } from '../../entry.ts';
import { user } from '../../places.ts';
import type { RegistryLocation, Setting } from '../../setting.ts';
import { startsAtSignIn } from './sign-in-aids.ts';

const LEVEL = dword({}, { max: 20 });
const LAYOUT = choice({ 0: 'legacy', 1: 'standard' });
const VERBOSITY = dword({}, { min: 1, max: 5 });
const own = (value: string): RegistryLocation => user('Software\\Microsoft\\Narrator\\NoRoam', value);
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
  setting('accessibility.narrator.volume', 'Narrator: voice volume', own('SpeechVolume'), dword({}, { max: 100 }), normally(100)),
  onOff('accessibility.narrator.duck', 'Narrator: lower the volume of other apps when Narrator is speaking', own('DuckAudio'), 'on'),
  onOff('accessibility.narrator.shortcut', 'Narrator: keyboard shortcut', own('WinEnterLaunchEnabled'), 'on'),
  setting('accessibility.narrator.verbosity', 'Narrator: verbosity level', own('UserVerbosityLevel'), VERBOSITY, normally(3)),
  setting('accessibility.narrator.context', 'Narrator: context level for buttons and other controls', own('ContextVerbosityLevelV2'), VERBOSITY, normally(3)),
  setting('accessibility.narrator.contextOrder', 'Narrator: when to read details about controls', own('RenderContextBeforeElement'), choice({ 0: 'after controls', 1: 'before controls' }), normally(1)),
  onOff('accessibility.narrator.echoToggle', 'Narrator: announce toggle keys as I type', own('EchoToggleKeys'), 'on'),
  onOff('accessibility.narrator.echoFunction', 'Narrator: announce function keys as I type', own('EchoFunctionKeys'), 'off'),
  onOff('accessibility.narrator.echoNavigation', 'Narrator: announce arrow, Tab and other navigation keys as I type', own('EchoNavigationKeys'), 'off'),
  onOff('accessibility.narrator.echoModifier', 'Narrator: announce Shift, Alt and other modifier keys as I type', own('EchoModifierKeys'), 'off'),
  setting('accessibility.narrator.narratorKey', 'Narrator: Narrator key', own('NarratorModifiers'), choice({ 1: 'Caps lock', 2: 'Insert', 3: 'either' }), normally(3)),
  setting('accessibility.narrator.cursorMode', 'Narrator: cursor movement mode', own('NarratorCursorMode'), choice({ 1: 'advanced', 2: 'normal' }), normally(2)),
  setting('accessibility.narrator.capitals', 'Narrator: how capitalized text is read', own('CapitalizationReading'), choice({ 0: "don't announce", 1: 'raise pitch', 2: 'say cap' }), normally(0)),
  onOff('accessibility.narrator.formatted', 'Narrator: emphasize formatted text', own('ReadingWithIntent'), 'off'),
  onOff('accessibility.narrator.phonetic', 'Narrator: read phonetically by character', own('ReadCharactersPhonetically'), 'off'),
  ...onlyIf('neverWeaker:lowerIsStricter', [
    onOff('accessibility.narrator.online', 'Narrator: get image descriptions and page titles from online services', own('OnlineServicesEnabled'), 'on'),
    onOff('accessibility.narrator.diagnostics', 'Narrator: send diagnostic data about Narrator', own('DetailedFeedback'), 'off'),
  ]),
  onOff('accessibility.narrator.scripting', 'Narrator: extensions of apps', own('ScriptingEnabled'), 'on'),
  onOff('accessibility.narrator.home', 'Narrator: show Narrator Home when Narrator starts', user('Software\\Microsoft\\Narrator\\NarratorHome', 'AutoStart'), 'on'),
  onOff('accessibility.narrator.minimize', 'Narrator: minimize Narrator Home to the system tray', user('Software\\Microsoft\\Narrator\\NarratorHome', 'MinimizeType'), 'off'),
  setting('accessibility.narrator.keyboardLayout', 'Narrator: keyboard layout', at('KeyboardLayout'), LAYOUT, normally(1)),
  onOff('accessibility.narrator.advancedInfo', 'Narrator: hear advanced detail about controls', at('AutoreadAdvancedInfo'), 'off'),
];
