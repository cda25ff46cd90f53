// What can be wrong with the keys a service is started with. Such a service does not start: each problem names the fix.

export type KeyConfigurationProblem = {
  readonly code: (typeof keyConfigurationProblemCodes)[number];
  readonly detail: string;
  readonly fix: string;
};

export const keyConfigurationProblemCodes = [
  'key-not-configured',
  'key-malformed',
  'key-file-unsafe',
  'key-file-unusable',
  'key-in-use',
  'key-lost',
  'key-unavailable',
] as const;

export function keyConfigurationProblem(
  code: KeyConfigurationProblem['code'],
  detail: string,
  fix: string,
): KeyConfigurationProblem {
  return { code, detail, fix };
}
