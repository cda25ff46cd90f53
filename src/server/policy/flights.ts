// Which preview features are open to an organization, and the acceptance of their terms: by a person, by name, on record.

import { FLIGHTS, type Flight, isChosen, isOpen } from '../../domain/eligibility/flights.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Flight as FlightBody } from '../../protocol/operations/flights.ts';
import type { Problem } from '../../protocol/problem.ts';
import { appendAuditEvent } from '../audit/audit-store.ts';
import { type Context, newId } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import { inTenant } from '../transact.ts';
import { type Acceptance, findAcceptances, removeAcceptance, storeAcceptance } from './flight-store.ts';
import { findStoredChoices } from './tenant-choice-store.ts';
import type { ChoiceAct } from './tenant-choices.ts';

export type FlightAct = ChoiceAct & { readonly flightId: string };

export function listFlights(
  context: Context,
  tenantId: string,
): Promise<Result<{ readonly flights: FlightBody[] }, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const flights: FlightBody[] = [];
    for (const flight of FLIGHTS) flights.push(await bodyOf(tx, flight));
    return ok({ flights });
  });
}

export function getFlight(context: Context, tenantId: string, flightId: string): Promise<Result<FlightBody, Problem>> {
  return onFlight(context, { tenantId, flightId }, async (tx, flight) => ok(await bodyOf(tx, flight)));
}

/** Accepting again what is accepted changes nothing, whoever does. */
export function acceptFlight(
  context: Context,
  act: FlightAct,
  { termsVersion, by }: { readonly termsVersion: string; readonly by: string },
): Promise<Result<FlightBody, Problem>> {
  const now = context.clock();
  const eventId = newId(context);
  return onFlight(context, act, async (tx, flight, before) => {
    const { version } = flight.terms;
    if (termsVersion !== version) return staleTerms(flight, termsVersion);
    if (before?.termsVersion === version) return ok(await bodyOf(tx, flight));

    await storeAcceptance(tx, { flightId: flight.id, termsVersion, acceptedBy: by, acceptedAt: new Date(now) });
    const body = await bodyOf(tx, flight);
    const properties = {
      terms: { old: before?.termsVersion, new: version },
      acceptedBy: { old: before?.acceptedBy, new: by },
    };
    await appendAuditEvent(tx, {
      ...whoAndWhen(act, now, eventId),
      activity: 'flight.accepted',
      resources: [{ type: 'Flight', id: flight.id, name: flight.name, properties }],
    });
    return ok(body);
  });
}

/** Of what is not accepted there is nothing to take back. */
export function withdrawFlight(context: Context, act: FlightAct): Promise<Result<FlightBody, Problem>> {
  const now = context.clock();
  const eventId = newId(context);
  return onFlight(context, act, async (tx, flight, before) => {
    if (before === undefined) return ok(await bodyOf(tx, flight));
    await removeAcceptance(tx, flight.id);
    const body = await bodyOf(tx, flight);
    await appendAuditEvent(tx, {
      ...whoAndWhen(act, now, eventId),
      activity: 'flight.withdrawn',
      resources: [
        { type: 'Flight', id: flight.id, name: flight.name, properties: { terms: { old: before.termsVersion } } },
      ],
    });
    return ok(body);
  });
}

function onFlight(
  context: Context,
  { tenantId, flightId }: Pick<FlightAct, 'tenantId' | 'flightId'>,
  work: (tx: TenantTransaction, flight: Flight, before: Acceptance | undefined) => Promise<Result<FlightBody, Problem>>,
): Promise<Result<FlightBody, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const flight = FLIGHTS.find(({ id }) => id === flightId);
    if (flight === undefined) return notAFlight(flightId);
    const before = (await findAcceptances(tx)).find((it) => it.flightId === flightId);
    return work(tx, flight, before);
  });
}

async function bodyOf(tx: TenantTransaction, flight: Flight): Promise<FlightBody> {
  const { id: flightId, name, changes, terms } = flight;
  const accepted = (await findAcceptances(tx)).find((it) => it.flightId === flightId);
  const chosen = await findStoredChoices(tx);
  return {
    flightId,
    name,
    changes,
    terms: { ...terms },
    isChosen: chosen !== undefined && isChosen(flight, chosen),
    isOpen: accepted !== undefined && isOpen(flight, new Map([[flightId, accepted.termsVersion]])),
    accepted: accepted === undefined ? null : acceptedBody(accepted),
  };
}

function acceptedBody({ termsVersion: version, acceptedBy: by, acceptedAt }: Acceptance): FlightBody['accepted'] {
  return { version, by, at: acceptedAt.toISOString() };
}

function whoAndWhen({ actor, correlationId }: FlightAct, now: number, eventId: string) {
  return { eventId, occurredAt: now, actor, correlationId };
}

function notAFlight(flightId: string): Result<never, Problem> {
  const known = FLIGHTS.map(({ id }) => id).join(', ');
  return fail({ code: 'not-found', detail: `There is no preview feature "${flightId}". There are: ${known}.` });
}

function staleTerms({ name, terms }: Flight, shown: string): Result<never, Problem> {
  const detail = `The terms of "${name}" are those of version ${terms.version}, and not of "${shown}". Read them and accept these.`;
  return fail({ code: 'stale-version', detail });
}
