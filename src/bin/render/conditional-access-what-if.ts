// One evaluated sign-in: the verdict, the policies that apply with what they demand, and on request all the others with why
// they do not. As JSON also in Graph's own shape.

import { type Evaluation, outcomeOf, type PolicyEvaluation } from '../../domain/conditional-access/evaluate.ts';
import type { Tenant } from '../../domain/conditional-access/tenant.ts';
import { tokenErrors } from '../../domain/conditional-access/token-error.ts';
import { analysisReasons, whatIfResults } from '../../domain/conditional-access/what-if-result.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { bold } from '../output.ts';
import {
  conditionLines,
  controlsWords,
  evaluationJson,
  needsWords,
  printable,
  outcomeWords,
} from './conditional-access.ts';
import { count } from './table.ts';

export function renderWhatIf(evaluation: Evaluation, tenant: Tenant, showsAll: boolean): string {
  const applying = evaluation.policies.filter((it) => it.applies === 'yes' && it.policy.state !== 'disabled');
  const undecided = evaluation.policies.filter((it) => it.applies === 'unknown' && it.policy.state !== 'disabled');
  const others = evaluation.policies.filter((it) => !applying.includes(it) && !undecided.includes(it));
  const errors = tokenErrors(evaluation, 'token');
  return [
    `${bold(`Through ${count(tenant.policies.length, 'policy', 'policies')} this sign-in`)} ${outcomeWords(outcomeOf(evaluation.demand))}`,
    ...errors.map(
      ({ description }, index) => `${index === 0 ? 'Answered with what is known' : 'Then'}: ${printable(description)}`,
    ),
    ...section('Apply', applying, applyingLines),
    ...section('May apply', undecided, (it) => [
      ...applyingLines(it),
      ...(it.needs.length === 0 ? [] : [`would decide: ${needsWords(it.needs)}`]),
    ]),
    ...(showsAll ? section('Do not apply', others, (it) => [`because of: ${analysisReasons(it).join(', ')}`]) : []),
    ...(showsAll || others.length === 0
      ? []
      : [`${count(others.length, 'policy', 'policies')} do not apply; --all lists them.`]),
  ].join('\n\n');
}

export function whatIfJson(evaluation: Evaluation): Json {
  const [error] = tokenErrors(evaluation, 'token');
  const { maxSecondsSinceSignIn, persistentBrowser, others } = evaluation.session;
  return {
    outcome: outcomeOf(evaluation.demand),
    verdict: evaluation.verdict,
    enforced: evaluation.enforced,
    error: error === undefined ? null : { ...error, suberror: error.suberror ?? null, claims: error.claims ?? null },
    session: {
      maxSecondsSinceSignIn: maxSecondsSinceSignIn ?? null,
      persistentBrowser: persistentBrowser ?? null,
      others,
    },
    policies: evaluation.policies.map(evaluationJson),
    value: whatIfResults(evaluation, false),
  };
}

function applyingLines(it: PolicyEvaluation): readonly string[] {
  const mode = it.policy.state === 'enabledForReportingButNotEnforced' ? ['report-only'] : [];
  return [...mode, ...conditionLines(it), ...(it.controls.length === 0 ? [] : [`asks for: ${controlsWords(it)}`])];
}

function section(
  title: string,
  policies: readonly PolicyEvaluation[],
  lines: (policy: PolicyEvaluation) => readonly string[],
): readonly string[] {
  if (policies.length === 0) return [];
  const parts = policies.map((it) => [
    `  ${bold(printable(it.policy.name))}`,
    ...lines(it).map((line) => `    ${line}`),
  ]);
  return [[bold(`${title} (${policies.length})`), ...parts.flat()].join('\n')];
}
