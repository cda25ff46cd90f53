// At sign-in: can settings of another device be restored here? Asks the policy first and the service only if it allows;
// changes nothing. The pages that show the offer to a person are not part of the agent yet, so the answer goes to the log and
// to standard output, with the command that restores.

import { localPolicy } from '../../domain/policy/local-policy.ts';
import type { PolicyFinding } from '../../domain/policy/policy-problems.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { BackupProfile } from '../../protocol/operations/backup.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { eventLog } from '../status/event-log.ts';
import type { AgentContext } from './run-backup.ts';
import { whoAnswers } from './who-answers.ts';

export type RestoreOffer =
  | { readonly kind: 'offered'; readonly profiles: readonly BackupProfile[] }
  | { readonly kind: 'off'; readonly reasons: readonly PolicyFinding[] }
  /** No other device of this person has a backup. */
  | { readonly kind: 'nothing' };

export type OfferContext = Pick<AgentContext, 'stateFolder' | 'clock' | 'readPolicy' | 'connect'>;

export async function offerRestore(context: OfferContext): Promise<Result<RestoreOffer, AgentProblem>> {
  const log = eventLog(context.stateFolder, context.clock);
  const { restore } = localPolicy(context.readPolicy);
  if (!restore.allowed) {
    log('restore-not-offered', { why: restore.reasons.map(({ code }) => code) });
    return ok({ kind: 'off', reasons: restore.reasons });
  }
  const listed = await listProfiles(context);
  if (!listed.ok) {
    const { code, detail, fix } = listed.error;
    log('error', { code, detail, fix });
    return listed;
  }
  const profiles = listed.value;
  if (profiles.length === 0) {
    log('restore-not-offered', { why: ['no-backup-of-another-device'] });
    return ok({ kind: 'nothing' });
  }
  log('restore-offered', { devices: profiles.map(({ deviceName }) => deviceName) });
  return ok({ kind: 'offered', profiles });
}

/** Of the person's other devices that have a backup. */
async function listProfiles({ connect }: OfferContext): Promise<Result<readonly BackupProfile[], AgentProblem>> {
  const service = connect();
  if (!service.ok) return service;
  const answer = await service.value.client.listProfiles();
  if (!answer.ok) return fail(await whoAnswers(service.value.url, answer.error));
  // The device's own backups are its past, not an offer.
  const own = service.value.deviceName.toUpperCase();
  return ok(answer.value.profiles.filter((it) => it.headSnapshotId !== null && it.deviceName.toUpperCase() !== own));
}
