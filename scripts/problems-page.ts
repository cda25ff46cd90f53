// `node bin/run.mjs scripts/problems-page.ts`: writes docs/problems.md from the protocol's list of problems. A test holds
// the page to the list.

import { writeFileSync } from 'node:fs';
import { isRetryable, type ProblemCode, PROBLEMS } from '../src/protocol/problem.ts';

export const PROBLEMS_PAGE = 'docs/problems.md';

export function problemsPage(): string {
  const codes = Object.keys(PROBLEMS) as ProblemCode[];
  return `# Problems

<!-- Written by scripts/problems-page.ts from src/protocol/problem.ts. -->

Every refusal of the service is an \`application/problem+json\` document (RFC 9457). Act on its \`code\`: the codes are
stable, and this is all of them. \`detail\` says what happened to which item, \`fix\` what to do about it, and \`requestId\`
is what the service's log knows the request by.

| Code | Status | Repeat the request as it is? |
|---|---|---|
${codes.map((code) => `| [\`${code}\`](#${code}) | ${PROBLEMS[code].status} | ${isRetryable(code) ? 'yes, later' : 'no'} |`).join('\n')}

${codes.map(section).join('\n')}`;
}

function section(code: ProblemCode): string {
  const { title, fix } = PROBLEMS[code];
  return `## ${code}\n\n${title}.\n\n${fix}\n`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(PROBLEMS_PAGE, problemsPage());
