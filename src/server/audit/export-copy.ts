// Writes a copy of a tenant's audit log into a folder, in the layout of tiled logs: whoever serves the folder as static files
// serves a log that other people's programs can read. Run again, it adds what is new.
//
// Everything that a checkpoint names is there before it, and what only the earlier one named goes after it, so whoever follows
// the log never misses a tile. One that was cut off is finished by the next. Full tiles never change and are not written
// again; what was there is left for the verification to judge. A copy that has more than the log is not touched.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openCheckpoint } from '../../domain/audit/checkpoint.ts';
import { CHECKPOINT_PATH, KEY_PATH } from '../../domain/audit/log-copy.ts';
import { parseVerifierKey } from '../../domain/audit/signed-note.ts';
import { TILE_WIDTH, type Tile, tilePath, tilesOf } from '../../domain/audit/tile.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { readCheckpoint, readTile, type SignedLog } from './read-log.ts';

export type ExportedCopy = SignedLog & { readonly tilesWritten: number };

/** Throws what writing files throws. */
export async function exportCopy(
  context: Context,
  tenantId: string,
  folder: string,
): Promise<Result<ExportedCopy, Problem>> {
  const log = await readCheckpoint(context, tenantId);
  if (!log.ok) return log;
  const { size, note, verifierKey } = log.value;
  if (!isFreeFor(folder, verifierKey)) {
    return fail({ code: 'already-exists', detail: `"${folder}" holds something else than a copy of this log.` });
  }
  const sizeThere = copiedSize(folder, verifierKey);
  if (sizeThere > size) {
    const detail = `"${folder}" has ${sizeThere} events and the log only ${size}: it was cut. Keep that copy.`;
    return fail({ code: 'already-exists', detail });
  }
  write(folder, KEY_PATH, `${verifierKey}\n`);
  const written: Tile[] = [];
  for (const tile of tilesOf(size)) {
    if (existsSync(join(folder, tilePath(tile)))) continue;
    const bytes = await readTile(context, tenantId, tile);
    if (!bytes.ok) return bytes;
    write(folder, tilePath(tile), bytes.value);
    written.push(tile);
  }
  write(folder, CHECKPOINT_PATH, note);
  for (const tile of written) if (tile.width === TILE_WIDTH) removeNarrower(folder, tile);
  return ok({ ...log.value, tilesWritten: written.length });
}

/** A folder that is empty, not there yet, or a copy of this very log. */
function isFreeFor(folder: string, verifierKey: string): boolean {
  if (!existsSync(folder)) return true;
  const names = readdirSync(folder);
  return (
    names.length === 0 ||
    (names.includes(KEY_PATH) && readFileSync(join(folder, KEY_PATH), 'utf8') === `${verifierKey}\n`)
  );
}

/** How many events the copy that is there claims; none if it claims nothing that the log has signed. */
function copiedSize(folder: string, verifierKey: string): number {
  const [path, key] = [join(folder, CHECKPOINT_PATH), parseVerifierKey(verifierKey)];
  const checkpoint = key !== undefined && existsSync(path) ? openCheckpoint(readFileSync(path), key) : undefined;
  return checkpoint?.ok === true ? checkpoint.value.size : 0;
}

/** In one step, so that nobody reads half a file. */
function write(folder: string, path: string, content: string | Uint8Array): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  const fresh = join(folder, '.new');
  writeFileSync(fresh, content, { flush: true });
  renameSync(fresh, target);
}

/** The tiles that were not full yet when earlier copies were made. */
function removeNarrower(folder: string, full: Tile): void {
  rmSync(join(folder, `${tilePath(full)}.p`), { recursive: true, force: true });
}
