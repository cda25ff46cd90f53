// Every documented prerequisite, executed: the rule answers as the row says, and nothing else is decided than what follows from it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_CHOICES } from '../../src/domain/eligibility/choices.ts';
import { decide } from '../../src/domain/eligibility/decide.ts';
import type { Finding } from '../../src/domain/eligibility/decision.ts';
import { RULES } from '../../src/domain/eligibility/rules.ts';
import { OCCASIONS } from '../../src/domain/enrollment/phase.ts';
import { factsWith } from './facts.ts';
import { SECTIONS } from './prerequisites.ts';

test('everything holds for the person and the device that the rows change', () => {
  for (const occasion of OCCASIONS) assert.equal(decide(factsWith(occasion, {}), DEFAULT_CHOICES).verdict, 'eligible');
});

for (const { title, rows } of SECTIONS) {
  test(`${title}: each row is decided as it says`, () => {
    for (const { says, rule, occasions, change, answer } of rows) {
      for (const occasion of occasions) {
        const { verdict, findings } = decide(factsWith(occasion, change), DEFAULT_CHOICES);
        const finding = findings.find(({ ruleId }) => ruleId === rule);
        assert.ok(finding, `${says}: ${rule} is not judged at ${occasion}`);
        assert.equal(answerOf(finding), answer, `${says} (${occasion})`);
        assert.equal(verdict, VERDICTS[finding.holds], `${says} (${occasion}): ${JSON.stringify(findings)}`);
      }
    }
  });
}

const VERDICTS = { yes: 'eligible', no: 'ineligible', unknown: 'unknown' } as const;

function answerOf(finding: Finding): string {
  if (finding.holds === 'yes') return 'yes';
  return finding.holds === 'no' ? `no ${finding.code}` : `unknown ${finding.missing.join(' ')}`;
}

test('every rule has a row for each answer that it can give', () => {
  for (const { id, occasions } of RULES) {
    const rows = SECTIONS.flatMap((section) => section.rows).filter(({ rule }) => rule === id);
    for (const holds of ['yes', 'no', 'unknown']) {
      assert.ok(
        rows.some(({ answer }) => answer.startsWith(holds)),
        `${id} has no row for "${holds}"`,
      );
    }
    const tried = new Set(rows.flatMap((row) => row.occasions));
    assert.deepEqual(
      occasions.filter((occasion) => !tried.has(occasion)),
      [],
      `${id} is not tried on all its occasions`,
    );
  }
});
