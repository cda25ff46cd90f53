// What is known of one device, as an administrator reads it: each fact with who said it, and what records say differently.

import { fail, ok, type Result } from '../../lib/result.ts';
import type { KnownFacts } from '../../protocol/operations/fleet.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../context.ts';
import { findDeviceReport } from '../devices/device-report-store.ts';
import { findDevice } from '../devices/device-store.ts';
import { loadDeviceFacts } from '../devices/load-device-facts.ts';
import { inTenant } from '../transact.ts';

export function getKnownFacts(
  context: Context,
  tenantId: string,
  deviceId: string,
): Promise<Result<KnownFacts, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    if ((await findDevice(tx, deviceId)) === undefined) {
      return fail({ code: 'not-found', detail: `There is no device ${deviceId}.` });
    }
    const known = await loadDeviceFacts(tx, deviceId);
    const report = await findDeviceReport(tx, deviceId);
    const own: Facts = { ...report?.facts, ...report?.enrollment };
    const facts = Object.entries<unknown>({ ...known.device, ...known.enrollment });
    return ok({
      reportedAt: report?.reportedAt.toISOString() ?? null,
      linkedBy: known.linkedBy,
      facts: facts
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => ({ name, value: textOf(value), by: saidBy(name, own) })),
      disagreements: known.disagreements.map(({ fact, said }) => ({
        fact,
        said: said.map(({ by, values }) => ({ by, values: values.map(textOf) })),
      })),
    });
  });
}

type Facts = Readonly<Record<string, unknown>>;

/** A device's name and how it is joined are known from when it joined, whatever else was said. */
function saidBy(name: string, own: Facts): KnownFacts['facts'][number]['by'] {
  if (own[name] !== undefined) return 'device';
  return name === 'deviceName' ? 'joining' : 'records';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
