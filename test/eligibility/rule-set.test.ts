// Whoever changes what the rules are or what they answer raises their version: last month's refusals name the version they were
// decided by. The fingerprint is over every rule's heading and its answers to any two facts changed at once; wording is not in it.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { BuildTable } from '../../src/domain/eligibility/build-table.ts';
import { DEFAULT_CHOICES } from '../../src/domain/eligibility/choices.ts';
import { decide } from '../../src/domain/eligibility/decide.ts';
import type { Finding } from '../../src/domain/eligibility/decision.ts';
import { RULE_SET_VERSION, RULES } from '../../src/domain/eligibility/rules.ts';
import { OCCASIONS } from '../../src/domain/enrollment/phase.ts';
import { type Change, factsWith } from './facts.ts';
import { VALUES } from './values.ts';

/** Add a line, never change one: decisions of an older version are stored somewhere. */
const FINGERPRINTS: Readonly<Record<string, string>> = {
  '2026-11-21.1': 'f7e95b4130054610',
  '2026-11-21.2': 'fa38607b882f2654',
};

/** Tables have a version of their own; this one stays as it is. */
const TABLE: BuildTable = {
  version: 'pinned',
  releases: [
    { name: 'old', build: 19045, minimum: { backup: { revision: 6216 }, inUse: { revision: 0 } } },
    {
      name: 'new',
      build: 26100,
      minimum: {
        backup: { revision: 4946 },
        oobe: { revision: 4770 },
        firstSignIn: { revision: 7922 },
        inUse: { revision: 0 },
      },
    },
  ],
};

test('the version of the rules is raised when they change', () => {
  const hash = createHash('sha256');
  for (const { id, title, limit, occasions } of RULES) hash.update(JSON.stringify([id, title, limit, occasions]));
  for (const change of pairs()) {
    for (const occasion of OCCASIONS) {
      const { findings } = decide(factsWith(occasion, change), { ...DEFAULT_CHOICES, buildTable: TABLE });
      hash.update(findings.map(answerOf).join());
    }
  }
  assert.equal(
    FINGERPRINTS[RULE_SET_VERSION],
    hash.digest('hex').slice(0, 16),
    'raise RULE_SET_VERSION in src/domain/eligibility/rules.ts and add its fingerprint here',
  );
});

function answerOf(finding: Finding): string {
  if (finding.holds === 'yes') return 'y';
  return finding.holds === 'no' ? finding.code : finding.missing.join('+');
}

function* pairs(): Generator<Change> {
  const singles = [...singleChanges()];
  for (const [index, one] of singles.entries()) {
    for (const other of singles.slice(index)) {
      yield {
        ...one,
        ...other,
        device: { ...one.device, ...other.device },
        enrollment: { ...one.enrollment, ...other.enrollment },
        person: { ...one.person, ...other.person },
      };
    }
  }
}

function* singleChanges(): Generator<Change> {
  const { device, enrollment, person, ...others } = VALUES;
  for (const [group, facts] of Object.entries({ device, enrollment, person })) {
    for (const [name, values] of Object.entries(facts)) {
      for (const value of [undefined, ...values]) yield { [group]: { [name]: value } };
    }
  }
  for (const [name, values] of Object.entries(others)) {
    for (const value of [undefined, ...values]) yield { [name]: value };
  }
}

test('every rule has a file of its own by its id, and every file is in the list', () => {
  const files = readdirSync('src/domain/eligibility/rules').map((file) => file.replace(/\.ts$/, ''));
  assert.deepEqual(files.toSorted(), RULES.map(({ id }) => id).toSorted());
});
