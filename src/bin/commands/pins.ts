// `keepsake pins`: what is pinned to Start and the taskbar of a profile, and which of it another profile could show.

import { Command } from 'commander';
import { pinTarget } from '../../agent/start/pin-target.ts';
import { type PinSource, readPins } from '../../agent/start/read-pins.ts';
import { matchPins, type PinMatch, type PinTarget } from '../../domain/start/pins.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { bold, outputOf, withJson } from '../output.ts';
import { pinsJson, renderPin } from '../render/pins.ts';
import { openProfileOf } from './open-profile.ts';
import { type WhichProfile, withProfile } from './profile-options.ts';

type Options = WhichProfile & { readonly on?: string; readonly json?: boolean };

export function pinsCommand(): Command {
  return withJson(withProfile(new Command('pins')))
    .description('Show what is pinned to Start and the taskbar, as far as Windows keeps it readable.')
    .option('--on <path>', 'compare with the apps of this profile instead of its own')
    .addHelpText(
      'after',
      `
Nothing is changed. Start's own file comes back with "keepsake restore" on the same release of Windows; taskbar pins do not
(docs/operating/apps.md says why).`,
    )
    .action(pins);
}

async function pins(options: Options): Promise<void> {
  const output = outputOf(options);
  const profile = await openProfileOf(options);
  if (!profile.ok) return output.complain(profile.error);
  const other = options.on === undefined ? profile : await openProfileOf({ profile: options.on });
  if (!other.ok) return output.complain(other.error);
  const target = pinTarget(other.value);
  const sources = readPins(profile.value.read).map((source) => ({ source, matches: matched(source, target) }));
  const text = sources.length === 0 ? [NO_PINS] : [...sources.map(render), ...(target ? [] : [NO_APPS])];
  output.result(text.join('\n\n'), { isTargetKnown: target !== undefined, sources: sources.map(json) });
}

type Matched = { readonly source: PinSource; readonly matches: readonly PinMatch[] };

function matched({ pins: found }: PinSource, target: PinTarget | undefined): readonly PinMatch[] {
  if (!found.ok) return [];
  return target === undefined ? found.value.map((pin) => ({ pin, state: 'unknown' })) : matchPins(found.value, target);
}

function render({ source, matches }: Matched): string {
  const heading = bold(`${source.bar === 'start' ? 'Start' : 'Taskbar'}, from ${source.place}`);
  return [heading, ...(source.pins.ok ? matches.map(renderPin) : [`  Unreadable: ${source.pins.error}.`])].join('\n');
}

function json({ source: { bar, place, pins: found }, matches }: Matched): Json {
  return { bar, place, error: found.ok ? null : found.error, pins: pinsJson(matches) };
}

const NO_PINS = 'This profile keeps no pins in a form that can be read.';
const NO_APPS = 'The profile does not say which apps it has, so nobody can tell which pins it could show.';
