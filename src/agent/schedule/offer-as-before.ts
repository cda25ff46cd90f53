// What can be restored here, asked of a service that knows no sessions: the person's backups of other devices, where this
// device's policies allow it. Changes nothing.

import { localPolicy } from '../../domain/policy/local-policy.ts';
import type { PolicyFinding } from '../../domain/policy/policy-finding.ts';
import { ok, type Result } from '../../lib/result.ts';
import type { BackupProfile } from '../../protocol/operations/backup.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { EventLog } from '../status/event-log.ts';
import type { AgentContext } from './agent-context.ts';

export type OlderOffer =
  | { readonly kind: 'offered'; readonly profiles: readonly BackupProfile[] }
  | { readonly kind: 'off'; readonly reasons: readonly PolicyFinding[] }
  /** No other device of this person has a backup. */
  | { readonly kind: 'nothing' };

export async function offerAsBefore(
  { readPolicy, connect }: Pick<AgentContext, 'readPolicy' | 'connect'>,
  log: EventLog,
): Promise<Result<OlderOffer, AgentProblem>> {
  const { restore } = localPolicy(readPolicy);
  if (!restore.allowed) {
    log('restore-not-offered', { reasons: restore.reasons });
    return ok({ kind: 'off', reasons: restore.reasons });
  }
  const service = connect();
  if (!service.ok) return service;
  const answer = await service.value.client.listProfiles();
  if (!answer.ok) return answer;
  // The device's own backups are its past, not an offer.
  const own = service.value.deviceName.toUpperCase();
  const profiles = answer.value.profiles.filter(
    (it) => it.headSnapshotId !== null && it.deviceName.toUpperCase() !== own,
  );
  if (profiles.length === 0) {
    log('restore-not-offered', { reasons: [{ code: 'no-backup-of-another-device' }] });
    return ok({ kind: 'nothing' });
  }
  log('restore-offered', { devices: profiles.map(({ deviceName }) => deviceName) });
  return ok({ kind: 'offered', profiles });
}
