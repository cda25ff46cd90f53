// `node bin/run.mjs scripts/eligibility-page.ts`: writes docs/eligibility.md from the rules, the tables of builds, the words of
// facts, and the tables of requirements and prerequisites that the tests execute. A test holds the page to them.

import { writeFileSync } from 'node:fs';
import { type BuildTable, minimumWords, type ReleaseMinimums } from '../src/domain/eligibility/build-table.ts';
import { DEFAULT_CHOICES } from '../src/domain/eligibility/choices.ts';
import { decide } from '../src/domain/eligibility/decide.ts';
import type { Finding } from '../src/domain/eligibility/decision.ts';
import { DEFAULT_BUILD_TABLE, INTUNE_BUILD_TABLE } from '../src/domain/eligibility/default-build-table.ts';
import { FACT_NAMES } from '../src/domain/eligibility/fact-names.ts';
import type { Rule } from '../src/domain/eligibility/rule.ts';
import { RULE_SET_VERSION, RULES } from '../src/domain/eligibility/rules.ts';
import { type Occasion, OCCASIONS } from '../src/domain/enrollment/phase.ts';
import { factsWith } from '../test/eligibility/facts.ts';
import { type Prerequisite, SECTIONS } from '../test/eligibility/prerequisites.ts';
import { ELSEWHERE, REQUIREMENTS } from '../test/eligibility/requirements.ts';

export const ELIGIBILITY_PAGE = 'docs/eligibility.md';

export function eligibilityPage(): string {
  return `# Who is offered what, when, and why not

<!-- Written by scripts/eligibility-page.ts from src/domain/eligibility and test/eligibility. -->

${INTRODUCTION}

## Conditions for each occasion

${table(['Rule', 'What has to be so', ...OCCASIONS.map(code), 'May be lifted', 'Source'], RULES.map(ruleRow))}

## Every reason, and what to do about it

${RULES.map(ruleSection).join('\n\n')}

## What has to be known

A fact that is missing leaves the decision at *unknown*, and nothing is offered. \`keepsake why\` names it.

${table(
  ['Fact', 'What it tells', 'How to learn it'],
  Object.entries(FACT_NAMES).map(([name, { words, where }]) => [code(name), words, where]),
)}

## Minimum builds

${BUILDS}

${buildTable(DEFAULT_BUILD_TABLE)}

${buildTable(INTUNE_BUILD_TABLE)}

An organization's own table is the \`buildTable\` of \`PATCH /v1/eligibility/choices\`; null goes back to the one that Keepsake brings. Every member is
needed but \`update\`; a revision of 0 means any:

\`\`\`json
${JSON.stringify(EXAMPLE_TABLE, undefined, 2)}
\`\`\`

## The described service, row by row

${REQUIREMENT_WORDS}

${table(
  ['', 'The described service', 'Keepsake', 'Rules', 'Held by'],
  REQUIREMENTS.map((it) => [
    it.row,
    it.says,
    it.open === undefined ? it.keepsake : `${it.keepsake} *Not yet:* ${it.open}`,
    it.rules.map(code).join(', '),
    it.tests.map(heldBy).join('<br>'),
  ]),
)}

### What no rule decides

${table(
  ['The described service', 'Held by'],
  ELSEWHERE.map(({ says, tests }) => [says, tests.map(heldBy).join('<br>')]),
)}

## Prerequisites, each executed

Everything else holds, this is changed, and that is decided: \`test/eligibility/prerequisites.test.ts\` executes each row on each of its
occasions.

${SECTIONS.map(({ title, rows }) => `### ${title}\n\n${prerequisiteTable(rows)}`).join('\n\n')}
`;
}

const INTRODUCTION = `The service decides about a backup (\`backup\`) and about restores in three phases: during Windows setup (\`oobe\`), at a person's first
sign-in to an enrolled device (\`firstSignIn\`), and on demand at any time after (\`inUse\`). Every condition below is one rule. All are
judged, so that all reasons are seen at once:

- **Eligible** is only who every rule holds for; **ineligible** is who at least one rule refuses; otherwise it is **unknown**, the missing
  facts are named, and nothing is offered. Nothing is guessed.
- **May be lifted**: a limit of Microsoft's service and not of the matter, which an organization can choose to ignore: \`liftedLimits\` of
  \`PATCH /v1/eligibility/choices\`. The finding is kept with the decision and does not count. All other rules are technical, or are the
  organization's or the person's own word: these are changed where they were said.
- Each decision is stored with the version of the rules (now \`${RULE_SET_VERSION}\`) and of the table of builds, so that a refusal of last month can
  still be explained: \`keepsake why\` prints it in words that a help desk can read out.`;

const BUILDS = `The table is data: an organization replaces it without a new version of Keepsake. A release that is left out for an occasion is not
supported on it. Builds above the newest release are new enough for everything; builds between or below the listed ones are refused. Where
Microsoft's pages disagree (Windows 11 24H2 during setup) the newer page wins, and the table of the older one is there to be chosen.`;

const EXAMPLE_TABLE = { version: 'contoso-1', releases: DEFAULT_BUILD_TABLE.releases.slice(3, 4) };

const REQUIREMENT_WORDS = `What the two articles that Keepsake was begun with describe, in our words, and what holds each row. A test walks the rows: the rules exist and
name the row, and the tests exist.`;

function ruleRow({ id, title, occasions, limit, source }: Rule): readonly string[] {
  const marks = OCCASIONS.map((occasion) => (occasions.includes(occasion) ? '●' : ''));
  return [`[\`${id}\`](#${id})`, title, ...marks, limit === 'service' ? 'yes' : '', source];
}

function ruleSection({ id, title, limit, requirements }: Rule): string {
  const rows = refusalsOf(id).map((finding) => [
    code(finding.code),
    finding.administrator,
    finding.person,
    finding.fix,
  ]);
  const lifting = limit === 'service' ? "A limit of Microsoft's service: it may be lifted." : 'It can not be lifted.';
  return `### ${id}

${title}. ${lifting} Of ${requirements.join(', ')}.

${table(['Code', 'For administrators', 'For the person', 'Fix'], rows)}`;
}

type Refusal = Extract<Finding, { holds: 'no' }>;

/** As the first executed example of each code says it. */
function refusalsOf(ruleId: string): readonly Refusal[] {
  const refusals = new Map<string, Refusal>();
  for (const { occasions, change } of SECTIONS.flatMap(({ rows }) => rows).filter(({ rule }) => rule === ruleId)) {
    for (const occasion of occasions) {
      const finding = decide(factsWith(occasion, change), DEFAULT_CHOICES).findings.find((it) => it.ruleId === ruleId);
      if (finding?.holds === 'no' && !refusals.has(finding.code)) refusals.set(finding.code, finding);
    }
  }
  return [...refusals.values()];
}

function buildTable({ version, releases }: BuildTable): string {
  const rows = releases.map((release) => [
    release.name,
    ...OCCASIONS.map((occasion) => minimumCell(release, occasion)),
  ]);
  return `**Table \`${version}\`**\n\n${table(['Release', ...OCCASIONS.map(code)], rows)}`;
}

function minimumCell(release: ReleaseMinimums, occasion: Occasion): string {
  const minimum = release.minimum[occasion];
  if (minimum === undefined) return '–';
  return minimum.revision === 0 ? 'any' : minimumWords(release, minimum);
}

function prerequisiteTable(rows: readonly Prerequisite[]): string {
  return table(
    ['', 'Occasions', 'Rule', 'Answer'],
    rows.map(({ says, occasions, rule, answer }) => [
      says,
      occasions.length === OCCASIONS.length ? 'all' : occasions.map(code).join(', '),
      `[\`${rule}\`](#${rule})`,
      answer,
    ]),
  );
}

/** `file › name`, the file as a link from docs/. */
function heldBy(reference: string): string {
  const [file = '', name = ''] = reference.split(' › ');
  return `[${file}](../${file}): ${name.replaceAll('${', '{')}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

if (process.argv[1] === import.meta.filename) writeFileSync(ELIGIBILITY_PAGE, eligibilityPage());
