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

/** The release with exactly this build. */
export function releaseOf({ releases }: BuildTable, build: number): ReleaseMinimums | undefined {
  return releases.find((release) => release.build === build);
}

/** Above every listed release: what a release brought, the next ones have. A table that lists nothing allows nothing. */
export function isNewerThanListed({ releases }: BuildTable, build: number): boolean {
  return releases.length > 0 && releases.every((release) => release.build < build);
}

/** The next release above a build that has the occasion, for advice on what to install. */
export function nextReleaseFor(
  { releases }: BuildTable,
  occasion: Occasion,
  build: number,
): ReleaseMinimums | undefined {
  return releases
    .filter((release) => release.build > build && release.minimum[occasion] !== undefined)
    .toSorted((one, other) => one.build - other.build)[0];
}

/** `26100.4946 (KB5063878)` */
export function minimumWords({ build }: ReleaseMinimums, { revision, update }: MinimumRevision): string {
  return `${build}.${revision}${update === undefined ? '' : ` (${update})`}`;
}
