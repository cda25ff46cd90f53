// What can go wrong on a device, apart from what the service answers. `detail` names the item and the cause, `fix` what
// to do about it; machines act on the code.

import type { Problem as ServiceProblem } from '../protocol/problem.ts';
import { PROBLEMS } from '../protocol/problem.ts';

export type AgentProblem = {
  readonly code: AgentProblemCode | ServiceProblem['code'];
  readonly detail: string;
  readonly fix: string;
};

export type AgentProblemCode =
  | 'profile-not-found'
  | 'profile-unreadable'
  | 'profile-read-only'
  | 'profile-changed'
  | 'profile-locked'
  | 'nothing-to-undo'
  | 'write-failed'
  | 'not-verified'
  | 'unknown-choice'
  | 'credential-unreadable'
  | 'device-key-unusable'
  | 'sign-in-failed'
  | 'sign-in-needed'
  | 'service-unreachable'
  | 'service-misbehaves'
  | 'windows-needed'
  | 'command-failed'
  | 'policy-off'
  | 'not-our-service'
  | 'disk-full'
  | 'interrupted';

export function fromService(problem: ServiceProblem): AgentProblem {
  return { ...problem, fix: PROBLEMS[problem.code].fix };
}
