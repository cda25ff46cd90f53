// Locations: is the sign-in at a place the policy names? Ranges of IPv4 and IPv6, countries, networks that are known to be
// compliant, and "all trusted" of them.

import { isInRange, parseIpAddress } from '../../../lib/ip-range.ts';
import type { NamedLocation } from '../named-location.ts';
import type { IncludeExclude } from '../policy.ts';
import type { Place } from '../sign-in.ts';
import type { Tenant } from '../tenant.ts';
import { any, ternary, type Ternary } from '../../../lib/ternary.ts';
import { type Clause, includedUnless, type Judgement } from './judgement.ts';

export function judgeLocation({ include, exclude }: IncludeExclude, place: Place, tenant: Tenant): Judgement {
  const clause = (reference: string): Clause => locationClause(reference, place, tenant);
  return includedUnless('location', (include.length === 0 ? ['All'] : include).map(clause), exclude.map(clause));
}

function locationClause(reference: string, place: Place, tenant: Tenant): Clause {
  const keyword = reference.toLowerCase();
  if (keyword === 'all') return { holds: 'yes', words: 'any location', isDefault: true };
  if (keyword === 'alltrusted') {
    return {
      holds: isTrusted(place, tenant),
      words: 'all trusted locations',
      needs: ['is the sign-in at a trusted location?'],
    };
  }
  const words = `location ${tenant.names.describe(reference)}`;
  const location = locationNamed(reference, tenant);
  if (location === undefined) return { holds: 'unknown', words, needs: [`the named location ${reference}`] };
  return { holds: isAt(location, place), words, needs: [needed(location)] };
}

/** Is this sign-in inside the location? */
export function isAt({ place: location }: NamedLocation, place: Place): Ternary {
  switch (location?.kind) {
    case undefined:
      return 'unknown';
    case 'compliantNetwork':
      return ternary(place.isCompliantNetwork);
    case 'country': {
      const country = location.method === 'clientIpAddress' ? place.country : place.gpsCountry;
      if (country === undefined) return 'unknown';
      return ternary(country === null ? location.includesUnknown : location.countries.includes(country.toUpperCase()));
    }
    case 'ip': {
      const address = place.ipAddress === undefined ? undefined : parseIpAddress(place.ipAddress);
      return ternary(address === undefined ? undefined : location.ranges.some((range) => isInRange(address, range)));
    }
  }
}

export function locationNamed(reference: string, { locations, names }: Tenant): NamedLocation | undefined {
  return locations.find(
    ({ id, name }) => (id !== undefined && names.same(reference, id) === 'yes') || name === reference,
  );
}

function isTrusted(place: Place, { locations, hasAllLocations }: Tenant): Ternary {
  if (place.isTrusted !== undefined) return ternary(place.isTrusted);
  const trusted = locations.filter((location) => location.isTrusted).map((location) => isAt(location, place));
  return any(hasAllLocations ? trusted : [...trusted, 'unknown']);
}

function needed({ name, place }: NamedLocation): string {
  switch (place?.kind) {
    case undefined:
      return `what the named location ${name} is`;
    case 'compliantNetwork':
      return 'is it a compliant network?';
    case 'country':
      return place.method === 'clientIpAddress' ? 'the country of the IP address' : 'the country by GPS';
    case 'ip':
      return 'the IP address';
  }
}
