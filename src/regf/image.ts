// The bytes of a hive with checked access to its cells: the one place that decides whether an offset may be followed.
//
// Strict: damage is thrown as a HiveError. Lenient: it is noted and the caller goes on without that piece.
// Work and memory stay proportional to the file whatever the numbers in it say, because a cell that is expensive to
// read (a long list, a long name, a big value) may belong to one owner only; see `claim`.

import { BASE_BLOCK_SIZE, BIN, BIN_HEADER_SIZE, CELL_HEADER_SIZE, PAGE_SIZE, SIGNATURE_HBIN } from './layout.ts';
import { HiveError, type HiveProblem, type HiveProblemCode } from './problem.ts';

export type HiveMode = 'strict' | 'lenient';

/** Whoever is being read when damage is met, so that the report can name the key. */
export type ProblemPlace = { readonly path: string };

/** A damaged hive can hold more problems than anyone reads; the list ends with `too-many-problems`. */
const PROBLEMS_MAX = 10_000;

export class HiveImage {
  bytes: Uint8Array;
  view: DataView;
  binsSize = 0;
  readonly minorVersion: number;
  readonly mode: HiveMode;
  /** Verified and exclusively ours: ownership need not be checked again. */
  trusted = false;
  readonly problems: HiveProblem[] = [];
  /** For each 4096-byte page of the bins data, where its bin ends (0: no valid bin there). */
  binEnds: Uint32Array = new Uint32Array(0);
  readonly #reported = new Set<string>();
  readonly #owners = new Map<number, number>();
  #listedKeys: Uint8Array | undefined;

  constructor(bytes: Uint8Array, minorVersion: number, mode: HiveMode) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.minorVersion = minorVersion;
    this.mode = mode;
  }

  /** Throws in strict mode; otherwise notes the problem once. `offset` counts from the start of the file. */
  report(code: HiveProblemCode, offset: number, detail: string, place?: ProblemPlace): void {
    const problem = { code, offset, detail, ...(place === undefined ? {} : { path: place.path }) };
    if (this.mode === 'strict') throw new HiveError(problem);
    const id = `${code} ${offset}`;
    if (this.problems.length > PROBLEMS_MAX || this.#reported.has(id)) return;
    this.#reported.add(id);
    this.problems.push(
      this.problems.length < PROBLEMS_MAX
        ? problem
        : { code: 'too-many-problems', offset, detail: `More than ${PROBLEMS_MAX} problems; the rest is not listed.` },
    );
  }

  /** Follows the chain of bins up to `size` bytes, or as far as it is sound when `size` is undefined. */
  readBins(size: number | undefined): void {
    const available = Math.max(0, this.bytes.length - BASE_BLOCK_SIZE);
    const limit = Math.min(size ?? available, available);
    this.binEnds = new Uint32Array(Math.ceil(limit / PAGE_SIZE));
    let at = 0;
    while (at + BIN_HEADER_SIZE <= limit) {
      const bin = this.#binSizeAt(at, limit, size === undefined);
      if (bin === undefined) {
        if (size === undefined) break;
        at += PAGE_SIZE;
      } else {
        this.binEnds.fill(at + bin, at / PAGE_SIZE, Math.ceil((at + bin) / PAGE_SIZE));
        at += bin;
      }
    }
    this.binsSize = Math.min(at, limit);
  }

  #binSizeAt(at: number, limit: number, quiet: boolean): number | undefined {
    const position = BASE_BLOCK_SIZE + at;
    const report = (detail: string): undefined => {
      if (!quiet) this.report('bad-bin', position, detail);
      return undefined;
    };
    if (this.view.getUint32(position + BIN.signature, true) !== SIGNATURE_HBIN) {
      return report('A hive bin does not begin with "hbin".');
    }
    const stated = this.view.getUint32(position + BIN.offset, true);
    if (stated !== at) return report(`The hive bin says it lies at ${stated}, but it lies at ${at}.`);
    const size = this.view.getUint32(position + BIN.size, true);
    if (size === 0 || size % PAGE_SIZE !== 0) return report(`The hive bin's size ${size} is not a multiple of 4096.`);
    if (size > limit - at) {
      report(`The hive bin's size ${size} goes past the end of the data, ${limit - at} bytes away.`);
      return quiet ? undefined : limit - at;
    }
    return size;
  }

  /** Payload bytes of the allocated cell at `cell`, or -1 once the damage is reported. */
  cell(cell: number, what: string, place?: ProblemPlace): number {
    if ((cell & 7) !== 0 || cell < BIN_HEADER_SIZE || cell > this.binsSize - 8) {
      this.report('bad-cell-offset', BASE_BLOCK_SIZE + cell, `The offset of ${what} is outside the cells.`, place);
      return -1;
    }
    const size = -this.view.getInt32(BASE_BLOCK_SIZE + cell, true);
    if (size <= 0) {
      this.report('cell-not-allocated', BASE_BLOCK_SIZE + cell, `The cell of ${what} is not in use.`, place);
      return -1;
    }
    if ((size & 7) !== 0 || size > (this.binEnds[cell >>> 12] ?? 0) - cell) {
      this.report('bad-cell-size', BASE_BLOCK_SIZE + cell, `The cell of ${what} has the bad size ${size}.`, place);
      return -1;
    }
    return size - CELL_HEADER_SIZE;
  }

  /**
   * Whether `owner` may read the expensive cell `cell`: the first to ask owns it. Without this a small hostile file in
   * which many keys share one long list would take hours to walk.
   */
  claim(cell: number, owner: number, what: string, place?: ProblemPlace): boolean {
    if (this.trusted) return true;
    const known = this.#owners.get(cell);
    if (known === undefined) {
      this.#owners.set(cell, owner);
      return true;
    }
    if (known === owner) return true;
    this.report('shared-cell', BASE_BLOCK_SIZE + cell, `The cell of ${what} also belongs to another record.`, place);
    return false;
  }

  /** Remembers that the key at `cell` was listed by the key its parent field names. */
  markListed(cell: number): void {
    this.#listedKeys ??= new Uint8Array((this.binsSize >>> 6) + 1);
    this.#listedKeys[cell >>> 6] = (this.#listedKeys[cell >>> 6] ?? 0) | (1 << ((cell >>> 3) & 7));
  }

  wasListed(cell: number): boolean {
    return this.#listedKeys !== undefined && ((this.#listedKeys[cell >>> 6] ?? 0) & (1 << ((cell >>> 3) & 7))) !== 0;
  }

  /** The owner `claim` recorded, if any. */
  ownerOf(cell: number): number | undefined {
    return this.#owners.get(cell);
  }
}
