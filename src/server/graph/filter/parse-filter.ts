// The `$filter` language of Microsoft Graph: comparisons, in, startsWith and the like, any, isof, and, or, not.
//
// Precedence is OData's: not, then and, then or. Guarantees: any text gives an expression or a sentence that says what is
// wrong and where, never an exception. Deliberately absent, as in most of Graph: arithmetic, all, $count, comparing two
// properties with each other, functions of dates.

import { fail, ok, type Result } from '../../../lib/result.ts';
import { type Token, tokensOf } from './tokens.ts';

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'compare'; readonly operator: Operator; readonly path: Path; readonly value: Token }
  | { readonly kind: 'in'; readonly path: Path; readonly values: readonly Token[] }
  | { readonly kind: 'text'; readonly test: TextTest; readonly path: Path; readonly value: Token }
  | { readonly kind: 'any'; readonly path: Path; readonly variable: string; readonly where: Expression | undefined }
  | { readonly kind: 'isof'; readonly type: Token };

export type Path = readonly string[];
export type Operator = (typeof OPERATORS)[number];
export type TextTest = (typeof TEXT_TESTS)[number];

const OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
const TEXT_TESTS = ['startsWith', 'endsWith', 'contains'] as const;

export const FILTER_LENGTH_MAX = 8000;
/** Deeper than anybody writes, shallow enough for any stack. */
const NESTING_MAX = 32;

export function parseFilter(text: string): Result<Expression, string> {
  if (text.length > FILTER_LENGTH_MAX) return fail(`It is longer than ${FILTER_LENGTH_MAX} characters.`);
  const tokens = tokensOf(text);
  if (!tokens.ok) return tokens;
  const reader: Reader = { tokens: tokens.value, at: 0, depth: 0 };
  const read = disjunction(reader);
  if (!read.ok) return read;
  return here(reader).kind === 'end' ? read : unexpected(reader, 'and, or, or the end');
}

/** Goes forward as it is read; a failure ends the reading. */
type Reader = { readonly tokens: readonly Token[]; at: number; depth: number };
type Read = Result<Expression, string>;

function disjunction(reader: Reader): Read {
  return joined(reader, 'or', (it) => joined(it, 'and', negation));
}

function joined(reader: Reader, kind: 'and' | 'or', part: (reader: Reader) => Read): Read {
  const parts: Expression[] = [];
  do {
    const read = part(reader);
    if (!read.ok) return read;
    parts.push(read.value);
  } while (takeWord(reader, kind));
  const [only] = parts;
  return ok(parts.length === 1 && only !== undefined ? only : { kind, of: parts });
}

function negation(reader: Reader): Read {
  if (!takeWord(reader, 'not')) return primary(reader);
  return nested(reader, () => {
    const read = negation(reader);
    return read.ok ? ok({ kind: 'not', of: read.value }) : read;
  });
}

function primary(reader: Reader): Read {
  if (take(reader, '(')) return nested(reader, () => closed(reader, disjunction(reader)));
  const name = here(reader);
  if (name.kind !== 'name') return unexpected(reader, 'a property');
  if (isMark(ahead(reader), '(')) return call(reader, name.text);
  const path = pathOf(reader);
  if (!path.ok) return path;
  if (take(reader, '(')) return nested(reader, () => any(reader, path.value));
  return comparison(reader, path.value);
}

function call(reader: Reader, name: string): Read {
  const test = TEXT_TESTS.find((it) => it.toLowerCase() === name.toLowerCase());
  const isType = name.toLowerCase() === 'isof';
  if (test === undefined && !isType) return fail(`There is no function "${name}" here: ${FUNCTIONS}.`);
  reader.at += 2;
  if (test === undefined) {
    const type = valueOf(reader);
    return type.ok ? closed(reader, ok({ kind: 'isof', type: type.value })) : type;
  }
  const path = pathOf(reader);
  if (!path.ok) return path;
  if (!take(reader, ',')) return unexpected(reader, 'a comma');
  const value = valueOf(reader);
  return value.ok ? closed(reader, ok({ kind: 'text', test, path: path.value, value: value.value })) : value;
}

/** After the path that ends in `any`, and its parenthesis. */
function any(reader: Reader, path: Path): Read {
  const list = path.slice(0, -1);
  if (list.length === 0 || path.at(-1)?.toLowerCase() !== 'any') {
    return fail(`There is no function "${path.join('/')}" here: ${FUNCTIONS}.`);
  }
  if (take(reader, ')')) return ok({ kind: 'any', path: list, variable: '', where: undefined });
  const variable = here(reader);
  if (variable.kind !== 'name' || !/^\w{1,32}$/.test(variable.text)) {
    return unexpected(reader, 'a short name for the items of the list');
  }
  reader.at += 1;
  if (!take(reader, ':')) return unexpected(reader, 'a colon');
  const where = closed(reader, disjunction(reader));
  return where.ok ? ok({ kind: 'any', path: list, variable: variable.text, where: where.value }) : where;
}

function comparison(reader: Reader, path: Path): Read {
  const word = here(reader).text.toLowerCase();
  const operator = OPERATORS.find((it) => it === word);
  if (operator === undefined && word !== 'in') return unexpected(reader, `one of ${OPERATORS.join(', ')}, in`);
  reader.at += 1;
  if (operator === undefined) {
    const values = valuesOf(reader);
    return values.ok ? ok({ kind: 'in', path, values: values.value }) : values;
  }
  const value = valueOf(reader);
  return value.ok ? ok({ kind: 'compare', operator, path, value: value.value }) : value;
}

function pathOf(reader: Reader): Result<Path, string> {
  const path: string[] = [];
  do {
    const { kind, text } = here(reader);
    if (kind !== 'name') return unexpected(reader, 'a property');
    path.push(text);
    reader.at += 1;
  } while (take(reader, '/'));
  return ok(path);
}

function valueOf(reader: Reader): Result<Token, string> {
  const token = here(reader);
  if (token.kind === 'mark' || token.kind === 'end') return unexpected(reader, 'a value');
  reader.at += 1;
  return ok(token);
}

function valuesOf(reader: Reader): Result<readonly Token[], string> {
  if (!take(reader, '(')) return unexpected(reader, 'a list in parentheses');
  const values: Token[] = [];
  do {
    const value = valueOf(reader);
    if (!value.ok) return value;
    values.push(value.value);
  } while (take(reader, ','));
  return take(reader, ')') ? ok(values) : unexpected(reader, 'a comma or a closing parenthesis');
}

function closed(reader: Reader, read: Read): Read {
  return !read.ok || take(reader, ')') ? read : unexpected(reader, 'a closing parenthesis');
}

function nested(reader: Reader, read: () => Read): Read {
  if (reader.depth >= NESTING_MAX) return fail(`It is nested more than ${NESTING_MAX} deep.`);
  reader.depth += 1;
  const inner = read();
  reader.depth -= 1;
  return inner;
}

function here(reader: Reader): Token {
  return reader.tokens[reader.at] ?? END;
}

function ahead(reader: Reader): Token {
  return reader.tokens[reader.at + 1] ?? END;
}

function take(reader: Reader, mark: string): boolean {
  const isThere = isMark(here(reader), mark);
  if (isThere) reader.at += 1;
  return isThere;
}

function takeWord(reader: Reader, word: string): boolean {
  const { kind, text } = here(reader);
  const isThere = kind === 'name' && text.toLowerCase() === word;
  if (isThere) reader.at += 1;
  return isThere;
}

function isMark({ kind, text }: Token, mark: string): boolean {
  return kind === 'mark' && text === mark;
}

function unexpected(reader: Reader, expected: string): Result<never, string> {
  const { kind, text, position } = here(reader);
  const found = kind === 'end' ? 'It ends' : `${JSON.stringify(text)} stands at position ${position}`;
  return fail(`${found} where ${expected} is expected.`);
}

const END: Token = { kind: 'end', text: '', position: 0 };
const FUNCTIONS = `there are ${TEXT_TESTS.join(', ')}, isof, and any of a list`;
