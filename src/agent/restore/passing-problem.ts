// Which problems are worth waiting for: their cause lies outside of the restore and can be gone the next time.

import { isProblemCode, isRetryable } from '../../protocol/problem.ts';
import type { AgentProblem } from '../agent-problem.ts';

export function passes({ code }: AgentProblem): boolean {
  return PASSING.has(code) || (isProblemCode(code) && isRetryable(code));
}

const PASSING: ReadonlySet<AgentProblem['code']> = new Set([
  'service-unreachable',
  'service-misbehaves',
  'not-our-service',
  'not-authenticated',
  'proof-refused',
  'sign-in-needed',
  'sign-in-failed',
  'sign-in-too-old',
  'credential-unreadable',
  'device-key-unusable',
  'profile-locked',
  'disk-full',
]);
