// Windows is new enough, by the table of builds that holds for the organization. Not to be lifted: whoever wants another
// minimum changes the table, so that what holds is always a number that somebody chose.
//
// A build above every listed release is new enough. One between two releases or below all of them is a release nobody listed:
// a preview, a server, or too old.

import { describeBuild } from '../../device/windows-build.ts';
import type { Occasion } from '../../enrollment/phase.ts';
import type { TenantChoices } from '../choices.ts';
import {
  isNewerThanListed,
  minimumWords,
  type MinimumRevision,
  nextReleaseFor,
  type ReleaseMinimums,
  releaseOf,
} from '../build-table.ts';
import type { EligibilityFacts } from '../facts.ts';
import { no, unknown, yes } from '../judge.ts';
import { OCCASION_WORDS } from '../occasion-words.ts';
import type { Judgement, Rule } from '../rule.ts';

export const minimumBuild: Rule = {
  id: 'minimum-build',
  title: 'Windows has at least the build that the table of builds names for the occasion',
  occasions: ['backup', 'oobe', 'firstSignIn', 'inUse'],
  limit: 'technical',
  requirements: ['R12', 'R13'],
  source: "Microsoft's minimum builds, as the table of builds has them",
  judge: (facts, choices) => {
    const { windowsBuild, updateRevision } = facts.device;
    const { buildTable } = choices;
    if (windowsBuild === undefined) return unknown('device.windowsBuild');
    const release = releaseOf(buildTable, windowsBuild);
    if (release === undefined)
      return isNewerThanListed(buildTable, windowsBuild) ? NEWER : notListed(windowsBuild, facts, choices);
    const minimum = release.minimum[facts.occasion];
    if (minimum === undefined) return notOnRelease(release, facts, choices);
    if (minimum.revision === 0) return NEW_ENOUGH;
    if (updateRevision === undefined) return unknown('device.updateRevision');
    return updateRevision >= minimum.revision ? NEW_ENOUGH : tooOld(release, minimum, updateRevision, facts);
  },
};

const NEW_ENOUGH = yes('At least the minimum build of its release');
const NEWER = yes('A newer release than any in the table of builds');

function notListed(build: number, { occasion }: EligibilityFacts, choices: TenantChoices): Judgement {
  return no(describeBuild(build), {
    code: 'build-not-listed',
    administrator: `Build ${build} is no release in the table of builds (${choices.buildTable.version}), and older than the newest one there.`,
    person: 'The version of Windows on this device can not do this. Your IT department can bring it up to date.',
    fix: `Update to ${newerRelease(build, occasion, choices)}; or, if the build is known to work, an administrator adds it to the table of builds.`,
  });
}

function notOnRelease(release: ReleaseMinimums, { occasion }: EligibilityFacts, choices: TenantChoices): Judgement {
  return no(release.name, {
    code: 'release-not-supported',
    administrator: `${release.name} is not supported for ${OCCASION_WORDS[occasion]}.`,
    person: 'The version of Windows on this device can not do this. Your IT department can bring it up to date.',
    fix: `Update to ${newerRelease(release.build, occasion, choices)}.`,
  });
}

function newerRelease(build: number, occasion: Occasion, { buildTable }: TenantChoices): string {
  const next = nextReleaseFor(buildTable, occasion, build);
  const minimum = next?.minimum[occasion];
  if (next === undefined || minimum === undefined) return 'a newer release';
  return minimum.revision === 0
    ? `${next.name} or newer`
    : `${next.name}, build ${minimumWords(next, minimum)}, or newer`;
}

function tooOld(
  release: ReleaseMinimums,
  minimum: MinimumRevision,
  revision: number,
  { occasion, enrollment }: EligibilityFacts,
): Judgement {
  const evidence = `${release.name}, build ${release.build}.${revision}`;
  const needed = minimumWords(release, minimum);
  if (occasion === 'oobe' && enrollment.installsQualityUpdates === true) {
    return no(evidence, {
      code: 'build-waits-for-quality-updates',
      administrator: `The build is older than ${needed}. The Enrollment Status Page installs quality updates first; the offer follows once they are in.`,
      person:
        'Windows is installing updates first. When they are done, you will be asked about your settings if a backup is ready for you.',
      fix: 'Nothing: let the updates of the Enrollment Status Page finish. Newer installation images make them unnecessary.',
    });
  }
  return no(evidence, {
    code: 'build-too-old',
    administrator: `The build is older than ${needed}, which ${OCCASION_WORDS[occasion]} needs.`,
    person:
      'Windows on this device needs an update before this can be done. Installing the waiting Windows updates, or your IT department, gets it there.',
    fix:
      occasion === 'oobe'
        ? `${ESP_FIX} Or use an installation image with ${needed} or newer.`
        : `Install ${needed} or a newer cumulative update by Windows Update.`,
  });
}

const ESP_FIX =
  'An administrator switches on "Install Windows quality updates" of the Enrollment Status Page (Intune › Devices › Enrollment › Windows › Enrollment Status Page).';
