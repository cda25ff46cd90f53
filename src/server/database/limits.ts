// Every limit of the database layer, in one place.

export const databaseLimits = {
  /** PostgreSQL 15: `security_invoker` views, `NULLS NOT DISTINCT`, and a `public` schema that only its owner may fill. */
  serverVersionMin: 150_000,

  /** Connections of one process. PostgreSQL's own default limit is 100, so several processes fit. */
  poolConnectionsMax: 16,
  poolIdleMilliseconds: 30_000,
  connectMilliseconds: 5_000,

  /** One statement, one wait for a lock, and one pause between two statements of a transaction. */
  statementMilliseconds: 30_000,
  lockMilliseconds: 10_000,
  idleInTransactionMilliseconds: 30_000,

  /** Transactions that lost against another one (40001, 40P01): tried this often in all, with growing pauses. */
  conflictAttemptsMax: 10,
  conflictPauseMilliseconds: 5,
  conflictPauseMillisecondsMax: 500,

  /** A server that is away (failover, restart): tried again for this long. Measured failovers take 2 to 8 seconds. */
  unavailableMilliseconds: 20_000,
  unavailablePauseMilliseconds: 50,
  unavailablePauseMillisecondsMax: 1_000,

  /** The embedded server: from start to ready, crash recovery included; from stop to gone; for one of initdb's runs. */
  embeddedReadyMilliseconds: 300_000,
  embeddedStopMilliseconds: 60_000,
  embeddedInitializeMilliseconds: 120_000,
  embeddedPollMilliseconds: 10,
  embeddedLogLinesKept: 20,
} as const;
