// JSON lines, one after the other, and JSON documents as a whole. Neither stops at what is damaged, as far as there is
// anything to go on with.

import type { Json } from '../../lib/canonical-json.ts';
import type { ImportItem } from './import-item.ts';
import { textOfFile } from './text-of-file.ts';

export async function* readJsonLines(path: string, name: string): AsyncGenerator<ImportItem> {
  let [rest, line, bytesRead] = ['', 0, 0];
  for await (const piece of textOfFile(path)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      line += 1;
      bytesRead += text.length + 1;
      if (text.trim() !== '') yield { ...itemOf(text, `${name}:${line}`), bytesRead };
    }
    if (rest.length > LINE_LENGTH_MAX) {
      yield { origin: `${name}:${line + 1}`, content: { error: 'the line does not end; the rest is not read' } };
      return;
    }
  }
  if (rest.trim() !== '') yield itemOf(rest, `${name}:${line + 1}`);
}

export async function* readJsonDocument(path: string, name: string): AsyncGenerator<ImportItem> {
  let text = '';
  for await (const piece of textOfFile(path)) text += piece;
  yield itemOf(text, name);
}

const LINE_LENGTH_MAX = 16 * 1024 * 1024;

function itemOf(text: string, origin: string): ImportItem {
  try {
    return { origin, content: { json: JSON.parse(text.replace(/^\uFEFF/, '')) as Json } };
  } catch (error) {
    return { origin, content: { error: `it is not JSON: ${(error as Error).message}` } };
  }
}
