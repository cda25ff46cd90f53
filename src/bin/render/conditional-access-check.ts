// What was read from an export and what was not: every finding with its file, its place and what it means for enforcement.

import { blocksEveryone } from '../../domain/conditional-access/explanation/blocks-everyone.ts';
import { type Finding, FINDINGS, kindOf } from '../../domain/conditional-access/finding.ts';
import { type Exports, missingReferences } from '../../domain/conditional-access/read-exports.ts';
import type { Tenant } from '../../domain/conditional-access/tenant.ts';
import type { Json } from '../../lib/canonical-json.ts';
import { bold, green, red } from '../output.ts';
import { printable } from './conditional-access.ts';
import { count } from './table.ts';

type Checked = { readonly origin: string; readonly name: string; readonly findings: readonly Finding[] };

export function renderCheck(exports: Exports, tenant: Tenant): string {
  const checked = checkedIn(exports, tenant).filter(({ findings }) => findings.length > 0);
  return [
    `${count(exports.policies.length, 'policy', 'policies')}, ${count(exports.locations.length, 'named location')}, ${count(exports.strengths.length, 'authentication strength')}, ${count(new Set(exports.names.map(([id]) => id)).size, 'name')}`,
    ...checked.map(({ origin, name, findings }) =>
      [
        `${bold(printable(name))} (${printable(origin)})`,
        ...findings.map((finding) => `  ${findingLine(finding)}`),
      ].join('\n'),
    ),
    checked.length === 0 ? green('Everything was understood.') : summary(checked),
    ...otherFiles(exports),
  ].join('\n\n');
}

export function checkJson(exports: Exports, tenant: Tenant): Json {
  return {
    policies: exports.policies.length,
    locations: exports.locations.length,
    strengths: exports.strengths.length,
    findings: checkedIn(exports, tenant).flatMap(({ origin, name, findings }) =>
      findings.map((finding) => ({ file: origin, displayName: name, kind: kindOf(finding), ...finding })),
    ),
    others: exports.others.map(({ origin, names }) => ({ file: origin, names })),
  };
}

function checkedIn(exports: Exports, tenant: Tenant): readonly Checked[] {
  const missing = missingReferences(tenant);
  return [
    ...exports.policies.map(({ origin, item }) => {
      const everyone = blocksEveryone(item, tenant);
      const absent = missing.filter(({ policy }) => policy === item).map(({ finding }) => finding);
      return {
        origin,
        name: item.name,
        findings: [...item.findings, ...absent, ...(everyone === undefined ? [] : [everyone])],
      };
    }),
    ...exports.locations.map(({ origin, item }) => ({ origin, name: item.name, findings: item.findings })),
  ];
}

function findingLine(finding: Finding): string {
  const kind = kindOf(finding);
  const mark = kind === 'malformed' ? red(kind) : kind;
  return `${mark}  ${finding.path}\n      ${FINDINGS[finding.code].title} ${printable(finding.detail)}`;
}

function summary(checked: readonly Checked[]): string {
  const all = checked.flatMap(({ findings }) => findings.map(kindOf));
  const number = (kind: string): number => all.filter((it) => it === kind).length;
  return `${number('malformed')} malformed, ${number('unknown')} not understood, ${number('notice')} to look at. What is malformed or not understood counts as applying wherever it may.`;
}

function otherFiles({ others }: Exports): readonly string[] {
  const strange = others.filter(({ names }) => names === 0);
  const named = others.length - strange.length;
  return [
    ...(named === 0 ? [] : [`${count(named, 'file')} gave names only (groups, tables of ids).`]),
    ...(strange.length === 0
      ? []
      : [`Nothing of Conditional Access in: ${strange.map(({ origin }) => printable(origin)).join(', ')}.`]),
  ];
}
