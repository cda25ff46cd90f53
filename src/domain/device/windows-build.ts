// Windows builds as numbers (19045, 26100): the third part of 10.0.26100.4946. Ranges include both ends.

export type BuildRange = { readonly from?: number; readonly to?: number };

/** The first build of Windows 11 (21H2). */
export const WINDOWS_11_BUILD = 22000;

/** An unknown build is in every range that has no ends, and otherwise an open question: `undefined`. */
export function buildInRange(build: number | undefined, range: BuildRange | undefined): boolean | undefined {
  if (range === undefined || (range.from === undefined && range.to === undefined)) return true;
  if (build === undefined) return undefined;
  return build >= (range.from ?? 0) && build <= (range.to ?? Number.POSITIVE_INFINITY);
}

/** `Windows 11 24H2 (26100)`, or what little is known. */
export function describeBuild(build: number | undefined): string {
  if (build === undefined) return 'Windows (build unknown)';
  const release = RELEASES.find(([first]) => build >= first);
  return release === undefined ? `Windows (build ${build})` : `${release[1]} (${build})`;
}

const RELEASES: readonly (readonly [number, string])[] = [
  [26201, 'Windows 11'],
  [26200, 'Windows 11 25H2'],
  [26100, 'Windows 11 24H2'],
  [22631, 'Windows 11 23H2'],
  [22621, 'Windows 11 22H2'],
  [22000, 'Windows 11 21H2'],
  [19041, 'Windows 10 2004–22H2'],
  [10240, 'Windows 10'],
  [9200, 'Windows 8'],
  [7600, 'Windows 7'],
];
