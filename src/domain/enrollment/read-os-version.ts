// Windows versions as records have them: 10.0.26100 or 10.0.26100.4946. Of another system, or in another form, they say nothing.

import { said, type Statement } from './statement.ts';

export function readOsVersion(version: string | undefined): readonly Statement[] {
  const parts = /^10\.0\.(\d{5,6})(?:\.(\d{1,6}))?$/.exec(version ?? '');
  if (parts === null) return [];
  const [build, revision] = [Number(parts[1]), parts[2] === undefined ? undefined : Number(parts[2])];
  return [
    ...said('device.windowsBuild', build),
    // Records write 0 where only the build was collected.
    ...said(`device.updateRevision of ${build}`, revision === 0 ? undefined : revision),
  ];
}
