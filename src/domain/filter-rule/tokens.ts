// The words of a filter rule: names, operators, quoted strings, brackets, each with the place where it stands.
//
// As in Microsoft's dynamic membership rules, whose syntax device filters share: strings in double quotes (a quote inside
// is written with a backtick before it, or doubled) or single quotes (a quote inside is doubled); operators with or without a hyphen, also the long
// dashes that word processors make of it.

import { fail, ok, type Result } from '../../lib/result.ts';

export type Token = {
  readonly kind: 'word' | 'operator' | 'text' | '(' | ')' | '[' | ']' | ',' | 'end';
  readonly text: string;
  /** Zero-based, in UTF-16 units. */
  readonly position: number;
};

export type RuleError = { readonly position: number; readonly detail: string };

const SPACE = /\s/;
const DASH = /[-\u2010-\u2015\u2212]/;
const WORD = /[\p{L}\p{N}_.$:/@{}-]/u;
const PUNCTUATION = ['(', ')', '[', ']', ','] as const;

export function tokensOf(rule: string): Result<readonly Token[], RuleError> {
  const tokens: Token[] = [];
  let at = 0;
  while (at < rule.length) {
    const character = rule.charAt(at);
    if (SPACE.test(character)) {
      at += 1;
      continue;
    }
    const token = tokenAt(rule, at);
    if (!token.ok) return token;
    tokens.push(token.value.token);
    at = token.value.next;
  }
  return ok([...tokens, { kind: 'end', text: '', position: rule.length }]);
}

type Read = { readonly token: Token; readonly next: number };

function tokenAt(rule: string, at: number): Result<Read, RuleError> {
  const character = rule.charAt(at);
  const mark = PUNCTUATION.find((one) => one === character);
  if (mark !== undefined) return ok({ token: { kind: mark, text: mark, position: at }, next: at + 1 });
  if (character === '"' || character === "'") return quoted(rule, at, character);
  const isOperator = DASH.test(character);
  const start = isOperator ? at + 1 : at;
  let end = start;
  while (end < rule.length && WORD.test(rule.charAt(end))) end += 1;
  if (end === start) return fail({ position: at, detail: `"${character}" is not expected here` });
  const kind = isOperator ? 'operator' : 'word';
  return ok({ token: { kind, text: rule.slice(start, end), position: at }, next: end });
}

function quoted(rule: string, start: number, quote: string): Result<Read, RuleError> {
  let text = '';
  for (let at = start + 1; at < rule.length; at += 1) {
    const character = rule.charAt(at);
    const next = rule.charAt(at + 1);
    if (character === '`' && next === quote && quote === '"') at += 1;
    else if (character === quote && next !== quote) {
      return ok({ token: { kind: 'text', text, position: start }, next: at + 1 });
    } else if (character === quote) at += 1;
    text += character === '`' && next === quote && quote === '"' ? quote : character;
  }
  return fail({ position: start, detail: 'the string that begins here is never closed' });
}
