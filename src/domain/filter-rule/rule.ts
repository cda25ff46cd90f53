// The rule language of filters: `device.isCompliant -eq True -and (device.model -startsWith "Surface" -or …)`. Device filters of
// Conditional Access and Intune's assignment filters are both written in it; each has operators of its own.
//
// Precedence as Microsoft documents it for dynamic membership rules, whose syntax filters share: comparison, then not, then
// and, then or. Guarantees: any text gives a rule or an error with its position, never an exception; what `printRule`
// writes reads back as the same rule. Deliberately absent: -match, -any, -all, which filters do not have.

import { fail, ok, type Result } from '../../lib/result.ts';
import { type RuleError, type Token, tokensOf } from './tokens.ts';

export type Rule =
  | { readonly kind: 'compare'; readonly attribute: string; readonly operator: Operator; readonly value: RuleValue }
  | { readonly kind: 'not'; readonly rule: Rule }
  | { readonly kind: 'and' | 'or'; readonly rules: readonly Rule[] };

/** `null` only where the rule says null without quotes; a list only with -in and -notIn. */
export type RuleValue = string | null | readonly string[];

/** Of the device filters of Conditional Access. */
export const OPERATORS = [
  'eq',
  'ne',
  'startsWith',
  'notStartsWith',
  'endsWith',
  'notEndsWith',
  'contains',
  'notContains',
  'in',
  'notIn',
] as const;

/** Of Intune's assignment filters: versions can be compared too. */
export const INTUNE_OPERATORS = [...OPERATORS, 'gt', 'ge', 'lt', 'le'] as const;

export type Operator = (typeof INTUNE_OPERATORS)[number];

/** Microsoft's limit for a rule, in characters. */
export const MAX_RULE_LENGTH = 3072;
/** Ours: deeper than anybody writes, shallow enough for any stack. */
const MAX_NESTING = 64;

export function parseRule(text: string, operators: readonly Operator[] = OPERATORS): Result<Rule, RuleError> {
  if (text.length > MAX_RULE_LENGTH) {
    return fail({ position: MAX_RULE_LENGTH, detail: `a rule has at most ${MAX_RULE_LENGTH} characters` });
  }
  const tokens = tokensOf(text);
  if (!tokens.ok) return tokens;
  const read = disjunction({ tokens: tokens.value, operators, at: 0, depth: 0 });
  if (!read.ok) return read;
  const rest = here(read.value.cursor);
  return rest.kind === 'end' ? ok(read.value.rule) : unexpected(rest, 'and, or, or the end of the rule');
}

/** The rule in one fixed spelling. */
export function printRule(rule: Rule): string {
  switch (rule.kind) {
    case 'compare':
      return `${rule.attribute} -${rule.operator} ${printValue(rule.value)}`;
    case 'not':
      return `-not (${printRule(rule.rule)})`;
    case 'and':
    case 'or':
      return rule.rules
        .map((part) => (isJoined(part) ? `(${printRule(part)})` : printRule(part)))
        .join(` -${rule.kind} `);
  }
}

/** Every attribute a rule names, once, as the rule spells it. */
export function attributesOf(rule: Rule): readonly string[] {
  if (rule.kind === 'compare') return [rule.attribute];
  const parts = rule.kind === 'not' ? [rule.rule] : rule.rules;
  return [...new Set(parts.flatMap(attributesOf))];
}

type Cursor = {
  readonly tokens: readonly Token[];
  readonly operators: readonly Operator[];
  readonly at: number;
  readonly depth: number;
};
type Read = Result<{ readonly rule: Rule; readonly cursor: Cursor }, RuleError>;

function disjunction(cursor: Cursor): Read {
  return joined(cursor, 'or', conjunction);
}

function conjunction(cursor: Cursor): Read {
  return joined(cursor, 'and', negation);
}

function joined(cursor: Cursor, kind: 'and' | 'or', part: (cursor: Cursor) => Read): Read {
  const rules: Rule[] = [];
  let next = cursor;
  for (;;) {
    const read = part(next);
    if (!read.ok) return read;
    rules.push(read.value.rule);
    next = read.value.cursor;
    if (!isLogic(here(next), kind)) break;
    next = after(next);
  }
  const [only] = rules;
  return ok({ rule: rules.length === 1 && only !== undefined ? only : { kind, rules }, cursor: next });
}

function negation(cursor: Cursor): Read {
  if (cursor.depth > MAX_NESTING) return fail({ position: here(cursor).position, detail: 'nested too deeply' });
  if (isLogic(here(cursor), 'not')) {
    const read = negation(deeper(after(cursor)));
    return read.ok
      ? ok({ rule: { kind: 'not', rule: read.value.rule }, cursor: { ...read.value.cursor, depth: cursor.depth } })
      : read;
  }
  return here(cursor).kind === '(' ? group(cursor) : comparison(cursor);
}

function group(cursor: Cursor): Read {
  const read = disjunction(deeper(after(cursor)));
  if (!read.ok) return read;
  const { rule, cursor: inside } = read.value;
  return here(inside).kind === ')'
    ? ok({ rule, cursor: { ...after(inside), depth: cursor.depth } })
    : unexpected(here(inside), 'and, or, or a closing parenthesis');
}

function comparison(cursor: Cursor): Read {
  const attribute = here(cursor);
  if (attribute.kind !== 'word') return unexpected(attribute, 'an attribute such as device.isCompliant');
  const word = here(after(cursor));
  const operator = cursor.operators.find((one) => one.toLowerCase() === word.text.toLowerCase());
  if (operator === undefined || (word.kind !== 'operator' && word.kind !== 'word')) {
    return unexpected(word, `one of ${cursor.operators.map((one) => `-${one}`).join(' ')}`);
  }
  const rest = after(after(cursor));
  const value = operator === 'in' || operator === 'notIn' ? list(rest) : single(rest);
  return value.ok
    ? ok({
        rule: { kind: 'compare', attribute: attribute.text, operator, value: value.value.value },
        cursor: value.value.cursor,
      })
    : value;
}

type ReadValue<V> = Result<{ readonly value: V; readonly cursor: Cursor }, RuleError>;

function single(cursor: Cursor): ReadValue<string | null> {
  const token = here(cursor);
  if (token.kind === 'text') return ok({ value: token.text, cursor: after(cursor) });
  if (token.kind !== 'word') return unexpected(token, 'a value');
  return ok({ value: /^\$?null$/i.test(token.text) ? null : token.text, cursor: after(cursor) });
}

function list(cursor: Cursor): ReadValue<readonly string[]> {
  if (here(cursor).kind !== '[') return unexpected(here(cursor), 'a list in brackets');
  const values: string[] = [];
  let next = after(cursor);
  while (here(next).kind !== ']') {
    const token = here(next);
    if (token.kind !== 'text' && token.kind !== 'word') return unexpected(token, 'a value or a closing bracket');
    values.push(token.text);
    next = after(next);
    if (here(next).kind === ',') next = after(next);
    else if (here(next).kind !== ']') return unexpected(here(next), 'a comma or a closing bracket');
  }
  return ok({ value: values, cursor: after(next) });
}

function here({ tokens, at }: Cursor): Token {
  return tokens[at] ?? { kind: 'end', text: '', position: 0 };
}

function after(cursor: Cursor): Cursor {
  return { ...cursor, at: cursor.at + 1 };
}

function deeper(cursor: Cursor): Cursor {
  return { ...cursor, depth: cursor.depth + 1 };
}

function isLogic(token: Token, word: 'and' | 'or' | 'not'): boolean {
  return (token.kind === 'operator' || token.kind === 'word') && token.text.toLowerCase() === word;
}

function unexpected(
  { kind, text, position }: Token,
  expected: string,
): { readonly ok: false; readonly error: RuleError } {
  return fail({
    position,
    detail: `${kind === 'end' ? 'the rule ends' : `"${text}" stands`} where ${expected} is expected`,
  });
}

function isJoined({ kind }: Rule): boolean {
  return kind === 'and' || kind === 'or';
}

function printValue(value: RuleValue): string {
  if (value === null) return 'null';
  return typeof value === 'string' ? quote(value) : `[${value.map(quote).join(', ')}]`;
}

function quote(text: string): string {
  return text.includes('`') ? `'${text.replaceAll("'", "''")}'` : `"${text.replaceAll('"', '`"')}"`;
}
