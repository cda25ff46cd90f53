// How a restore session ended, for people and for scripts.

import type { LocalEnd } from '../../agent/restore/session-ports.ts';
import type { RestoreEnd } from '../../agent/schedule/offer-restore.ts';
import { personSentence, reasonsOf } from '../../agent/status/reasons.ts';
import type { SessionOutcome } from '../../domain/restore/session.ts';
import type { Json } from '../../lib/canonical-json.ts';
import type { OfferedProfile } from '../../protocol/operations/restore.ts';
import { green, red } from '../output.ts';
import { count } from './table.ts';

export function renderRestoreEnd(end: RestoreEnd): string {
  switch (end.kind) {
    case 'off':
      return lines('No restore is offered.', end.reasons);
    case 'refused': {
      const reasons = reasonsOf(end.decision);
      return lines(`No restore is offered: ${personSentence(reasons)}`, reasons);
    }
    case 'open':
      return ['Settings can be restored here from:', ...end.profiles.map(profileText), HOW_TO_CHOOSE].join('\n');
    case 'closed':
      return `The restore ended before anything was changed: it is "${end.state}". Ask again to begin anew.`;
    case 'ended':
      return [...endText(end.end), ...(end.unreported === undefined ? [] : [LATER])].join('\n');
    case 'older':
      return olderText(end.offer);
  }
}

export function restoreEndJson(end: RestoreEnd): { readonly [name: string]: Json } {
  switch (end.kind) {
    case 'refused': {
      const reasons = reasonsOf(end.decision);
      const { occasion, verdict } = end.decision;
      return { outcome: 'refused', occasion, verdict, person: personSentence(reasons), reasons: asJson(reasons) };
    }
    case 'ended': {
      const { outcomes, ...rest } = end.end;
      return { ...rest, outcomes: asJson(outcomes), isReported: end.unreported === undefined };
    }
    case 'open':
      return { outcome: 'open', sessionId: end.session.sessionId, profiles: asJson(end.profiles) };
    case 'closed':
      return { outcome: 'closed', sessionId: end.sessionId, state: end.state };
    case 'off':
      return { outcome: 'off', reasons: asJson(end.reasons) };
    case 'older':
      return { outcome: 'older', offer: { ...end.offer } };
  }
}

function asJson(items: readonly object[]): Json {
  return items.map((item) => ({ ...item }));
}

const HOW_TO_CHOOSE = `Restore:       keepsake agent restore --choose DEVICE
Set up as new: keepsake agent offer --choose new`;

const LATER = 'The service could not be told yet; the agent tells it later, by itself.';

function lines(first: string, reasons: readonly { code: string; detail: string; fix: string }[]): string {
  return [first, ...reasons.map(({ code, detail, fix }) => `  ${detail} (${code})\n    ${fix}`)].join('\n');
}

function profileText({ deviceName, lastConfirmedAt, settingCount, appCount }: OfferedProfile): string {
  const inside = `${count(settingCount, 'setting')}, ${count(appCount, 'app')}`;
  return `  ${deviceName}, last confirmed ${lastConfirmedAt ?? 'never'}: ${inside}`;
}

function endText({ outcome, sourceDevice, failureCode, outcomes }: LocalEnd): readonly string[] {
  if (outcome === 'setUpAsNew') return ['Set up as new: no restore is offered again on this enrollment.'];
  if (outcome === 'cancelled') return ['Cancelled: nothing was changed, and a restore can be asked for at any time.'];
  const failed = outcomes.filter(({ state }) => state === 'failed');
  const restored = outcomes.filter(({ kind, state }) => kind === 'setting' && state === 'restored').length;
  const apps = outcomes.filter(({ kind, state }) => kind === 'app' && state === 'pending').length;
  const said = `${count(restored, 'setting')} of "${sourceDevice}"`;
  return [
    outcome === 'failed' ? red(`The restore failed (${failureCode}).`) : green(`Restored and read back: ${said}.`),
    ...failed.map(outcomeText),
    ...(apps === 0 ? [] : [`${count(apps, 'app')} will come back in the background.`]),
  ];
}

function outcomeText({ id, code }: SessionOutcome): string {
  return `  ${id}: ${code ?? 'failed'}`;
}

function olderText(offer: Extract<RestoreEnd, { kind: 'older' }>['offer']): string {
  if (offer.kind === 'off') return lines('No restore is offered.', offer.reasons);
  if (offer.kind === 'nothing') return 'There is nothing to restore: no other device of this person has a backup.';
  return [
    'Settings can be restored here from:',
    ...offer.profiles.map((it) => `  ${it.deviceName}: snapshot ${it.headSnapshotId}`),
    'See what it would do:  keepsake restore --preview --snapshot SNAPSHOT',
  ].join('\n');
}
