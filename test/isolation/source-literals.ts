// The texts in a file of TypeScript: what stands between quotes, with constants of the same file put in where they are
// named. Enough of the language for that and no more; what another expression gives is shown as `?`.

type Part = { readonly text: string } | { readonly expression: string };
type Literal = { readonly name: string | undefined; readonly parts: readonly Part[] };

export function textsIn(source: string): readonly string[] {
  const literals = scan(source, 0, false).literals;
  const named = new Map(literals.flatMap(({ name, parts }) => (name === undefined ? [] : [[name, parts] as const])));
  const compose = (parts: readonly Part[], depth = 0): string =>
    parts
      .map((part) => {
        if ('text' in part) return part.text;
        const constant = named.get(part.expression.trim());
        return constant === undefined || depth > DEPTH_MAX ? '?' : compose(constant, depth + 1);
      })
      .join('');
  return literals.map(({ parts }) => compose(parts));
}

/** From `start` to the end, or to the brace that closes what began there. */
function scan(source: string, start: number, inTemplate: boolean): { literals: Literal[]; end: number } {
  const literals: Literal[] = [];
  let depth = 0;
  let at = start;
  while (at < source.length) {
    const char = source[at] ?? '';
    if (inTemplate && char === '}' && depth === 0) break;
    if (char === '{') depth += 1;
    if (char === '}') depth -= 1;
    const skipped = /^(\/\/.*|\/\*[^]*?\*\/)/.exec(source.slice(at, at + 20_000))?.[0] ?? regexAt(source, at);
    if (skipped !== undefined) {
      at += skipped.length;
    } else if (char === "'" || char === '"') {
      const { text, end } = quoted(source, at);
      literals.push({ name: nameBefore(source, at), parts: [{ text }] });
      at = end;
    } else if (char === '`') {
      const { parts, inner, end } = template(source, at);
      literals.push({ name: nameBefore(source, at), parts }, ...inner);
      at = end;
    } else {
      at += 1;
    }
  }
  return { literals, end: at };
}

function quoted(source: string, start: number): { text: string; end: number } {
  let end = start + 1;
  while (end < source.length && source[end] !== source[start]) end += source[end] === '\\' ? 2 : 1;
  return { text: unescape(source.slice(start + 1, end)), end: end + 1 };
}

function template(source: string, start: number): { parts: Part[]; inner: Literal[]; end: number } {
  const parts: Part[] = [];
  const inner: Literal[] = [];
  let from = start + 1;
  let at = from;
  while (at < source.length && source[at] !== '`') {
    if (source.startsWith('${', at)) {
      const nested = scan(source, at + 2, true);
      parts.push({ text: unescape(source.slice(from, at)) }, { expression: source.slice(at + 2, nested.end) });
      inner.push(...nested.literals);
      at = from = nested.end + 1;
    } else {
      at += source[at] === '\\' ? 2 : 1;
    }
  }
  parts.push({ text: unescape(source.slice(from, at)) });
  return { parts, inner, end: at + 1 };
}

/** A slash begins a regular expression where a value may stand. */
function regexAt(source: string, at: number): string | undefined {
  if (source[at] !== '/') return undefined;
  const before = source.slice(Math.max(0, at - 40), at).trimEnd();
  if (!/(^|[-(,=:[!&|?{};+*%<>~^]|\b(return|case|typeof))$/.test(before)) return undefined;
  return /^\/(\\.|\[(\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/.exec(source.slice(at, at + 1000))?.[0];
}

function nameBefore(source: string, at: number): string | undefined {
  return /\bconst (\w+)(?:\s*:[^=]+)?\s*=\s*$/.exec(source.slice(Math.max(0, at - 200), at))?.[1];
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char));
}

const DEPTH_MAX = 5;
