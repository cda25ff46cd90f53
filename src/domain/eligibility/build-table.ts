// Minimum builds for each Windows release and occasion, as data that can be replaced without a new version.

import type { Occasion } from '../enrollment/phase.ts';

export type BuildTable = {
  /** When and from what it was made: stored with every decision. */
  readonly version: string;
  readonly releases: readonly ReleaseMinimums[];
};

export type ReleaseMinimums = {
  /** For people: `Windows 11 24H2`. */
  readonly name: string;
  /** Third part of the version: 26100. */
  readonly build: number;
  /** The least update revision for each occasion; left out: not on this release. */
  readonly minimum: Readonly<Partial<Record<Occasion, MinimumRevision>>>;
};

export type MinimumRevision = {
  /** Fourth part of the version. */
  readonly revision: number;
  /** The update that brings it: `KB5063878`. */
  readonly update?: string;
};
