// Facts that somebody states instead of a running Windows, for tests and for devices that do not know themselves: a JSON file
// with any of the names of `DeviceFacts`, and beside them `enrollment`, `enrollmentId` and `account`.

import { readFileSync } from 'node:fs';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { DeviceFactsBody } from '../../protocol/device-facts.ts';
import { CheckIn } from '../../protocol/operations/restore.ts';
import type { AgentProblem } from '../agent-problem.ts';

export type StatedFacts = {
  readonly device: DeviceFacts;
  /** The rest of what a device would report. */
  readonly report: Partial<Pick<CheckIn, 'enrollment' | 'enrollmentId' | 'account'>>;
};

export function readFactsFile(path: string): Result<StatedFacts, AgentProblem> {
  try {
    const facts: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!checker.Check(facts)) {
      const first = [...checker.Errors(facts)][0];
      return badFacts(path, `${first?.instancePath ?? ''} ${first?.message ?? 'is not right'}`.trim());
    }
    const { enrollment, enrollmentId, account, ...device } = facts;
    return ok({
      device,
      report: {
        ...(enrollment === undefined ? {} : { enrollment }),
        ...(enrollmentId === undefined ? {} : { enrollmentId }),
        ...(account === undefined ? {} : { account }),
      },
    });
  } catch (error) {
    return badFacts(path, error instanceof Error ? error.message : String(error));
  }
}

function badFacts(path: string, cause: string): Result<never, AgentProblem> {
  const fix = 'Give JSON such as {"windowsBuild": 26100, "joinState": "entraJoined"}.';
  return fail({ code: 'unknown-choice', detail: `"${path}" states no facts: ${cause}.`, fix });
}

const { enrollment, enrollmentId, account } = CheckIn.properties;

const checker = Compile(
  Type.Object(
    { ...DeviceFactsBody.properties, enrollment: Type.Optional(enrollment), enrollmentId, account },
    { additionalProperties: false },
  ),
);
