// Every visible snapshot is whole and is what its device sent; the log and the tables agree on which there are.

import { canonicalJson, type Json } from '../../../src/lib/canonical-json.ts';
import { sha256 } from '../../../src/lib/hash.ts';
import type { SnapshotContent } from '../../../src/protocol/operations/backup.ts';
import type { Findings, Invariant } from '../invariant.ts';
import { NO_HTTP } from '../service.ts';
import type { LoggedEvent, ProfileSeen } from '../sight.ts';
import type { Simulation } from '../simulation.ts';

/** What moved to the front of a profile can be read, byte for byte as it was sent; at the end so can everything else. */
export const snapshotsAreWhole: Invariant = {
  name: 'every visible snapshot is whole',
  watch: (simulation) => {
    const sent = new Set<string>();
    return async ({ sight, before, served, isLast }) => {
      for (const { asked } of served) if (asked.operation === 'createSnapshot') sent.add(manifestIn(asked.body));
      const earlier = new Set(before.profiles.map(({ headSnapshotId }) => headSnapshotId));
      const found: string[] = [];
      for (const profile of sight.profiles) {
        const all = isLast ? sight.snapshots.filter(({ profileId }) => profileId === profile.profileId) : [];
        const { headSnapshotId: head } = profile;
        const ids = head === null || earlier.has(head) ? [] : [head];
        for (const id of new Set([...ids, ...all.map(({ snapshotId }) => snapshotId)])) {
          found.push(...(await whatIsWrong(simulation, profile, id, sent)));
        }
      }
      return found;
    };
  },
};

/** A snapshot is stored once, and removed once. */
export const theLogKnowsTheSnapshots: Invariant = {
  name: 'the log knows which snapshots there are',
  watch: () => {
    const kept = new Map<string, { readonly profileId: string; readonly userId: string }>();
    return ({ sight }) => {
      const found = sight.events.flatMap((event) => follow(kept, event));
      const there = new Set(sight.snapshots.map(({ snapshotId }) => snapshotId));
      return [
        ...found,
        ...[...kept.keys()].filter((id) => !there.has(id)).map((id) => `${id} is gone, and the log does not say so`),
        ...[...there].filter((id) => !kept.has(id)).map((id) => `${id} is there, and the log does not say so`),
      ];
    };
  },
};

/** Whoever was told that their snapshot is stored has it. */
export const acknowledgedIsThere: Invariant = {
  name: 'what was acknowledged is there',
  watch:
    () =>
    ({ sight, served }) =>
      served.flatMap(({ asked, outcome }) => {
        if (asked.operation !== 'createSnapshot' || outcome === 'crashed' || !outcome.ok) return [];
        const { snapshotId } = (outcome.value as { readonly snapshot: { readonly snapshotId: string } }).snapshot;
        const isHead = sight.profiles.some(({ headSnapshotId }) => headSnapshotId === snapshotId);
        return isHead ? [] : [`${snapshotId} was acknowledged and is no profile's head`];
      }),
};

async function whatIsWrong(
  { service }: Simulation,
  { tenantId, userId, deviceId, profileId }: ProfileSeen,
  snapshotId: string,
  sent: ReadonlySet<string>,
): Promise<Findings> {
  const identity = { tenantId, userId, userPrincipalName: '', deviceId, deviceName: '' };
  const read = await service.look('getSnapshot', {
    requestId: snapshotId,
    actor: { kind: 'device', ...identity, credentialId: undefined, keyThumbprint: undefined },
    params: { snapshotId },
    query: { files: true },
    body: undefined,
    http: NO_HTTP,
  });
  if (!read.ok) return [`${snapshotId} of ${profileId} can not be read: ${read.error.detail}`];
  const { manifest, documents, files = [] } = read.value as SnapshotContent;
  if (!sent.has(canonicalJson(manifest))) return [`${snapshotId} is not what any device sent`];
  const named = [...JSON.stringify(manifest).matchAll(/"sha256":"([0-9a-f]{64})"/g)].map(([, hash]) => hash);
  const hashes = new Set([...documents.map(sha256), ...files.map((file) => sha256(Buffer.from(file, 'base64')))]);
  return named.filter((hash) => !hashes.has(hash ?? '')).map((hash) => `${snapshotId} lacks ${hash}`);
}

function follow(kept: Map<string, { profileId: string; userId: string }>, event: LoggedEvent): Findings {
  const named = (type: string): readonly string[] =>
    event.resources.filter((it) => it.auditResourceType === type).map(({ resourceId }) => resourceId);
  const [profileId = ''] = named('BackupProfile');
  const drop = (ids: readonly string[]): Findings =>
    ids.flatMap((id) => (kept.delete(id) ? [] : [`${event.activity} tells of ${id}, which was not there`]));
  switch (event.activity) {
    case 'snapshot.stored': {
      const [id = ''] = named('Snapshot');
      if (kept.has(id)) return [`${id} is stored again`];
      kept.set(id, { profileId, userId: event.actor.userId ?? '' });
      return [];
    }
    case 'snapshot.expired':
    case 'snapshot.deleted':
      return drop(named('Snapshot'));
    case 'backupProfile.deleted':
      return drop([...kept].filter(([, it]) => it.profileId === profileId).map(([id]) => id));
    case 'user.erased':
      return drop([...kept].filter(([, it]) => named('User').includes(it.userId)).map(([id]) => id));
    default:
      return [];
  }
}

function manifestIn(body: object | undefined): string {
  return canonicalJson((body as { readonly manifest: Json }).manifest);
}
