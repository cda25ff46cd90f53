// Names that people give: not empty, not endless, and without characters that nobody sees.

import { fail, ok, type Result } from '../lib/result.ts';
import { NAME_LENGTH_MAX } from '../protocol/limits.ts';
import type { Problem } from '../protocol/problem.ts';

/** The name without white space around it; `what` is whose name it is. */
export function checkName(what: string, name: string): Result<string, Problem> {
  const trimmed = name.trim();
  const refuse = (why: string) => fail({ code: 'bad-request', detail: `The name of the ${what} ${why}.` } as const);
  if (trimmed === '') return refuse('is empty');
  if (trimmed.length > NAME_LENGTH_MAX) return refuse(`is longer than ${NAME_LENGTH_MAX} characters`);
  if (/[\p{Cc}\p{Cs}]/u.test(trimmed)) return refuse('holds control characters');
  return ok(trimmed);
}

/** A person's sign-in name. */
export function checkUserPrincipalName(name: string): Result<string, Problem> {
  const checked = checkName('user', name);
  if (!checked.ok || /^[^@\s]+@[^@\s]+$/.test(checked.value)) return checked;
  return fail({
    code: 'bad-request',
    detail: `"${checked.value}" is not a sign-in name such as anna@contoso.example.`,
  });
}
