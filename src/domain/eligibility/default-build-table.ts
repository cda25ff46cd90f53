// The minimum builds that Microsoft documents, and what an organization begins with.
//
// Where Microsoft's pages disagree the newer page wins; the older one is `INTUNE_BUILD_TABLE`, for an organization that
// wants it. A release left out for an occasion is not supported on it; builds above the newest release are, because what one
// release brings the next ones have. `inUse` is Keepsake's own: it needs nothing of Windows' but a release it knows.

import type { BuildTable, MinimumRevision, ReleaseMinimums } from './build-table.ts';

const ANY: MinimumRevision = { revision: 0 };

const RELEASES: readonly ReleaseMinimums[] = [
  {
    name: 'Windows 10 22H2',
    build: 19045,
    minimum: { backup: { revision: 6216, update: 'KB5063709' }, inUse: ANY },
  },
  {
    name: 'Windows 11 22H2',
    build: 22621,
    minimum: {
      backup: { revision: 5768, update: 'KB5063875' },
      oobe: { revision: 3958, update: 'KB5040527' },
      inUse: ANY,
    },
  },
  {
    name: 'Windows 11 23H2',
    build: 22631,
    minimum: {
      backup: { revision: 5768, update: 'KB5063875' },
      oobe: { revision: 3958, update: 'KB5040527' },
      inUse: ANY,
    },
  },
  {
    name: 'Windows 11 24H2',
    build: 26100,
    minimum: {
      backup: { revision: 4946, update: 'KB5063878' },
      oobe: { revision: 4770, update: 'KB5062660' },
      firstSignIn: { revision: 7922, update: 'KB5077241' },
      inUse: ANY,
    },
  },
  {
    name: 'Windows 11 25H2',
    build: 26200,
    minimum: { backup: ANY, oobe: ANY, firstSignIn: { revision: 7922, update: 'KB5077241' }, inUse: ANY },
  },
  { name: 'Windows 11 26H2', build: 26300, minimum: { backup: ANY, oobe: ANY, firstSignIn: ANY, inUse: ANY } },
];

export const DEFAULT_BUILD_TABLE: BuildTable = { version: '2026-09-29', releases: RELEASES };

/** 24H2 may restore in setup from its first revision on, as the page for Intune says. */
export const INTUNE_BUILD_TABLE: BuildTable = {
  version: '2025-11-21',
  releases: RELEASES.map((release) =>
    release.build === 26100 ? { ...release, minimum: { ...release.minimum, oobe: { revision: 1301 } } } : release,
  ),
};
