// What the agent remembers between its runs, in one file that is replaced as a whole: a crash or a power cut at any moment
// leaves the old memory or the new one. Losing it costs nothing but one early backup, so a damaged file is put aside,
// never a reason not to back up.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { fail, ok, type Result } from '../../lib/result.ts';
import { ALL_GROUPS } from '../../domain/policy/backup-groups.ts';
import type { RunHistory } from '../../domain/schedule/decide-run.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { Disk } from '../apply/disk.ts';
import { replaceFile } from './replace-file.ts';

const Time = Type.String({ pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$` });
const TimeOrNull = Type.Union([Time, Type.Null()]);

const StateSchema = Type.Object({
  version: Type.Literal(1),
  lastSuccessAt: TimeOrNull,
  lastAttemptAt: TimeOrNull,
  /** Since the last success. */
  failures: Type.Integer({ minimum: 0 }),
  /** Set while a backup runs; what is found here at the start was interrupted. */
  runningSince: TimeOrNull,
  lastBackup: Type.Union([
    Type.Object({
      outcome: Type.Union([Type.Literal('stored'), Type.Literal('unchanged')]),
      snapshotId: Type.String(),
      settingCount: Type.Integer({ minimum: 0 }),
      requests: Type.Integer({ minimum: 0 }),
      bytesSent: Type.Integer({ minimum: 0 }),
    }),
    Type.Null(),
  ]),
  /** Of the last attempt, if it failed. */
  problem: Type.Union([Type.Object({ code: Type.String(), detail: Type.String(), fix: Type.String() }), Type.Null()]),
  /** Why nothing was done when the task asked last; so that the log gets a line only when the answer changes. */
  idle: Type.Union([
    Type.Literal('off'),
    Type.Literal('not-due'),
    Type.Literal('back-off'),
    Type.Literal('refused'),
    Type.Null(),
  ]),
  /** What the organization's policies at the service hold back, as of the last backup; memories from before have none. */
  heldByService: Type.Optional(
    Type.Object({
      excludedGroups: Type.Array(Type.Enum([...ALL_GROUPS])),
      groupsLeftToPeople: Type.Array(Type.Enum([...ALL_GROUPS])),
    }),
  ),
  /** What the service said when it was asked last, if it said no; memories from before have none. */
  refusal: Type.Optional(
    Type.Union([
      Type.Object({
        /** Since when it gives these reasons. */
        at: Time,
        decisionId: Type.String(),
        verdict: Type.Union([Type.Literal('ineligible'), Type.Literal('unknown')]),
        reasons: Type.Array(Type.Object({ code: Type.String(), detail: Type.String(), fix: Type.String() })),
      }),
      Type.Null(),
    ]),
  ),
});

export type AgentState = Static<typeof StateSchema>;

const checker = Compile(StateSchema);

export const FRESH_STATE: AgentState = {
  version: 1,
  lastSuccessAt: null,
  lastAttemptAt: null,
  failures: 0,
  runningSince: null,
  lastBackup: null,
  problem: null,
  idle: null,
};

/** `damaged` says what was wrong with the file that stands there. */
export function readState(stateFolder: string): { readonly state: AgentState; readonly damaged?: string } {
  const path = statePath(stateFolder);
  if (!existsSync(path)) return { state: FRESH_STATE };
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return checker.Check(value) ? { state: value } : { state: FRESH_STATE, damaged: 'it is no state of this Keepsake' };
  } catch (error) {
    return { state: FRESH_STATE, damaged: error instanceof Error ? error.message : String(error) };
  }
}

export function writeState(disk: Disk, stateFolder: string, state: AgentState): Result<true, AgentProblem> {
  try {
    disk.makeFolder(stateFolder);
    replaceFile(disk, statePath(stateFolder), new TextEncoder().encode(`${JSON.stringify(state, null, 2)}\n`));
    return ok(true);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const full = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    return fail({
      code: full ? 'disk-full' : 'write-failed',
      detail: `The agent can not remember this run in "${statePath(stateFolder)}": ${cause}.`,
      fix: full ? 'Free space on the disk.' : 'See that the person may write this folder.',
    });
  }
}

/** Keeps a damaged file for whoever wants to look at it. */
export function putDamagedAside(disk: Disk, stateFolder: string): void {
  disk.move(statePath(stateFolder), join(stateFolder, 'state.damaged.json'));
}

export function historyOf({ lastSuccessAt, lastAttemptAt, failures }: AgentState): RunHistory {
  return {
    ...(lastSuccessAt === null ? {} : { lastSuccess: Date.parse(lastSuccessAt) }),
    ...(lastAttemptAt === null ? {} : { lastAttempt: Date.parse(lastAttemptAt) }),
    failures,
  };
}

export function withHistory(state: AgentState, { lastSuccess, lastAttempt, failures }: RunHistory): AgentState {
  const time = (value: number | undefined): string | null => (value === undefined ? null : timeText(value));
  return { ...state, lastSuccessAt: time(lastSuccess), lastAttemptAt: time(lastAttempt), failures };
}

export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function statePath(stateFolder: string): string {
  return join(stateFolder, 'state.json');
}
