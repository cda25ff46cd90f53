// What the commands on an audit log have in common.

import type { Command } from 'commander';
import type { Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Context } from '../../server/context.ts';
import type { Complaint } from '../output.ts';
import { asOperator, type DataOptions, loadFindTenant, withData } from './operator.ts';

export type LogOptions = DataOptions & { readonly tenant: string };

export function withLog(command: Command): Command {
  return withData(command).requiredOption('--tenant <tenant>', 'the organization, by name or id');
}

/** The work on the log of the tenant that the options name. */
export function onLog<T>(
  options: LogOptions,
  work: (context: Context, tenantId: string) => Promise<Result<T, Problem>>,
): Promise<Result<T, Complaint>> {
  return asOperator(options, async (context) => {
    const tenant = await (await loadFindTenant())(context, options.tenant);
    return tenant.ok ? work(context, tenant.value.tenantId) : tenant;
  });
}
