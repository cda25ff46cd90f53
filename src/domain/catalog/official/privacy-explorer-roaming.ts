// The pages Privacy & security, Windows Update and File Explorer of the official catalogue, and what roams live beside it.

import { region } from '../categories/time-language/region.ts';
import { BOTH, carried, group, NEITHER, type OfficialGroup, ONLY_11, partly, staying } from './official-row.ts';

const REGIONAL = region.filter((each) => each.group === 'regional').map((each) => each.id);
const PEN = "Only a type of the cloud store is documented for the pen's looks and keys.";
const WIFI = 'Wi-Fi profiles hold pass phrases, and their list is a history of places.';

// biome-ignore format: one row a line
export const privacyPages: readonly OfficialGroup[] = [
  group('Privacy & security', '', ['until23H2', 'yes'], [
    staying('Store my activity history on this device', 'windowsLeavesItOut', 'Windows gave up the history with 24H2; what remains is a policy.'),
  ]),
  group('Windows Update', '', NEITHER, [
    partly('The whole page', ['update.latest', 'update.otherProducts', 'update.expedited', 'update.restartNotify', 'update.metered', 'update.smartActiveHours', 'update.activeStart', 'update.activeEnd'], 'Pauses and deferrals stay behind: they are dates, and they would weaken the device.'),
  ]),
  group('File Explorer', '', BOTH, [
    carried('Single-click or double-click to open an item', 'explorer.singleClick', 'explorer.iconUnderline'),
    carried('Decrease space between items (compact view)', 'explorer.compactMode'),
    carried('Display the full path in the title bar', 'explorer.fullPath'),
    carried('Hidden files and folders', 'explorer.hiddenFiles'),
    carried('Hide empty drives', 'explorer.emptyDrives'),
    carried('Hide extensions for known file types', 'explorer.fileExtensions'),
    carried('Use check boxes to select items', 'explorer.checkBoxes'),
    carried('Recycle Bin: display delete confirmation dialog', 'explorer.recycleConfirm'),
    carried('Desktop: icon size', 'personalization.desktop.iconSize'),
    carried('Desktop: auto arrange icons', 'personalization.desktop.autoArrange'),
    carried('Desktop: align icons to grid', 'personalization.desktop.alignToGrid'),
    carried('Desktop: show desktop icons', 'personalization.desktop.hideAllIcons'),
    carried('Desktop: sort by name', 'personalization.desktop.sort'),
    carried('Desktop: sort by size', 'personalization.desktop.sort'),
    carried('Desktop: sort by item type', 'personalization.desktop.sort'),
    carried('Desktop: sort by date modified', 'personalization.desktop.sort'),
  ]),
  group('Roaming', 'Voice typing', ONLY_11, [
    carried('Voice typing launcher', 'language.typing.voiceTypingKey'),
    staying('Auto punctuation', 'noDocumentedLocation', 'No source names the value.'),
  ]),
  group('Roaming', 'Mouse, pen and touchpad', BOTH, [
    carried('Primary mouse button', 'devices.mouse.primaryButton'),
    staying('Pen handedness', 'noDocumentedLocation', PEN),
    carried('Touchpad scrolling direction', 'devices.touchpad.scrollDirection'),
  ]),
  group('Roaming', 'Pen and handwriting', ONLY_11,
    ['Pen visual effects', 'Pen cursor', 'Pen extra keys', 'Pen eraser', 'Handwriting font size', 'Handwriting font', 'Handwriting panel', 'Handwriting with a fingertip']
      .map((name) => staying(name, 'noDocumentedLocation', PEN))),
  group('Roaming', 'Wi-Fi known networks', BOTH,
    ['Profile type', 'Connect automatically', 'Metered connection'].map((name) => staying(name, 'secret', WIFI))),
  group('Roaming', 'Language and region', BOTH, [
    staying('Language profile', 'needsInstalling', 'Languages and their keyboards are installed first, and Windows writes the list while it does so.'),
    carried('Country or region', 'language.region.geoId', 'language.region.geoName'),
    carried('Regional format', ...REGIONAL),
    staying('Japanese IME history', 'history', 'It is text that the person typed, word by word.'),
  ]),
  group('Roaming', 'Credentials', BOTH, [
    staying('Web account credentials', 'secret', 'Passwords and tokens never travel; the person signs in anew.'),
  ]),
];
