// A change as the API takes it → as the domain has it: assignments are read as Microsoft Graph writes them.

import { type Assignment, parseAssignments } from '../../domain/policy/assignment.ts';
import type { ReadinessChange } from '../../domain/readiness/change.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Handlers } from '../http/handlers.ts';
import { findingWords } from '../policy/readable.ts';

type Given = Parameters<Handlers['forecastReadiness']>[0]['body']['change'];

/** A failure says what can not be read. */
export function readChange(body: Given): Result<ReadinessChange, string> {
  if (!('assignments' in body)) return ok(body as ReadinessChange);
  const { assignments: given, ...change } = body;
  if (given === undefined) return ok(change as ReadinessChange);
  const assignments = readAssignments(given);
  return assignments.ok ? ok({ ...change, assignments: assignments.value }) : assignments;
}

function readAssignments(given: readonly Readonly<Record<string, unknown>>[]): Result<readonly Assignment[], string> {
  // What came as JSON is JSON.
  const read = parseAssignments(given as unknown as Json);
  return read.ok ? read : fail(`The assignments can not be read. ${findingWords(read.error)}`);
}
