// A file as pieces of text. UTF-8, with or without a mark; PowerShell's redirection writes UTF-16, which its mark tells.

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

export async function* textOfFile(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(await encodingOf(path), { fatal: true });
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    yield decoder.decode(chunk as Uint8Array, { stream: true });
  }
  yield decoder.decode();
}

/** The beginning, for whoever has to see what it is. */
export async function headOfFile(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return new TextDecoder(await encodingOf(path)).decode(buffer.subarray(0, bytesRead), { stream: true });
  } finally {
    await file.close();
  }
}

async function encodingOf(path: string): Promise<'utf-8' | 'utf-16le' | 'utf-16be'> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
    if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le';
    return buffer[0] === 0xfe && buffer[1] === 0xff ? 'utf-16be' : 'utf-8';
  } finally {
    await file.close();
  }
}

const CHUNK_BYTES = 256 * 1024;
const HEAD_BYTES = 64 * 1024;
