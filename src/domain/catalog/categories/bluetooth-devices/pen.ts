// The pen's shortcut button: which of Windows' own actions a press starts. The two codes that open an app or a program of the
// person's choice are refused, since they would let a snapshot choose what runs.

import { choice } from '../../codecs/number.ts';
import { setting, together } from '../../entry.ts';
import { CURRENT_VERSION, user } from '../../places.ts';
import type { Setting } from '../../setting.ts';

const ACTION = choice({
  1: 'nothing',
  5: 'pen menu',
  6: 'OneNote',
  8: 'screen snipping',
  9: 'Whiteboard',
  10: "Windows' own choice",
  13: 'OneNote quick notes',
});
const VERB = choice({ 0: 'pen menu', 1: 'Sticky Notes', 2: 'Whiteboard', 3: 'Snipping Tool' });

export const pen: readonly Setting[] = [
  ...press('SingleClick', 'single-click'),
  ...press('DoubleClick', 'double-click'),
  ...press('LongPress', 'press and hold'),
];

/** The action, and what the pen menu shows for it; the shipped verbs differ between releases. */
function press(kind: string, words: string): readonly Setting[] {
  const key = `${CURRENT_VERSION}\\ClickNote\\UserCustomization\\${kind}BelowLock`;
  const id = `devices.pen.${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
  return together(`pen.${kind}`, [
    setting(id, `Pen shortcut button: ${words}`, user(key, 'Override'), ACTION),
    setting(`${id}Verb`, `Pen shortcut button: ${words} (pen menu)`, user(key, 'PenWorkspaceVerb'), VERB),
  ]);
}
