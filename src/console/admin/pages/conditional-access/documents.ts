// Files that somebody chose, as texts with names that no two share. PowerShell writes UTF-16 with a byte order mark, others UTF-8.

export type Document = { readonly name: string; readonly text: string };

export async function documentsOf(files: readonly File[]): Promise<readonly Document[]> {
  const read = await Promise.all(
    files.map(async (file) => ({ name: file.name, text: decode(new Uint8Array(await file.arrayBuffer())) })),
  );
  return read.map(({ name, text }, index) => {
    const isTaken = read.findIndex((it) => it.name === name) !== index;
    return { name: isTaken ? `${name} (${index + 1})` : name, text };
  });
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
