// What can be wrong with a hive or its logs, as values from one closed list.

export type HiveProblemCode =
  // the base block
  | 'not-a-hive'
  | 'unsupported-version'
  | 'not-a-primary-file'
  | 'bad-header-checksum'
  | 'bad-header'
  | 'truncated'
  // bins and cells
  | 'bad-bin'
  | 'bad-cell-offset'
  | 'bad-cell-size'
  | 'cell-not-allocated'
  | 'shared-cell'
  // records
  | 'bad-root'
  | 'bad-key'
  | 'bad-value'
  | 'bad-security'
  | 'bad-class-name'
  | 'bad-name'
  | 'bad-subkey-list'
  | 'bad-value-list'
  | 'bad-value-data'
  | 'bad-big-data'
  | 'wrong-parent'
  | 'key-listed-twice'
  | 'subkey-count-mismatch'
  | 'too-deep'
  // transaction logs
  | 'log-bad-header'
  | 'log-unknown-format'
  | 'log-timestamp-mismatch'
  | 'log-sequence-mismatch'
  | 'log-bad-dirty-vector'
  | 'log-bad-entry'
  | 'log-not-continued'
  | 'log-no-entries'
  // editing
  | 'hive-dirty'
  // lenient reading gave up listing
  | 'too-many-problems';

export type HiveProblem = {
  readonly code: HiveProblemCode;
  /** Bytes from the start of the file (of the log file for `log-…`). */
  readonly offset: number;
  /** One English sentence that says what was found and what was expected. */
  readonly detail: string;
  /** The key met on the way, from the root, backslash-separated; the root itself is the empty string. */
  readonly path?: string;
};

/** Thrown in strict mode by iterators and look-ups that meet damage; `verifyHive` turns it into a value. */
export class HiveError extends Error {
  readonly problem: HiveProblem;

  constructor(problem: HiveProblem) {
    const where = problem.path === undefined ? '' : ` (key "${problem.path}")`;
    super(`${problem.code} at offset ${problem.offset}: ${problem.detail}${where}`);
    this.name = 'HiveError';
    this.problem = problem;
  }
}
