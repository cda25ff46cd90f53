// What If: a sign-in as Graph's request describes it, against the tenant's policies.

import { evaluate } from '../../domain/conditional-access/evaluate.ts';
import { FINDINGS } from '../../domain/conditional-access/finding.ts';
import { parseWhatIfRequest } from '../../domain/conditional-access/what-if-request.ts';
import { whatIfResults } from '../../domain/conditional-access/what-if-result.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { GraphCollection } from '../../protocol/operations/graph.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { listOf } from '../graph/entity-page.ts';
import type { HttpFacts } from '../http/handlers.ts';
import type { ApplicationActor, UserActor } from '../identity/actor.ts';
import { inTenant } from '../transact.ts';
import { withDirectoryFacts } from './directory-facts.ts';
import { loadConditionalAccess } from './load-tenant.ts';

export async function evaluateSignIn(
  context: Context,
  { actor, http }: { readonly actor: UserActor | ApplicationActor; readonly http: Pick<HttpFacts, 'url'> },
  body: Json,
): Promise<Result<GraphCollection, Problem>> {
  const request = parseWhatIfRequest(body);
  if (!request.ok) {
    const wrong = request.error.map(({ code, path, detail }) => `${path}: ${FINDINGS[code].title} ${detail}`);
    return fail({ code: 'bad-request', detail: wrong.join(' ') });
  }
  const { signIn, appliedPoliciesOnly } = request.value;
  return inTenant(context, actor.tenantId, async (tx) => {
    const evaluation = evaluate(await loadConditionalAccess(tx), await withDirectoryFacts(tx, signIn));
    const at = { http, context: 'Collection(microsoft.graph.whatIfAnalysisResult)' };
    return ok(listOf([...whatIfResults(evaluation, appliedPoliciesOnly)], at));
  });
}
