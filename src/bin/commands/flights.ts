// `keepsake flights`: preview features, and the acceptance of their terms.

import { Command } from 'commander';
import type { Flight } from '../../protocol/operations/flights.ts';
import { variablesHelp } from '../configuration.ts';
import { bold, outputOf, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { type LogOptions, onLog, withLog } from './audit-options.ts';

type AcceptOptions = LogOptions & { readonly terms: string; readonly by: string };

export function flightsCommand(): Command {
  return new Command('flights')
    .description('Preview features: which there are, their terms, and whether the organization accepted them.')
    .addCommand(common('list', 'List all of them.').action(list))
    .addCommand(common('show', 'Show one with its terms.').argument('<feature>', ID).action(show))
    .addCommand(
      common('accept', 'Accept the terms, so that what is chosen counts.')
        .argument('<feature>', ID)
        .requiredOption('--terms <version>', 'the version that was read, as "show" says it')
        .requiredOption('--by <name>', 'who accepts for the organization; it is recorded')
        .action(accept),
    )
    .addCommand(
      common('leave', 'Take the acceptance back: what was chosen counts no more.')
        .argument('<feature>', ID)
        .action(leave),
    )
    .addHelpText(
      'after',
      `
Chosen with "keepsake policy choices", and in force once its terms are accepted. Changed terms have to be accepted again.
${variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL', 'DATABASE_OWNER_URL'])}`,
    );
}

const ID = 'its id, as "list" says it';

function common(name: string, description: string): Command {
  return withJson(withLog(new Command(name))).description(description);
}

async function list(options: LogOptions): Promise<void> {
  const output = outputOf(options);
  const { listFlights } = await import('../../server/policy/flights.ts');
  const found = await onLog(options, listFlights);
  if (!found.ok) return output.complain(found.error);
  const rows = found.value.flights.map((it) => [it.flightId, stateOf(it), it.name]);
  output.result(table(['Feature', 'State', 'What it is'], rows), found.value);
}

async function show(flightId: string, options: LogOptions): Promise<void> {
  const output = outputOf(options);
  const { getFlight } = await import('../../server/policy/flights.ts');
  const found = await onLog(options, (context, tenantId) => getFlight(context, tenantId, flightId));
  if (!found.ok) return output.complain(found.error);
  output.result(textOf(found.value), found.value);
}

async function accept(flightId: string, options: AcceptOptions): Promise<void> {
  const { acceptFlight } = await import('../../server/policy/flights.ts');
  const { operatorAct } = await import('../../server/policy/operate-policies.ts');
  const wanted = { termsVersion: options.terms, by: options.by };
  const result = await onLog(options, (context, tenantId) =>
    acceptFlight(context, { ...operatorAct(context, tenantId), flightId }, wanted),
  );
  tell(options, result);
}

async function leave(flightId: string, options: LogOptions): Promise<void> {
  const { withdrawFlight } = await import('../../server/policy/flights.ts');
  const { operatorAct } = await import('../../server/policy/operate-policies.ts');
  const result = await onLog(options, (context, tenantId) =>
    withdrawFlight(context, { ...operatorAct(context, tenantId), flightId }),
  );
  tell(options, result);
}

function tell(options: LogOptions, result: Awaited<ReturnType<typeof onLog<Flight>>>): void {
  const output = outputOf(options);
  if (!result.ok) return output.complain(result.error);
  output.result(`${result.value.name}: ${stateOf(result.value)}`, result.value);
}

function textOf(flight: Flight): string {
  const { flightId, name, changes, terms, accepted } = flight;
  return [
    bold(name),
    changes,
    `Terms, version ${terms.version}: ${terms.text}`,
    `State: ${stateOf(flight)}`,
    ...(accepted === null ? [] : [`Accepted: version ${accepted.version} by ${accepted.by}, ${accepted.at}`]),
    ...(flight.isOpen ? [] : [`To accept: keepsake flights accept ${flightId} --terms ${terms.version} --by NAME`]),
  ].join('\n\n');
}

function stateOf({ isChosen, isOpen, accepted }: Flight): string {
  if (isOpen) return isChosen ? 'in force' : 'terms accepted, not chosen';
  const terms = accepted === null ? 'terms not accepted' : 'terms changed since they were accepted';
  return isChosen ? `chosen, ${terms}: does not count` : terms;
}
