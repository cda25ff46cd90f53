// What stands against something, or should be put right, about one policy; with what to do.

export type PolicyFinding = {
  readonly code:
    | 'backup-not-enabled'
    | 'backup-disabled'
    | 'companion-disabled'
    | 'everything-excluded'
    | 'restore-not-enabled'
    | 'restore-disabled'
    | 'policy-conflict'
    | 'policy-mixed'
    | 'policy-not-understood';
  /** The policy it concerns. */
  readonly policy: string;
  readonly detail: string;
  readonly fix: string;
};
