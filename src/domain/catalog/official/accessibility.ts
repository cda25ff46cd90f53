// The Accessibility page of the official catalogue.

import {
  BOTH,
  carried,
  group,
  NEITHER,
  NEW_IN_11,
  type OfficialGroup,
  type OfficialRow,
  ONLY_11,
  partly,
  staying,
} from './official-row.ts';

const RUNNING = 'Whether it runs is a state of the moment; that it starts after sign-in is a setting, and travels.';
const FOR_ALL = 'It holds for the sign-in screen, and so for everybody who uses the device.';
const CONTRAST =
  'A contrast theme is a file; Windows writes these colors from it, and alone they make text that can not be read.';
const GAZE = 'Nobody documents where the gaze app keeps it.';
const DRAWN = 'Windows draws the pointer files for it on the device; the numbers alone change nothing.';

// biome-ignore format: one row a line
export const accessibilityPage: readonly OfficialGroup[] = [
  group('Accessibility', 'Text size', BOTH, [carried('Text size', 'accessibility.textSize')]),
  group('Accessibility', 'Visual effects', BOTH, [
    carried('Always show scrollbars', 'accessibility.alwaysShowScrollbars'),
    carried('Transparency effects', 'personalization.transparency'),
    carried('Animation effects', 'system.visualFx.clientAreaAnimation', 'system.visualFx.minAnimate', 'taskbar.animations'),
    carried('Dismiss notifications after this amount of time', 'accessibility.messageDuration'),
  ]),
  group('Accessibility', 'Mouse pointer and touch', BOTH, [
    staying('Mouse pointer style', 'derived', DRAWN),
    carried('Size', 'accessibility.pointer.size', 'accessibility.pointer.baseSize'),
    carried('Touch indicator', 'accessibility.touch.contact', 'accessibility.touch.gesture'),
    carried('Make the circle darker and larger', 'accessibility.touch.contact'),
  ]),
  group('Accessibility', 'Text cursor', BOTH, [
    carried('Text cursor indicator', 'accessibility.textCursor.indicator'),
    carried('Size', 'accessibility.textCursor.indicatorSize'),
    carried('Color', 'accessibility.textCursor.indicatorColor'),
    carried('Text cursor thickness', 'accessibility.textCursor.thickness'),
  ]),
  group('Accessibility', 'Magnifier › on or off', NEITHER, [
    staying('Magnifier', 'notASetting', RUNNING),
    staying('Start Magnifier before sign-in', 'management', FOR_ALL),
  ]),
  group('Accessibility', 'Magnifier', BOTH, [
    carried('Start Magnifier after sign-in', 'accessibility.magnifier.autostart'),
    carried('Zoom level', 'accessibility.magnifier.level'),
    carried('Zoom increment', 'accessibility.magnifier.increment'),
    carried('View', 'accessibility.magnifier.mode'),
    carried('Follow my mouse pointer', 'accessibility.magnifier.followMouse'),
    carried('Follow my keyboard focus', 'accessibility.magnifier.followFocus'),
    carried('Follow my text cursor', 'accessibility.magnifier.followCaret'),
    carried('Follow my Narrator cursor', 'accessibility.magnifier.followNarrator'),
    carried('Lens height', 'accessibility.magnifier.lensHeight'),
    carried('Lens width', 'accessibility.magnifier.lensWidth'),
    staying('Keep the mouse pointer', 'noDocumentedLocation', 'No source names the value.'),
    staying('Keep the text cursor', 'noDocumentedLocation', 'No source names the value.'),
    carried('Invert colors', 'accessibility.magnifier.invert'),
    carried('Smooth edges of images and text', 'accessibility.magnifier.smoothing'),
    staying('Reading shortcut', 'noDocumentedLocation', 'No source names the value.'),
  ]),
  group('Accessibility', 'Color filters', BOTH, [
    carried('Color filters', 'accessibility.colorFilter.active', 'accessibility.colorFilter.autostart'),
    carried('Filter', 'accessibility.colorFilter.type'),
    carried('Keyboard shortcut for color filters', 'accessibility.colorFilter.hotkey'),
  ]),
  group('Accessibility', 'Contrast themes', BOTH, [
    partly('Contrast themes', ['accessibility.contrast.shortcut', 'accessibility.contrast.confirm', 'accessibility.contrast.sound'], 'How they are turned on travels; that one is on is the live state of a theme.'),
    staying('Theme', 'needsInstalling', CONTRAST),
    ...['Text', 'Hyperlinks', 'Disabled text', 'Selected text', 'Button text', 'Background'].map((name) => staying(name, 'derived', CONTRAST)),
  ]),
  group('Accessibility', 'Narrator › on or off', NEITHER, [
    staying('Narrator', 'notASetting', RUNNING),
    staying('Start Narrator before sign-in', 'management', FOR_ALL),
    narrator('Keyboard shortcut for Narrator', 'shortcut'),
  ]),
  group('Accessibility', 'Narrator', BOTH, [
    narrator('Start Narrator after sign-in', 'autostart'),
    narrator('Show Narrator Home when Narrator starts', 'home'),
    staying('Voice', 'needsInstalling', 'A voice that is not installed would leave Narrator without speech.'),
    narrator('Speed', 'speed'),
    narrator('Pitch', 'pitch'),
    narrator('Volume', 'volume'),
    narrator('Lower the volume of other apps when Narrator is speaking', 'duck'),
    narrator('Verbosity level', 'verbosity'),
    narrator('Emphasize formatted text', 'formatted'),
    narrator('Read phonetically by character', 'phonetic'),
    narrator('Pause at punctuation', 'intonationPause'),
    narrator('Read advanced details, like help text on buttons', 'advancedInfo'),
    narrator('Change how capitalized text is read', 'capitals'),
    narrator('Context level for buttons and other controls', 'context'),
    narrator('Hear hints on how to interact with buttons and other controls', 'hints'),
    narrator("Hear why an action can't be performed", 'errors'),
    narrator('Only hear sounds for common actions', 'commonSounds', 'audioCues'),
    narrator('When to read details about buttons and other controls', 'contextOrder'),
    narrator('Announce letters, numbers, and punctuation', 'echoChars'),
    narrator('Announce words', 'echoWords'),
    narrator('Announce function keys', 'echoFunction'),
    narrator('Announce arrow, Tab, and other navigation keys', 'echoNavigation'),
    narrator('Announce when toggle keys are turned on or off', 'echoToggle'),
    narrator('Announce Shift, Alt, and other modifier keys', 'echoModifier'),
    narrator('Narrator key', 'narratorKey', 'lockKey'),
    narrator('Activate keys on the touch keyboard when I lift my finger', 'fastKeys'),
    narrator('Read and interact with the screen using the mouse', 'mouse'),
    narrator('Make the Narrator cursor follow the mouse', 'followMouse'),
    narrator('Show the Narrator cursor', 'highlight'),
    narrator('Move my text cursor with the Narrator cursor', 'followInsertion'),
    narrator('Sync the Narrator cursor and system focus', 'followKeyboard'),
    narrator('Narrator extensions', 'scripting'),
  ]),
  group('Accessibility', 'Audio', BOTH, [
    carried('Mono audio', 'accessibility.audio.mono'),
    carried('Flash my screen during audio notifications', 'accessibility.audio.flash', 'accessibility.audio.soundSentry'),
  ]),
  group('Accessibility', 'Captions', ONLY_11, [
    carried('Live captions: Filter profanity', 'accessibility.captions.profanity'),
    carried('Live captions: Position', 'accessibility.captions.position'),
    staying('Caption style', 'noDocumentedLocation', 'The names of its values are nowhere confirmed.'),
  ]),
  group('Accessibility', 'Speech › on or off', ['no', 'unlisted'], [staying('Voice access', 'notASetting', RUNNING)]),
  group('Accessibility', 'Speech', NEW_IN_11, [
    carried('Start voice access after you sign in to your PC', 'accessibility.voiceAccess.autostart'),
    staying('Start voice access before you sign in to your PC', 'management', FOR_ALL),
  ]),
  group('Accessibility', 'Keyboard', BOTH, [
    flags('Sticky keys', 'stickyKeys.on'),
    flags('Keyboard shortcut for sticky keys', 'stickyKeys.shortcut', 'stickyKeys.confirm'),
    flags('Show the sticky keys icon on the taskbar', 'stickyKeys.indicator'),
    flags('Lock shortcut keys when pressed twice in a row', 'stickyKeys.lock'),
    flags('Turn off sticky keys when two keys are pressed at the same time', 'stickyKeys.twoKeysOff'),
    flags('Play a sound when a shortcut key is pressed', 'stickyKeys.audible'),
    flags('Filter keys', 'filterKeys.on'),
    flags('Keyboard shortcut for filter keys', 'filterKeys.shortcut', 'filterKeys.confirm'),
    flags('Show the filter keys icon on the taskbar', 'filterKeys.indicator'),
    flags('Beep when keys are pressed or accepted', 'filterKeys.click'),
    flags('Ignore quick keystrokes, and how long', 'filterKeys.wait', 'filterKeys.oskSlow'),
    flags('Bounce keys, and how long', 'filterKeys.bounce', 'filterKeys.oskBounce'),
    flags('Repeat keys', 'filterKeys.repeatDelay'),
    flags('Wait before the first repeated keystroke', 'filterKeys.repeatDelay', 'filterKeys.oskFirstRepeat'),
    flags('Wait before subsequent repeated keystrokes', 'filterKeys.repeatRate', 'filterKeys.oskNextRepeat'),
    flags('Toggle keys', 'toggleKeys.on', 'toggleKeys.shortcut'),
    flags('Notify me when I turn on sticky, filter, or toggle keys', 'warningSounds'),
    flags('Play a sound when I turn sticky, filter, or toggle keys on or off from the keyboard', 'soundOnActivation'),
    flags('Underline access keys', 'keyboardPreference', 'keyboard.cues'),
    carried('Use the Print screen key to open screen capture', 'devices.keyboard.printScreen'),
  ]),
  group('Accessibility', 'Mouse keys', BOTH, [
    flags('Mouse keys', 'mouseKeys.on'),
    flags('Only use mouse keys when Num lock is on', 'mouseKeys.numLock'),
    flags('Show the mouse keys icon on the taskbar', 'mouseKeys.indicator'),
    flags('Hold the Ctrl key to speed up and the Shift key to slow down', 'mouseKeys.modifiers'),
    flags('Mouse keys speed', 'mouseKeys.speed'),
    flags('Mouse keys acceleration', 'mouseKeys.accel'),
  ]),
  group('Accessibility', 'Eye control', BOTH, [
    carried('Eye control', 'accessibility.eyeControl'),
    ...['Click method', 'Show gaze cursor', 'Shape writing', 'Advanced mouse', 'Typing dwell', 'General dwell', 'Smoothing', 'Lag', 'Dock bottom', 'Keyboard dock button']
      .map((name) => staying(`Gaze app: ${name}`, 'noDocumentedLocation', GAZE)),
  ]),
];

function narrator(name: string, ...ids: readonly string[]): OfficialRow {
  return carried(name, ...ids.map((id) => `accessibility.narrator.${id}`));
}

function flags(name: string, ...ids: readonly string[]): OfficialRow {
  return carried(name, ...ids.map((id) => `accessibility.${id}`));
}
