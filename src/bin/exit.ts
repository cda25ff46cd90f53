// What the program's exit codes mean; scripts may rely on them.

export const EXIT = {
  /** Everything that was asked for is done and confirmed. */
  done: 0,
  /** Nothing was changed, or what failed is said. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** Some of it was done; the rest is listed with reasons. */
  partial: 3,
  /** `verify` and `diff --exit-code`: the two differ. */
  different: 4,
  /** `ca`: Conditional Access blocks the sign-in. */
  blocked: 5,
  /** `ca`: whether it blocks depends on facts that were not given, or on a policy that can not be read. */
  undecided: 6,
} as const;
