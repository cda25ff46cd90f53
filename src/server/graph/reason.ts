// Why somebody looks into, or removes, what is another's. Graph's requests have no place for it, so it comes in the header
// `Keepsake-Reason`, percent-encoded where it is not ASCII.

import { Value } from 'typebox/value';
import { fail, ok, type Result } from '../../lib/result.ts';
import { Reason } from '../../protocol/operation.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { HttpFacts } from '../http/handlers.ts';

export function requiredReason({ reason }: Pick<HttpFacts, 'reason'>): Result<string, Problem> {
  if (reason === undefined) return refuse('is not there');
  const text = decode(reason.trim());
  return text !== undefined && Value.Check(Reason, text) && !/\p{Cc}/u.test(text) ? ok(text) : refuse('is none');
}

/** `ungiven` where there is none, for what Graph's own clients do without. */
export function optionalReason({ reason }: Pick<HttpFacts, 'reason'>, ungiven: string): Result<string, Problem> {
  return reason === undefined ? ok(ungiven) : requiredReason({ reason });
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function refuse(what: string): Result<never, Problem> {
  const needed =
    'It is one line of 10 to 500 characters, percent-encoded where it is not ASCII, and the person sees it';
  return fail({ code: 'bad-request', detail: `The header Keepsake-Reason ${what}. ${needed}.` });
}
