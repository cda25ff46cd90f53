// The on-screen keyboard of Ease of Access: how it takes keys and what it shows. Where it stands belongs to the screen.

import { choice, dword } from '../../codecs/number.ts';
import { normally, onOff, setting } from '../../entry.ts';
import { user } from '../../places.ts';
import type { RegistryLocation, Setting } from '../../setting.ts';

const MODE = choice({ 1: 'click on keys', 2: 'hover over keys', 3: 'scan through keys' });
const MILLISECONDS = dword({}, { min: 1, max: 60_000 });
const at = (value: string): RegistryLocation => user('Software\\Microsoft\\Osk', value);

// biome-ignore format: one setting a line
export const onScreenKeyboard: readonly Setting[] = [
  setting('accessibility.osk.mode', 'On-screen keyboard: to use it', at('Mode'), MODE, normally(1)),
  onOff('accessibility.osk.clickSound', 'On-screen keyboard: use click sound', at('ClickSound'), 'on'),
  onOff('accessibility.osk.numPad', 'On-screen keyboard: turn on numeric key pad', at('ShowNumPad'), 'off'),
  onOff('accessibility.osk.navigationMode', 'On-screen keyboard: navigation layout', at('NavigationMode'), 'off'),
  setting('accessibility.osk.hoverPeriod', 'On-screen keyboard: milliseconds of hovering', at('HoverPeriod'), MILLISECONDS, normally(1000)),
  setting('accessibility.osk.scanInterval', 'On-screen keyboard: milliseconds between scanned keys', at('ScanInterval'), MILLISECONDS, normally(1000)),
  onOff('accessibility.osk.textPrediction', 'On-screen keyboard: use text prediction', at('UseTextPrediction'), 'off'),
  onOff('accessibility.osk.insertSpace', 'On-screen keyboard: insert space after predicted words', at('InsertSpace'), 'on'),
  onOff('accessibility.osk.dock', 'On-screen keyboard: dock', at('Dock'), 'off'),
];
