// When the service seems not to answer: does something else answer in its place? A hotel's or guest network's sign-in page
// says "200 OK" or redirects, and a help desk needs another word for it than "the service is down". One request, made only
// after a failure.

import { OPERATIONS } from '../../protocol/api.ts';
import type { AgentProblem } from '../agent-problem.ts';

/** `problem`, or a better one. */
export async function whoAnswers(url: string, problem: AgentProblem): Promise<AgentProblem> {
  if (problem.code !== 'service-unreachable' && problem.code !== 'service-misbehaves') return problem;
  try {
    const response = await fetch(new URL(OPERATIONS.getHealth.path, url), {
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS_MAX),
    });
    const type = response.headers.get('content-type') ?? '';
    await response.body?.cancel();
    const redirected = response.status >= 300 && response.status < 400;
    if (!redirected && /\bjson\b/.test(type)) return problem;
    const what = redirected ? `a redirect to ${hostOf(response.headers.get('location'))}` : `"${type}"`;
    return {
      code: 'not-our-service',
      detail: `Something else answers at ${url}: ${what} instead of the service. This is what networks do that want a sign-in first.`,
      fix: 'Open a browser and sign in to the network, or let its administrator pass the service. The agent tries again by itself.',
    };
  } catch {
    return problem;
  }
}

function hostOf(location: string | null): string {
  return location !== null && URL.canParse(location) ? new URL(location).host : 'elsewhere';
}

const ANSWER_MILLISECONDS_MAX = 10_000;
