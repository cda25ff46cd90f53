// A profile on a disk as the target of a restore session. Its apps can not be installed, which is said of each.

import { catalog } from '../../domain/catalog/catalog.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { readJournals } from '../apply/journal.ts';
import { openProfileSafely } from '../apply/open-safely.ts';
import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import { applyAndVerify, planFor } from './restore-profile.ts';
import type { RestoreTarget } from './session-ports.ts';

export type OpenedTarget = { readonly target: RestoreTarget; readonly facts: DeviceFacts };

export function openDiskTarget(
  path: string,
  facts: DeviceFacts,
  clock: () => number,
): Result<OpenedTarget, AgentProblem> {
  const opened = openProfileSafely(path, facts);
  if (!opened.ok) return opened;
  let profile = opened.value;
  return ok({
    facts: profile.facts,
    target: {
      plan: (snapshot, choices) => planFor(profile, snapshot, catalog, choices),
      apply: async (applicationId, plan, description) => {
        const applied = applyAndVerify(profile, plan, description, clock(), applicationId);
        // What was applied, or changed by somebody else, is seen only by opening it again.
        const again = openProfileSafely(path, facts);
        if (!again.ok) return again;
        profile = again.value;
        return applied.ok ? ok(applied.value.outcomes) : fail(applied.error);
      },
      wasApplied: (applicationId) =>
        readJournals(profile.files.stateFolder).journals.some(({ sessionId }) => sessionId === applicationId),
      wasUndone: (applicationId) =>
        readJournals(profile.files.stateFolder).journals.some(
          ({ sessionId, state }) => sessionId === applicationId && UNDONE.has(state),
        ),
      endedApps: () => [],
      bringApps: (_, { apps }) =>
        (apps?.apps ?? []).map(({ packageFamilyName: id }) => ({
          kind: 'app',
          id,
          category: 'apps',
          state: 'excluded',
          code: 'windows-needed',
        })),
    },
  });
}

/** Whoever opens the profile brings an undo to its end. */
const UNDONE: ReadonlySet<string> = new Set(['undoing', 'undone']);
