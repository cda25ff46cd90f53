// The explanation of a restore: verdicts first, then each policy in the way with what caught the sign-in, then the smallest
// change as words and as the request that makes it.

import { type Evaluation, outcomeOf, type PolicyEvaluation } from '../../domain/conditional-access/evaluate.ts';
import type { Advice } from '../../domain/conditional-access/explanation/advice.ts';
import {
  type Companion,
  momentWords,
  type Passage,
  type RestoreExplanation,
} from '../../domain/conditional-access/explanation/explain-restore.ts';
import type { ProvenChange } from '../../domain/conditional-access/explanation/smallest-change.ts';
import type { Tenant } from '../../domain/conditional-access/tenant.ts';
import { type TokenError, tokenErrors } from '../../domain/conditional-access/token-error.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { bold, dim } from '../output.ts';
import {
  conditionLines,
  controlsWords,
  evaluationJson,
  needsWords,
  printable,
  outcomeWords,
} from './conditional-access.ts';
import { count } from './table.ts';

export function renderExplanation(explanation: RestoreExplanation, tenant: Tenant): string {
  const { passages, outcome, remedies, companion, advice } = explanation;
  return [
    `${bold(`Through ${count(tenant.policies.length, 'policy', 'policies')} a restore`)} ${outcomeWords(outcome)}`,
    passages.map((passage) => passageLine(passage, tenant)).join('\n'),
    ...policySections('blocks', passages, ({ blocks }) => blocks),
    ...policySections('may block: that depends on facts that are missing', passages, ({ mayBlock }) => mayBlock),
    ...policySections(
      'is report-only, and would block if it were switched on',
      passages,
      ({ wouldBlock }) => wouldBlock,
    ),
    ...asksSection(passages),
    ...(remedies.length === 0 ? [] : [remedySection(explanation)]),
    ...(companion === undefined ? [] : [companionSection(companion)]),
    ...(advice.length === 0
      ? []
      : [[bold('Worth knowing'), ...advice.map((it) => `  - ${adviceWords(it)}`)].join('\n')]),
    dim(ASSUMPTIONS),
  ].join('\n\n');
}

const ASSUMPTIONS =
  'Unless given otherwise: Windows, a desktop client, a member of the tenant, no risk, a password just shown, a joined device that is not compliant.';

export function explanationJson(explanation: RestoreExplanation, tenant: Tenant): Json {
  const { passages, outcome, remedies, after, companion, advice } = explanation;
  return {
    outcome,
    after: after ?? null,
    passages: passages.map((passage) => passageJson(passage, tenant)),
    remedies: remedies.map(({ policy, isCertain, changes }) => ({
      policy: { id: policy.id ?? null, displayName: policy.name },
      isCertain,
      changes: changes.map(changeJson),
    })),
    companion: companion ?? null,
    advice: advice.map((it) => ({ ...it, text: adviceWords(it) })),
  };
}

function passageLine({ moment, application, evaluation }: Passage, tenant: Tenant): string {
  const error = finalError(evaluation);
  const outcome = outcomeOf(evaluation.demand);
  const code = error !== undefined && outcome === 'blocked' ? ` (AADSTS${error.code})` : '';
  return `  ${momentWords(moment)}: ${printable(tenant.names.describe(application))}\n      ${outcomeWords(outcome)}${code}`;
}

/** What the person ends at, after every prompt that can be answered. */
function finalError(evaluation: Evaluation): TokenError | undefined {
  return tokenErrors(evaluation, 'token').find(({ isFinal }) => isFinal);
}

/** Policies once each, however many sign-ins they catch. */
function policySections(
  what: string,
  passages: readonly Passage[],
  of: (passage: Passage) => readonly PolicyEvaluation[],
): readonly string[] {
  const once = new Map(passages.flatMap(of).map((evaluation) => [evaluation.policy, evaluation]));
  return [...once.values()].map((evaluation) => {
    const { policy, needs, controls } = evaluation;
    const lines = [
      ...(policy.isMalformed
        ? policy.findings.map(({ path, detail }) => `${path}: ${printable(detail)}`)
        : conditionLines(evaluation)),
      ...(controls.length === 0 ? [] : [`asks for: ${controlsWords(evaluation)}`]),
      ...(needs.length === 0 ? [] : [`would decide: ${needsWords(needs)}`]),
    ];
    return [`${bold(printable(policy.name))} ${what}`, ...lines.map((line) => `  ${line}`)].join('\n');
  });
}

function asksSection(passages: readonly Passage[]): readonly string[] {
  const asking = new Map(passages.flatMap(({ asks }) => asks).map((it) => [it.policy, it]));
  if (asking.size === 0) return [];
  const lines = [...asking.values()].map((it) => `  ${printable(it.policy.name)}: ${controlsWords(it)}`);
  return [[bold('Asked for on the way, and no obstacle'), ...lines].join('\n')];
}

function remedySection({ remedies, after }: RestoreExplanation): string {
  const parts = remedies.map(({ policy, isCertain, changes }) => {
    const [best, ...others] = changes;
    if (best === undefined) return `  ${printable(policy.name)}: no single edit lets the restore through.`;
    return [
      `  ${bold(printable(policy.name))}${isCertain ? '' : ' (if it blocks)'}: ${printable(best.words)}`,
      indent(request('PATCH', urlOf(best), best.patch), 4),
      `    Tried on ${best.gridSize} other sign-ins: ${effect(best)}.`,
      ...(others.length === 0 ? [] : [dim('    Blunter edits that work too:')]),
      ...others.map((other) => dim(`      ${printable(other.words)}: ${effect(other)}`)),
    ].join('\n');
  });
  const then = after === undefined ? [] : [`  Afterwards the restore ${outcomeWords(after)}.`];
  return [bold('Smallest change that lets it through'), ...parts, ...then].join('\n');
}

function effect({ changedElsewhere, changedRestores }: ProvenChange): string {
  const elsewhere =
    changedElsewhere === 0 ? 'nothing else changes' : `${count(changedElsewhere, 'sign-in')} elsewhere change`;
  return `${elsewhere}, ${count(changedRestores, 'restore')} of other people, devices or places change too`;
}

function companionSection({ body, after }: Companion): string {
  return [
    bold('And keep it protected: nothing else would ask the restore for a second factor'),
    indent(request('POST', '/identity/conditionalAccess/policies', body), 4),
    `  With it the restore ${outcomeWords(after)}.`,
  ].join('\n');
}

function adviceWords(advice: Advice): string {
  switch (advice.code) {
    case 'microsofts-advice':
      return `Excluding the service from "${printable(advice.policy)}", and asking it for multifactor authentication instead, is Microsoft's own advice.`;
    case 'mfa-remains':
      return `The restore is asked for multifactor authentication anyway, by ${advice.policies.map(printable).join('; ')}.`;
    case 'service-principal':
      return `If ${advice.application} is not in the list of resources, its service principal is missing in the tenant: POST /v1.0/servicePrincipals {"appId":"${advice.application}"} makes it.`;
    case 'baseline-scopes':
      return `A client that asks for sign-in scopes only (openid, profile, User.Read…) is judged as the directory, and stays blocked by ${advice.policies.map(printable).join('; ')}.`;
    case 'blocks-everyone':
      return `"${printable(advice.policy)}" blocks everybody, everywhere: most likely its exclusions were removed before it was published. Mend that first.`;
    case 'blocks-on-purpose':
      return `"${printable(advice.policy)}" blocks because of ${advice.because.join(', ')}: the change lets restores through there too.`;
    case 'strong-prompt': {
      const pass = advice.takesTemporaryPass ? 'A Temporary Access Pass is enough.' : 'A Temporary Access Pass is not.';
      return `"${printable(advice.policy)}" asks for ${advice.methods.map(printable).join(', ')}: during setup that has to be at hand, and a security key does not reach a virtual machine. ${pass}`;
    }
  }
}

function passageJson(
  { moment, application, evaluation, blocks, mayBlock, asks, wouldBlock }: Passage,
  tenant: Tenant,
): Json {
  const error = finalError(evaluation);
  return {
    moment,
    application,
    applicationName: tenant.names.describe(application),
    outcome: outcomeOf(evaluation.demand),
    error: error === undefined ? null : { code: error.code, error: error.error, control: error.control },
    blocks: blocks.map(evaluationJson),
    mayBlock: mayBlock.map(evaluationJson),
    asks: asks.map(evaluationJson),
    wouldBlock: wouldBlock.map(evaluationJson),
  };
}

function changeJson(change: ProvenChange): Json {
  const { kind, words, patch, edits, changedElsewhere, changedRestores, gridSize } = change;
  const call = { method: 'PATCH', url: urlOf(change), body: patch };
  return { kind, words, request: call, edits, changedElsewhere, changedRestores, gridSize };
}

function urlOf({ policy }: ProvenChange): string {
  return `/identity/conditionalAccess/policies/${policy.id ?? '{id}'}`;
}

function request(method: string, url: string, body: Json): string {
  return `${method} https://graph.microsoft.com/v1.0${url}\n${JSON.stringify(body, null, 2)}`;
}

function indent(text: string, by: number): string {
  return text.replaceAll(/^/gm, ' '.repeat(by));
}
