// Pins in words: which of them a profile could show, and why not the others.

import { type PinMatch, pinName } from '../../domain/start/pins.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { bold } from '../output.ts';

/** What a restore should say of the pins in a backup: those that can not be shown, by name. */
export function renderPinPlan(matches: readonly PinMatch[]): string {
  const missing = matches.filter(({ state }) => state === 'missing');
  return [
    bold(`Start pins: ${matches.length} in the backup, ${missing.length} not to be shown here`),
    ...missing.map(renderPin),
  ].join('\n');
}

export function renderPin({ pin, detail }: PinMatch): string {
  return `  ${printable(pinName(pin))}${detail === undefined ? '' : `\n    ${printable(detail)}`}`;
}

export function pinsJson(matches: readonly PinMatch[]): Json {
  return matches.map(({ pin, state, detail }) => ({ ...pin, state, detail: detail ?? null }));
}

/** Files of a profile and snapshots may hold anything; a terminal obeys some of it. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '�');
}
