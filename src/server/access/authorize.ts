// Whether an actor may do what an operation is for. The answer depends on who acts, never on what exists, so that a refusal
// tells nobody anything.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { Access } from '../../protocol/operation.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Actor } from '../identity/actor.ts';

export function authorize(actor: Actor, access: Access): Result<Actor, Problem> {
  if (access === 'device') {
    if (actor.kind === 'device') return ok(actor);
    return fail({ code: 'device-required', detail: 'The request does not come from a device of the person.' });
  }
  if (access === 'user' && actor.kind !== 'application') return ok(actor);
  return fail({ code: 'not-permitted', detail: `This needs ${access === 'user' ? 'a person' : access}.` });
}
