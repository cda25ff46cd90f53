// What the agent remembers of a restore session, so that it goes on after a reboot, a crash or a lost network: written before
// each act, so that whatever moment the process ends at, the next one knows what was meant. The service remembers the session
// too; where the two differ the service is right about the session, and the agent about the profile.

import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { SessionOutcomeBody, SessionTransition, Phase } from '../../protocol/operations/restore.ts';

const OptionalTexts = Type.Optional(Type.Array(Type.String()));

const LiveRestore = Type.Object({
  sessionId: Type.String(),
  phase: Phase,
  /** Of the session, as the service said last. */
  version: Type.Integer(),
  /** The step that is to be taken; sent with the same id until it is answered. */
  pending: Type.Union([SessionTransition, Type.Null()]),
  /** What the person chose; null where they chose to have nothing restored. */
  choice: Type.Union([
    Type.Object({
      profileId: Type.String(),
      snapshotId: Type.String(),
      deviceName: Type.String(),
      categories: OptionalTexts,
      settings: OptionalTexts,
      exact: Type.Boolean(),
      optedIn: Type.Array(Type.String()),
    }),
    Type.Null(),
  ]),
  /** Set before the first value is written. */
  application: Type.Union([
    Type.Object({
      /** Also the name of the record that undoes it. */
      id: Type.String(),
      startedAt: Type.String(),
      /** What was to be changed. */
      planned: Type.Array(Type.Object({ id: Type.String(), category: Type.String() })),
    }),
    Type.Null(),
  ]),
  /** Set when everything that can be done here is done. */
  result: Type.Union([
    Type.Object({
      endedAt: Type.String(),
      /** Why the restore failed as a whole; null where it did not. */
      failureCode: Type.Union([Type.String(), Type.Null()]),
      outcomes: Type.Array(SessionOutcomeBody),
    }),
    Type.Null(),
  ]),
});
export type LiveRestore = Static<typeof LiveRestore>;
export type RestoreChoice = NonNullable<LiveRestore['choice']>;
export type LocalResult = NonNullable<LiveRestore['result']>;

const FinishedRestore = Type.Object({
  sessionId: Type.String(),
  version: Type.Integer(),
  applicationId: Type.String(),
  /** The person took it back, and the service does not know yet: the id of that step. */
  undo: Type.Union([Type.String(), Type.Null()]),
  /** Apps that were on their way when it completed, as far as the service does not know yet what became of them. */
  pendingApps: OptionalTexts,
  /** The id of the step that tells it. */
  appsReport: Type.Optional(Type.String()),
});
export type FinishedRestore = Static<typeof FinishedRestore>;

const MemorySchema = Type.Object({
  version: Type.Literal(1),
  live: Type.Union([LiveRestore, Type.Null()]),
  /** Completed ones that can still be taken back, oldest first. */
  finished: Type.Array(FinishedRestore),
});
export type SessionMemory = Static<typeof MemorySchema>;

export const NO_MEMORY: SessionMemory = { version: 1, live: null, finished: [] };

const checker = Compile(MemorySchema);

/** `undefined` for what is no memory of this version. */
export function asSessionMemory(value: unknown): SessionMemory | undefined {
  return checker.Check(value) ? value : undefined;
}
