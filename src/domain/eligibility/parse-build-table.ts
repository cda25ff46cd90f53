// Reads a table of builds that an organization gives. Everything wrong with it is named at once, with its place; a table that
// is not understood in full is not taken at all, because a minimum that is lost lets devices through.

import { fail, ok, type Result } from '../../lib/result.ts';
import { type Occasion, OCCASIONS } from '../enrollment/phase.ts';
import type { BuildTable, MinimumRevision, ReleaseMinimums } from './build-table.ts';

/** Parsed JSON in, a table or every reason why it is none. */
export function parseBuildTable(json: unknown): Result<BuildTable, readonly string[]> {
  const problems: string[] = [];
  const report = (place: string, what: string): undefined => void problems.push(`${place}: ${what}`);
  const table = readTable(json, report);
  return table === undefined || problems.length > 0 ? fail(problems) : ok(table);
}

type Report = (place: string, what: string) => undefined;

const TEXT_LENGTH_MAX = 100;
const RELEASES_MAX = 100;
const NUMBER_MAX = 0xffff_ffff;

function readTable(json: unknown, report: Report): BuildTable | undefined {
  const object = readObject(json, '$', ['version', 'releases'], report);
  if (object === undefined) return undefined;
  const version = readText(object['version'], '$.version', report);
  const list = object['releases'];
  if (!Array.isArray(list) || list.length === 0 || list.length > RELEASES_MAX)
    return report('$.releases', `has to be a list of 1 to ${RELEASES_MAX} releases`);
  const releases = list.flatMap((item, index) => readRelease(item, `$.releases[${index}]`, report) ?? []);
  reportTwice(releases, report);
  return version === undefined ? undefined : { version, releases };
}

function reportTwice(releases: readonly ReleaseMinimums[], report: Report): void {
  const builds = releases.map(({ build }) => build);
  const twice = new Set(builds.filter((build, index) => builds.indexOf(build) !== index));
  for (const build of twice) report('$.releases', `build ${build} is there more than once`);
}

function readRelease(json: unknown, place: string, report: Report): ReleaseMinimums | undefined {
  const object = readObject(json, place, ['name', 'build', 'minimum'], report);
  if (object === undefined) return undefined;
  const name = readText(object['name'], `${place}.name`, report);
  const build = readNumber(object['build'], 1, `${place}.build`, report);
  const minimums = readObject(object['minimum'], `${place}.minimum`, OCCASIONS, report);
  if (name === undefined || build === undefined || minimums === undefined) return undefined;
  const minimum: Partial<Record<Occasion, MinimumRevision>> = {};
  for (const occasion of OCCASIONS) {
    if (!Object.hasOwn(minimums, occasion)) continue;
    const revision = readMinimum(minimums[occasion], `${place}.minimum.${occasion}`, report);
    if (revision !== undefined) minimum[occasion] = revision;
  }
  return { name, build, minimum };
}

function readMinimum(json: unknown, place: string, report: Report): MinimumRevision | undefined {
  const object = readObject(json, place, ['revision', 'update'], report);
  if (object === undefined) return undefined;
  const revision = readNumber(object['revision'], 0, `${place}.revision`, report);
  if (revision === undefined || !Object.hasOwn(object, 'update'))
    return revision === undefined ? undefined : { revision };
  const update = readText(object['update'], `${place}.update`, report);
  return update === undefined ? undefined : { revision, update };
}

function readObject(
  json: unknown,
  place: string,
  known: readonly string[],
  report: Report,
): Readonly<Record<string, unknown>> | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return report(place, 'has to be an object');
  for (const member of Object.keys(json)) {
    if (!known.includes(member))
      report(place, `${JSON.stringify(member.slice(0, TEXT_LENGTH_MAX))} is not known here, only ${known.join(', ')}`);
  }
  return json as Readonly<Record<string, unknown>>;
}

function readText(json: unknown, place: string, report: Report): string | undefined {
  const isText = typeof json === 'string' && json.length > 0 && json.length <= TEXT_LENGTH_MAX;
  return isText ? json : report(place, `has to be a text of 1 to ${TEXT_LENGTH_MAX} characters`);
}

function readNumber(json: unknown, least: number, place: string, report: Report): number | undefined {
  const isNumber = typeof json === 'number' && Number.isInteger(json) && json >= least && json <= NUMBER_MAX;
  return isNumber ? json : report(place, `has to be a whole number from ${least} on`);
}
