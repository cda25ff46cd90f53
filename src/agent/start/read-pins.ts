// The pins of a profile, from whichever readable form it has. The file that Start itself uses is opaque and not looked into.

import { EXPLORER, START, file, user } from '../../domain/catalog/places.ts';
import type { Location, ReadLocation } from '../../domain/catalog/setting.ts';
import { locationName } from '../../domain/catalog/setting.ts';
import { type Result } from '../../lib/result.ts';
import { readPinnedList } from '../../domain/start/layout-json.ts';
import { readLayoutXml } from '../../domain/start/layout-xml.ts';
import type { Pin } from '../../domain/start/pins.ts';
import { readTaskbarPins } from '../../domain/start/taskbar-pins.ts';

export type PinSource = {
  readonly bar: 'start' | 'taskbar';
  /** As an administrator writes it. */
  readonly place: string;
  /** An error says why what stands there is no list of pins. */
  readonly pins: Result<readonly Pin[], string>;
};

/** What is not there is left out; what can not be read says why. */
export function readPins(read: ReadLocation): readonly PinSource[] {
  return FORMS.flatMap(({ at, bars }) => {
    const reading = read(at);
    if (reading.state === 'absent') return [];
    const place = locationName(at);
    if (reading.state === 'unreadable') {
      return [{ bar: 'start', place, pins: { ok: false, error: reading.reason } } satisfies PinSource];
    }
    return bars(reading.raw.data).map(([bar, pins]) => ({ bar, place, pins }));
  });
}

type Bars = readonly (readonly [PinSource['bar'], PinSource['pins']])[];

const SHELL = 'AppData/Local/Microsoft/Windows/Shell';
const FORMS: readonly { readonly at: Location; readonly bars: (bytes: Uint8Array) => Bars }[] = [
  { at: user(START, 'Config'), bars: (bytes) => [['start', readPinnedList(bytes)]] },
  { at: file(`${SHELL}/LayoutModification.json`), bars: (bytes) => [['start', readPinnedList(bytes)]] },
  { at: file(`${SHELL}/LayoutModification.xml`), bars: layoutBars },
  { at: user(`${EXPLORER}\\Taskband`, 'Favorites'), bars: (bytes) => [['taskbar', taskbarPins(bytes)]] },
];

function layoutBars(bytes: Uint8Array): Bars {
  const layout = readLayoutXml(new TextDecoder().decode(bytes));
  if (!layout.ok) return [['start', layout]];
  const { start, taskbar } = layout.value;
  return [
    ['start', { ok: true, value: start }],
    ...(taskbar.length === 0 ? [] : [['taskbar', { ok: true, value: taskbar }] as const]),
  ];
}

function taskbarPins(bytes: Uint8Array): PinSource['pins'] {
  const read = readTaskbarPins(bytes);
  return read.ok ? { ok: true, value: read.value.pins } : read;
}
