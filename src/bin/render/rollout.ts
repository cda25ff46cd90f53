// The rollout as it is read in a terminal: the checklist with its evidence, the rings with their criteria, and what is proposed.

import type { Rollout, RolloutChecklist, RolloutException, RolloutRing } from '../../protocol/operations/rollout.ts';
import { bold, dim, green, red } from '../output.ts';
import { count, table } from './table.ts';

export function rolloutText(rollout: Rollout, checklist: RolloutChecklist): string {
  return [checklistText(checklist), '', ringsText(rollout), '', exceptionsText(rollout.exceptions)].join('\n');
}

function checklistText({ items }: RolloutChecklist): string {
  const done = items.filter(({ state }) => state === 'done').length;
  return [
    bold(`Checklist: ${done} of ${items.length}`),
    ...items.flatMap(({ title, state, evidence }) => [
      `${MARKS[state]} ${title}`,
      ...evidence.map(({ holds, words }) => `    ${EVIDENCE_MARKS[holds]} ${words}`),
    ]),
  ].join('\n');
}

/** A word beside each mark: colors alone tell not everybody. */
const MARKS = { done: green('[x]'), open: '[ ]', attention: red('[!]') } as const;
const EVIDENCE_MARKS = { yes: green('+'), no: red('!'), open: dim('-') } as const;

export function ringsText({ rings, proposal }: Pick<Rollout, 'rings' | 'proposal'>): string {
  if (rings.length === 0) return `${bold('Rings')}\nThere is none yet: keepsake rollout ring add.`;
  const rows = rings.map((ring) => [
    String(ring.position),
    ring.displayName,
    ring.group.displayName,
    stateText(ring),
    String(ring.measured.people),
    String(ring.measured.devices),
    `${ring.measured.restoresCompleted} of ${ring.measured.restoresCompleted + ring.measured.restoresFailed}`,
  ]);
  return [
    bold('Rings'),
    table(['', 'Ring', 'Group', 'State', 'People', 'Devices', 'Restored'], rows),
    '',
    bold(proposal.words),
    ...proposal.criteria.map(({ holds, words }) => `  ${EVIDENCE_MARKS[holds]} ${words}`),
  ].join('\n');
}

export function ringLine(ring: RolloutRing): string {
  return `Ring ${ring.position} "${ring.displayName}" of the group "${ring.group.displayName}": ${stateText(ring)}.`;
}

function stateText({ state, stop }: Pick<RolloutRing, 'state' | 'stop'>): string {
  return stop === null ? state : `stopped by ${stop.by}: ${stop.reason}`;
}

export function exceptionsText(exceptions: readonly RolloutException[]): string {
  const rows = exceptions.map((it) => [it.subject, it.owner, it.fallback, it.endsOn, it.state]);
  if (rows.length === 0) return `${bold('Exceptions')}\nNothing is left out on purpose.`;
  return `${bold('Exceptions')}\n${table(['About', 'Owner', 'Instead', 'Until', 'State'], rows)}`;
}

export function pilotText({ pilot: { chosen, valueCount, pairs } }: RolloutChecklist): string {
  if (chosen.length === 0) {
    return 'Nothing is known of any device. Import the devices of Intune (keepsake import), or let devices join.';
  }
  const rows = chosen.map(({ examples, count: alike, traits, adds }) => [
    examples.map(({ name }) => name).join(', '),
    examples.flatMap(({ person }) => person ?? [])[0] ?? '',
    Object.values(traits).join(' · '),
    `+${adds.map(({ value }) => value).join(', ')}`,
    alike,
  ]);
  return [
    `${count(chosen.length, 'device')} meet all ${valueCount} models, builds and ways of joining that there are, and ${pairs.covered} of ${pairs.all} of their pairs:`,
    '',
    table(['One of', 'Used by', 'It is', 'It adds', 'Alike'], rows),
  ].join('\n');
}
