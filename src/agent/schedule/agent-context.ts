// What one waking of the agent works with, and how it can end.

import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import type { ReadPolicyValue } from '../../domain/policy/effective-policy.ts';
import type { PolicyFinding } from '../../domain/policy/policy-finding.ts';
import type { RunDecision } from '../../domain/schedule/decide-run.ts';
import type { Result } from '../../lib/result.ts';
import type { CheckIn } from '../../protocol/operations/restore.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { Disk } from '../apply/disk.ts';
import type { captureProfile } from '../capture/capture-profile.ts';
import type { AgentState } from '../status/state-file.ts';
import type { ServiceClient } from '../upload/service-client.ts';
import type { Refusal } from './check-in.ts';

export type CaptureSource = Parameters<typeof captureProfile>[0];

export type AgentContext = {
  readonly stateFolder: string;
  readonly disk: Disk;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Stable for this person on this device. */
  readonly deviceId: string;
  readonly readPolicy: ReadPolicyValue;
  /** The person's settings: the live registry on Windows, or a profile on a disk. */
  readonly openSource: () => Promise<Result<CaptureSource, AgentProblem>>;
  /** What the device says of itself; `facts` are the source's. */
  readonly report: (facts: DeviceFacts) => CheckIn;
  readonly connect: () => Result<Service, AgentProblem>;
};

export type Service = {
  readonly client: ServiceClient;
  readonly url: string;
  /** As the credential calls it. */
  readonly deviceName: string;
};

export type RunEnd =
  | { readonly kind: 'off'; readonly reasons: readonly PolicyFinding[] }
  /** The service says no. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'waiting'; readonly decision: Extract<RunDecision, { kind: 'wait' }> }
  | { readonly kind: 'backed-up'; readonly backup: Backup; readonly notRemembered?: AgentProblem };

export type Backup = NonNullable<AgentState['lastBackup']>;
