// The proof of one event (C2SP tlog-proof): the event, its place, the hashes that lead from it to the root, and the checkpoint that
// signs the root. Whoever has it and the log's key needs nothing else, and learns nothing of other events.

import { equalBytes, fromBase64, toBase64 } from '../../lib/bytes.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { inclusionProof, rootOfProof, type Subtrees } from './inclusion.ts';
import { CHECKPOINT_PATH, type LogCopy } from './log-copy.ts';
import { type Hash, HASH_BYTES, leafHash, nodeHash } from './merkle.ts';
import { misplacedEntry } from './place.ts';
import type { VerifierKey } from './signed-note.ts';
import { decodeBundle, decodeTile, TILE_HEIGHT, TILE_WIDTH, tileAt, tilePath } from './tile.ts';

export type ProvedEvent = { readonly checkpoint: Checkpoint; readonly leafIndex: number; readonly entry: Uint8Array };

/** From a copy that was verified; `undefined` if it has no such event. */
export function proveEvent(copy: LogCopy, checkpoint: Checkpoint, leafIndex: number): string | undefined {
  const { size } = checkpoint;
  const bundle = tileAt('entries', Math.floor(leafIndex / TILE_WIDTH), size);
  const bytes = bundle && copy.read(tilePath(bundle));
  const entry = bytes && decodeBundle(bytes).entries[leafIndex % TILE_WIDTH];
  if (entry === undefined) return undefined;
  const hashes = inclusionProof(subtreesOf(copy, size), leafIndex, size);
  const note = new TextDecoder().decode(copy.read(CHECKPOINT_PATH));
  return format({ entry, leafIndex, hashes, note });
}

/** The event, if this proof leads from it to what the key has signed; else why not, as the end of a sentence. */
export function openEventProof(proof: Uint8Array, key: VerifierKey): Result<ProvedEvent, string> {
  const parts = parse(new TextDecoder().decode(proof));
  if (parts === undefined || !equalBytes(encode(format(parts)), proof)) return fail('is not a proof of an event');
  const checkpoint = openCheckpoint(encode(parts.note), key);
  if (!checkpoint.ok) return fail(`has a checkpoint that ${checkpoint.error}`);
  const { entry, leafIndex, hashes } = parts;
  const { size, root, origin } = checkpoint.value;
  const reached = rootOfProof(leafHash(entry), { leafIndex, size }, hashes);
  if (reached === undefined || !equalBytes(reached, root)) return fail('does not lead to what was signed');
  if (misplacedEntry(entry, origin, leafIndex))
    return fail('is of an event that says itself that it belongs elsewhere');
  return ok({ checkpoint: checkpoint.value, leafIndex, entry });
}

type Parts = {
  readonly entry: Uint8Array;
  readonly leafIndex: number;
  readonly hashes: readonly Hash[];
  readonly note: string;
};

function format({ entry, leafIndex, hashes, note }: Parts): string {
  return [FIRST_LINE, `extra ${toBase64(entry)}`, `index ${leafIndex}`, ...hashes.map(toBase64), '', note].join('\n');
}

function parse(text: string): Parts | undefined {
  const end = text.indexOf('\n\n');
  const [, extra = '', index = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\n');
  const hashes = lines.map((line) => fromBase64(line) ?? new Uint8Array());
  const entry = fromBase64(extra.slice('extra '.length));
  const leafIndex = Number(index.slice('index '.length));
  if (entry === undefined || !Number.isSafeInteger(leafIndex) || leafIndex < 0) return undefined;
  if (hashes.some((hash) => hash.length !== HASH_BYTES)) return undefined;
  return { entry, leafIndex, hashes, note: text.slice(end + 2) };
}

/** Read from the tiles: a subtree lies within one tile of its level. */
function subtreesOf(copy: LogCopy, size: number): Subtrees {
  return (firstLeaf, height) => {
    const level = Math.floor(height / TILE_HEIGHT);
    const first = firstLeaf / TILE_WIDTH ** level;
    const tile = tileAt(level, Math.floor(first / TILE_WIDTH), size);
    const hashes = decodeTile((tile && copy.read(tilePath(tile))) ?? new Uint8Array()) ?? [];
    const within = first % TILE_WIDTH;
    return perfectRoot(hashes.slice(within, within + 2 ** (height % TILE_HEIGHT)));
  };
}

function perfectRoot(hashes: readonly Hash[]): Hash {
  let row = hashes;
  while (row.length > 1) {
    row = row.flatMap((hash, i) => (i % 2 === 1 ? [nodeHash(row[i - 1] as Hash, hash)] : []));
  }
  return row[0] ?? new Uint8Array();
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
