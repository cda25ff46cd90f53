// Why the service said no, in the words that it sent: each reason with what to do about it. What nobody knows is a reason, too.

import type { DecisionBody, DecisionFinding } from '../../protocol/operations/restore.ts';

export type Reason = {
  readonly code: string;
  /** For administrators. */
  readonly detail: string;
  readonly fix: string;
  /** For the person at the screen; left out where nobody can say it to them. */
  readonly person?: string;
};

/** Most definite first; empty for a decision that says yes. */
export function reasonsOf({ findings }: DecisionBody): readonly Reason[] {
  const open = findings.filter(({ holds, isLifted }) => holds !== 'yes' && !isLifted);
  return [...open.filter(({ holds }) => holds === 'no'), ...open.filter(({ holds }) => holds === 'unknown')].map(
    reasonOf,
  );
}

/** What a person is told: one sentence, and the code for whoever helps them. */
export function personSentence(reasons: readonly Reason[]): string {
  const said = reasons.find(({ person }) => person !== undefined);
  const code = (said ?? reasons[0])?.code ?? 'unknown';
  return `${said?.person ?? UNKNOWN_FOR_PERSON} (${code})`;
}

const UNKNOWN_FOR_PERSON = 'Your settings can not be restored here now; your help desk can say why.';

function reasonOf({ ruleId, title, code, administrator, person, fix, missing = [] }: DecisionFinding): Reason {
  const known = code !== undefined && administrator !== undefined;
  return {
    code: code ?? `${ruleId}-unknown`,
    detail: known ? administrator : `Nobody knows whether this holds: ${title}. Missing: ${missing.join(', ')}.`,
    fix: fix ?? `Make it known: import the device's record (keepsake import), or let the agent see it.`,
    ...(person === undefined ? {} : { person }),
  };
}
