// Verifies an exported copy of a log by itself: nothing in it was changed, removed, added or put in another order since its
// checkpoint was signed, and an earlier checkpoint was signed over a beginning of it.
//
// Guarantees: every byte of every file takes part, so a change of any of them is found. What no copy can show by itself is
// whether the log's own key signed something else for somebody else: for that, keep checkpoints and compare.

import { equalBytes } from '../../lib/bytes.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { checkTree, type Steps } from './check-tree.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { CHECKPOINT_PATH, type Finding, KEY_PATH, type LogCopy, missing, tileAltered } from './log-copy.ts';
import { HASH_BYTES } from './merkle.ts';
import { formatVerifierKey, type VerifierKey } from './signed-note.ts';
import { decodeBundle, parseTilePath, tileAt, tilePath } from './tile.ts';

export type Verified = { readonly checkpoint: Checkpoint; readonly earlier: Checkpoint | undefined };

/** `earlier` is a checkpoint that was seen before, as it was. The first finding ends it. */
export function verifyCopy(
  copy: LogCopy,
  trusted: { readonly key: VerifierKey; readonly earlier?: Uint8Array | undefined },
): Result<Verified, Finding> {
  const checkpoint = openCheckpoint(copy.read(CHECKPOINT_PATH) ?? new Uint8Array(), trusted.key);
  if (!checkpoint.ok) return refused(`The copy's checkpoint ${checkpoint.error}.`);
  const earlier = trusted.earlier === undefined ? ok(undefined) : openCheckpoint(trusted.earlier, trusted.key);
  if (!earlier.ok) return refused(`The earlier checkpoint ${earlier.error}.`);
  const finding =
    checkKey(copy, trusted.key) ??
    readBy(copy, checkTree(checkpoint.value, earlier.value)) ??
    checkOtherFiles(copy, checkpoint.value);
  return finding === undefined ? ok({ checkpoint: checkpoint.value, earlier: earlier.value }) : fail(finding);
}

/** All steps at once: a copy is there as a whole. */
function readBy<T>({ read }: LogCopy, steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next(read(step.value));
  return step.value;
}

/** A copy that came without its key is as good; one with another key is not what it says. */
function checkKey(copy: LogCopy, key: VerifierKey): Finding | undefined {
  const given = copy.read(KEY_PATH);
  const expected = new TextEncoder().encode(`${formatVerifierKey(key)}\n`);
  if (given === undefined || equalBytes(given, expected)) return undefined;
  return { code: 'key-differs', detail: `The copy's file "${KEY_PATH}" does not hold the key that is trusted.` };
}

/** Files beside those of the tree: narrower tiles of earlier times, which must be beginnings of today's, and strangers. */
function checkOtherFiles(copy: LogCopy, { size }: Checkpoint): Finding | undefined {
  for (const path of copy.paths) {
    if (path === CHECKPOINT_PATH || path === KEY_PATH) continue;
    const tile = parseTilePath(path);
    const current = tile && tileAt(tile.level, tile.index, size);
    if (tile === undefined || current === undefined || tile.width > current.width) {
      return { code: 'file-unknown', detail: `"${path}" is no part of a log of ${size} entries.` };
    }
    if (tile.width === current.width) continue;
    const [bytes, whole] = [copy.read(path), copy.read(tilePath(current))];
    if (bytes === undefined || whole === undefined) return missing(path);
    const length = tile.level === 'entries' ? bundleLength(whole, tile.width) : tile.width * HASH_BYTES;
    if (!equalBytes(bytes, whole.subarray(0, length))) return tileAltered(path);
  }
  return undefined;
}

function bundleLength(bundle: Uint8Array, width: number): number {
  return decodeBundle(bundle)
    .entries.slice(0, width)
    .reduce((sum, entry) => sum + 2 + entry.length, 0);
}

function refused(detail: string): Result<never, Finding> {
  return fail({ code: 'checkpoint-refused', detail });
}
