// What was found wrong or not understood while reading a policy: named, with the JSON path, never thrown.

export const FINDINGS = {
  'not-json': { kind: 'malformed', title: 'The file is not JSON.' },
  'not-an-object': { kind: 'malformed', title: 'An object is needed here.' },
  'wrong-type': { kind: 'malformed', title: 'The value has the wrong type.' },
  'missing-member': { kind: 'malformed', title: 'A required member is missing.' },
  'ambiguous-member': { kind: 'malformed', title: 'Two members differ only in upper and lower case.' },
  'bad-rule': { kind: 'malformed', title: 'The filter rule can not be read.' },
  'bad-range': { kind: 'malformed', title: 'The IP range can not be read.' },
  'unknown-member': { kind: 'unknown', title: 'Nobody here knows this member.' },
  'unknown-value': { kind: 'unknown', title: 'Nobody here knows this value.' },
  'unknown-attribute': { kind: 'unknown', title: 'The filter rule names an attribute nobody here knows.' },
  'not-evaluated': { kind: 'unknown', title: 'A known condition whose facts are not modelled.' },
  'missing-reference': { kind: 'notice', title: 'The policy refers to something that was not exported with it.' },
  'empty-policy': { kind: 'notice', title: 'The policy demands nothing.' },
  'blocks-everyone': { kind: 'notice', title: 'The policy blocks everybody, everywhere.' },
} as const;

export type FindingCode = keyof typeof FINDINGS;

export type Finding = {
  readonly code: FindingCode;
  /** `$.conditions.users.includeUsers[2]` */
  readonly path: string;
  readonly detail: string;
};

/** Malformed: enforcement may not trust the rest. Unknown: that part is taken as applying. Notice: for a person to look at. */
export function kindOf({ code }: Finding): 'malformed' | 'unknown' | 'notice' {
  return FINDINGS[code].kind;
}

export function isMalformed(findings: readonly Finding[]): boolean {
  return findings.some((finding) => kindOf(finding) === 'malformed');
}
