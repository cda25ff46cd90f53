// XML as text: elements with attributes, one to a line, indented; text is left as it is.

/** Lines, of which a text may hold several. */
export type Xml = readonly string[];

export type Attributes = Readonly<Record<string, string | undefined>>;

/** Attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes, children: readonly Xml[] | string = []): Xml {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(value)}"`],
  );
  const tag = `${name}${written.join('')}`;
  if (typeof children === 'string') return [`<${tag}>${escaped(children)}</${name}>`];
  if (children.length === 0) return [`<${tag} />`];
  return [`<${tag}>`, ...children.flat().map((line) => `  ${line}`), `</${name}>`];
}

export function document(comment: string, root: Xml): string {
  return ['<?xml version="1.0" encoding="utf-8"?>', `<!-- ${comment} -->`, ...root, ''].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
