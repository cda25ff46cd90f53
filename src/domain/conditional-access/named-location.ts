// Named locations: IP ranges, countries, compliant networks. Read as exported; what a sign-in's place says of them.

import type { Json } from '../../lib/canonical-json.ts';
import { type IpRange, parseIpRange } from '../../lib/ip-range.ts';
import type { Finding } from './finding.ts';
import { type JsonObject, memberNames, type Members, membersOf } from './members.ts';

export type NamedLocation = {
  readonly source: Json;
  readonly id: string | undefined;
  readonly name: string;
  /** `undefined`: a kind nobody here knows, or too broken to use. */
  readonly place: LocationPlace | undefined;
  readonly isTrusted: boolean;
  readonly findings: readonly Finding[];
};

export type LocationPlace =
  | { readonly kind: 'ip'; readonly ranges: readonly IpRange[] }
  | {
      readonly kind: 'country';
      readonly countries: readonly string[];
      readonly method: 'clientIpAddress' | 'authenticatorAppGps';
      readonly includesUnknown: boolean;
    }
  | { readonly kind: 'compliantNetwork' };

export function parseNamedLocation(source: Json, origin = 'unnamed location'): NamedLocation {
  const findings: Finding[] = [];
  const at = membersOf(source, '$', findings);
  const id = at.text('id');
  const place = readPlace(at, findings);
  if (place === undefined) at.report('unknown-member', 'It is neither IP ranges, countries nor a compliant network.');
  const location = {
    source,
    id,
    name: at.text('displayName') ?? id ?? origin,
    isTrusted: at.flag('isTrusted') ?? false,
  };
  for (const name of ['createdDateTime', 'modifiedDateTime', 'deletedDateTime']) at.says(name);
  at.unread();
  return { ...location, place, findings };
}

export function isNamedLocation(json: JsonObject): boolean {
  const names = memberNames(json);
  return ['ipranges', 'countriesandregions', 'compliantnetworktype'].some((name) => names.includes(name));
}

function readPlace(at: Members, findings: Finding[]): LocationPlace | undefined {
  if (at.says('compliantNetworkType')) return { kind: 'compliantNetwork' };
  if (at.says('countriesAndRegions')) {
    const lookup = at.word('countryLookupMethod', METHODS) ?? 'clientIpAddress';
    const method = METHODS.find((known) => known === lookup);
    const countries = at.texts('countriesAndRegions').map((country) => country.toUpperCase());
    const includesUnknown = at.flag('includeUnknownCountriesAndRegions') ?? false;
    return method === undefined ? undefined : { kind: 'country', countries, method, includesUnknown };
  }
  const before = findings.length;
  const ranges = at.objects('ipRanges').flatMap(readRange);
  return ranges.length > 0 && findings.length === before ? { kind: 'ip', ranges } : undefined;
}

const METHODS = ['clientIpAddress', 'authenticatorAppGps'] as const;

function readRange(at: Members): readonly IpRange[] {
  const cidr = at.text('cidrAddress');
  const [lower, upper] = [at.text('lowerAddress'), at.text('upperAddress')];
  at.unread();
  const text = cidr ?? `${lower ?? ''}-${upper ?? ''}`;
  const range = parseIpRange(text);
  if (range === undefined) at.report('bad-range', `"${text}" is neither CIDR nor two addresses of one family.`);
  return range === undefined ? [] : [range];
}
