// A copy of a log as files, and what can be found wrong with one.

export type LogCopy = {
  /** Of every file. */
  readonly paths: readonly string[];
  readonly read: (path: string) => Uint8Array | undefined;
};

/** Beside the tiles and bundles: what was signed, and the key to check it with. */
export const CHECKPOINT_PATH = 'checkpoint';
export const KEY_PATH = 'key';

export type Finding = {
  readonly code:
    | 'checkpoint-refused'
    | 'key-differs'
    | 'not-a-beginning'
    | 'file-missing'
    | 'entry-altered'
    | 'tile-altered'
    | 'log-altered'
    | 'entry-misplaced'
    | 'file-unknown';
  readonly detail: string;
  /** Which entry, where it is one. */
  readonly leafIndex?: number;
};

export function missing(path: string): Finding {
  return { code: 'file-missing', detail: `"${path}" is missing.` };
}

export function tileAltered(path: string, more = ''): Finding {
  return { code: 'tile-altered', detail: `"${path}" does not hold the hashes that were signed.${more}` };
}
