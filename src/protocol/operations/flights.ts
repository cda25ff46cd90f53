// Features that are opened to some organizations first: which there are, and whose terms somebody accepted.

import { type Static, Type } from 'typebox';
import { BODY_PROBLEMS, Instant, type Operation } from '../operation.ts';

const Closed = { additionalProperties: false } as const;
const FlightParams = Type.Object({ flightId: Type.String({ pattern: '^[a-z0-9-]{1,100}$' }) }, Closed);
const TermsVersion = Type.String({ minLength: 1, maxLength: 64 });

export const Flight = Type.Object({
  flightId: Type.String(),
  name: Type.String(),
  changes: Type.String(),
  terms: Type.Object({ version: TermsVersion, text: Type.String() }),
  /** Whether the organization's choices ask for it: `PATCH /v1/eligibility/choices`. */
  isChosen: Type.Boolean(),
  /** Whether the terms that are accepted are those in force. Only then what is chosen counts. */
  isOpen: Type.Boolean(),
  /** The last that were; another version than the one in force counts for nothing. */
  accepted: Type.Union([Type.Object({ version: TermsVersion, by: Type.String(), at: Instant }), Type.Null()]),
});
export type Flight = Static<typeof Flight>;

export const FlightAcceptance = Type.Object({ termsVersion: TermsVersion }, Closed);

export const FLIGHT_OPERATIONS = {
  listFlights: {
    method: 'GET',
    path: '/v1/flights',
    access: 'policy.read',
    summary: 'Preview features, their terms, and whether the organization accepted them.',
    answer: Type.Object({ flights: Type.Array(Flight) }),
    problems: [],
  },
  acceptFlight: {
    method: 'PUT',
    path: '/v1/flights/:flightId/acceptance',
    access: 'policy.manage',
    summary: 'Accepts the terms of a preview feature, by name. Those in force have to be named.',
    params: FlightParams,
    body: FlightAcceptance,
    answer: Flight,
    problems: [...BODY_PROBLEMS, 'not-found', 'stale-version'],
  },
  withdrawFlight: {
    method: 'DELETE',
    path: '/v1/flights/:flightId/acceptance',
    access: 'policy.manage',
    summary: 'Takes the acceptance back: what was chosen counts no more.',
    params: FlightParams,
    answer: Flight,
    problems: ['bad-request', 'not-found'],
  },
} as const satisfies Record<string, Operation>;
