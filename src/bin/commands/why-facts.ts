// `keepsake why --facts`: decides from a file alone, with the same rules.

import { readFile } from 'node:fs/promises';
import { DEFAULT_CHOICES, type TenantChoices } from '../../domain/eligibility/choices.ts';
import { decide } from '../../domain/eligibility/decide.ts';
import { explainDecision } from '../../domain/eligibility/explain.ts';
import type { EligibilityFacts } from '../../domain/eligibility/facts.ts';
import { parseBuildTable } from '../../domain/eligibility/parse-build-table.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { readFacts } from '../../protocol/eligibility-facts.ts';
import type { Output } from '../output.ts';

/** With what the organization chose, where the file has it; otherwise with the defaults. */
export async function whyFromFile(output: Output, file: string): Promise<void> {
  const read = readCase(await readFile(file, 'utf8').catch((error: Error) => error));
  if (!read.ok) {
    const detail = `${file} holds no facts of a decision: ${read.error}.`;
    return output.complain({ code: 'bad-request', detail, fix: 'keepsake why --json prints them.' });
  }
  const { facts, choices } = read.value;
  const decision = decide(facts, choices);
  output.result(explainDecision(decision).join('\n'), JSON.parse(JSON.stringify(decision)) as Json);
}

function readCase(text: string | Error): Result<{ facts: EligibilityFacts; choices: TenantChoices }, string> {
  if (text instanceof Error) return fail(text.message);
  const json = parseJson(text) as
    | { facts?: unknown; choices?: Partial<Record<keyof TenantChoices, unknown>> }
    | undefined;
  const facts = readFacts(json?.facts ?? json);
  if (!facts.ok) return facts;
  const { buildTable, isBackupOnByDefault, liftedLimits } = json?.choices ?? {};
  const table = buildTable === undefined ? ok(DEFAULT_CHOICES.buildTable) : parseBuildTable(buildTable);
  if (!table.ok) return fail(table.error.join('; '));
  const lifted = Array.isArray(liftedLimits) ? liftedLimits.map(String) : [];
  const choices = { liftedLimits: lifted, isBackupOnByDefault: isBackupOnByDefault === true, buildTable: table.value };
  return ok({ facts: facts.value, choices });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
