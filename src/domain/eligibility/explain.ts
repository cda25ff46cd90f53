// A decision as lines of plain text that somebody at a help desk can read out: what was decided, each reason with what to say to
// the person and what to do, what is not known and how to learn it, and what holds.
//
// It tells a stored decision as well as a fresh one, also one whose rules are gone by now.

import type { Occasion } from '../enrollment/phase.ts';
import { factWords } from './fact-names.ts';
import { RULES } from './rules.ts';

/** A `Decision`, or the same as it is stored and sent. */
export type TellableDecision = {
  readonly occasion: Occasion;
  readonly verdict: 'eligible' | 'ineligible' | 'unknown';
  readonly findings: readonly TellableFinding[];
  readonly ruleSetVersion: string;
  readonly buildTableVersion: string;
};

export type TellableFinding = {
  readonly ruleId: string;
  readonly title?: string;
  readonly holds: 'yes' | 'no' | 'unknown';
  readonly isLifted: boolean;
  readonly evidence?: string;
  readonly code?: string;
  readonly administrator?: string;
  readonly person?: string;
  readonly fix?: string;
  readonly missing?: readonly string[];
};

export function explainDecision(decision: TellableDecision): readonly string[] {
  const counted = decision.findings.filter(({ isLifted }) => !isLifted);
  const refusing = counted.filter(({ holds }) => holds === 'no');
  const open = counted.filter(({ holds }) => holds === 'unknown');
  return [
    verdictLine(decision, refusing.length, open.length),
    ...section('What stands in the way:', refusing.flatMap(reasonLines)),
    ...section('What is not known:', questionLines(open)),
    ...section(
      'Lifted by the organization, so it does not count:',
      decision.findings.filter(({ isLifted }) => isLifted).flatMap(liftedLines),
    ),
    ...section('What holds:', counted.filter(({ holds }) => holds === 'yes').map(heldLine)),
    '',
    `Decided by rules ${decision.ruleSetVersion} and table of builds ${decision.buildTableVersion}.`,
  ];
}

const SUBJECTS: Readonly<Record<Occasion, string>> = {
  backup: "A backup of this person's settings on this device",
  oobe: 'A restore for this person during Windows setup (OOBE) of this device',
  firstSignIn: 'A restore for this person at the first sign-in to this device',
  inUse: 'A restore on demand for this person on this device',
};

function verdictLine({ occasion, verdict }: TellableDecision, refusing: number, open: number): string {
  const subject = SUBJECTS[occasion];
  const done = occasion === 'backup' ? 'made' : 'offered';
  if (verdict === 'eligible') return `${subject} may be ${done}: every condition holds.`;
  if (verdict === 'ineligible')
    return `${subject} may not be ${done}: ${count(refusing, 'condition does', 'conditions do')} not hold.`;
  return `${subject} is not ${done}, because ${count(open, 'condition is', 'conditions are')} not known to hold, and nothing is guessed.`;
}

function count(number: number, one: string, many: string): string {
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines];
}

function reasonLines(finding: TellableFinding): readonly string[] {
  const { administrator, evidence, code, person, fix } = finding;
  return [
    `- ${administrator ?? titleOf(finding)} [${code ?? finding.ruleId}]`,
    ...labelled('Seen', evidence),
    ...labelled('To the person', person),
    ...labelled('Fix', fix),
  ];
}

/** Each fact once, with all that wait for it. */
function questionLines(open: readonly TellableFinding[]): readonly string[] {
  const names = new Set(open.flatMap(({ missing }) => missing ?? []));
  return [...names].flatMap((name) => {
    const { words, where } = factWords(name);
    const waiting = open.filter(({ missing }) => missing?.includes(name)).map(titleOf);
    return [
      `- It is not known ${words} (${name}).`,
      ...labelled('Needed for', waiting.join('; ')),
      ...labelled('To learn it', where),
    ];
  });
}

function liftedLines(finding: TellableFinding): readonly string[] {
  const said = finding.holds === 'no' ? finding.administrator : finding.evidence;
  return [`- ${titleOf(finding)}`, ...labelled('Seen', said ?? 'not known')];
}

function heldLine(finding: TellableFinding): string {
  return `- ${titleOf(finding)}${finding.evidence === undefined ? '' : ` (${finding.evidence})`}`;
}

function labelled(label: string, text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : [`  ${label}: ${text}`];
}

function titleOf({ title, ruleId }: TellableFinding): string {
  return title ?? TITLES.get(ruleId) ?? ruleId;
}

const TITLES: ReadonlyMap<string, string> = new Map(RULES.map(({ id, title }) => [id, title]));
