// `keepsake restores request`, `requests`, `withdraw`: restores asked for on somebody's behalf. The person decides on their device.

import { Command } from 'commander';
import { OPERATOR } from '../../domain/audit/event.ts';
import { ok } from '../../lib/result.ts';
import type { RestoreRequest } from '../../protocol/operations/restore-requests.ts';
import { outputOf, withJson } from '../output.ts';
import { table } from '../render/table.ts';
import { type LogOptions, onLog, withLog } from './audit-options.ts';

type RequestOptions = LogOptions & {
  readonly user: string;
  readonly device: string;
  readonly reason: string;
  readonly snapshot?: string;
};
type WithdrawOptions = LogOptions & { readonly user: string };

export function restoreRequestCommands(): readonly Command[] {
  return [
    common('request', 'Ask that somebody is offered a restore on a device. They read the reason, and decide.')
      .requiredOption('--user <name>', 'sign-in name, such as anna@contoso.example, or id')
      .requiredOption('--device <name>', 'the one to restore onto, by name or id')
      .requiredOption('--reason <sentence>', 'why; the person reads it, and it is recorded')
      .option('--snapshot <id>', 'what is shown first; otherwise their newest backup is')
      .action(request),
    common('requests', 'List what was asked for, newest first, and what became of it.').action(list),
    common('withdraw', 'Take a request back that nobody was shown yet.')
      .argument('<request>', 'its id')
      .requiredOption('--user <name>', 'whom it is for')
      .action(withdraw),
  ];
}

function common(name: string, description: string): Command {
  return withJson(withLog(new Command(name))).description(description);
}

async function request(options: RequestOptions): Promise<void> {
  const output = outputOf(options);
  const { requestRestoreFor } = await import('../../server/restore/operate-restores.ts');
  const { user, device, reason, snapshot: snapshotId } = options;
  const asked = await onLog(options, (context, tenantId) =>
    requestRestoreFor(context, tenantId, { user, device, reason, ...(snapshotId === undefined ? {} : { snapshotId }) }),
  );
  if (!asked.ok) return output.complain(asked.error);
  const { userPrincipalName, deviceName, expiresAt } = asked.value;
  const text = `${userPrincipalName} is asked on ${deviceName} when it next comes by, until ${expiresAt}.`;
  output.result(`${text}\n${asked.value.requestId}`, asked.value);
}

async function list(options: LogOptions): Promise<void> {
  const output = outputOf(options);
  const { listRequests } = await import('../../server/restore/restore-requests.ts');
  const found = await onLog(options, (context, tenantId) => listRequests(context, tenantId, { limit: 50 }));
  if (!found.ok) return output.complain(found.error);
  const { requests } = found.value;
  const header = ['Asked', 'Person', 'Device', 'State', 'By', 'Reason', 'Id'];
  const text = requests.length === 0 ? 'Nobody asked for a restore yet.' : table(header, requests.map(rowOf));
  output.result(text, { requests });
}

async function withdraw(requestId: string, options: WithdrawOptions): Promise<void> {
  const output = outputOf(options);
  const [{ findUserCalled }, { withdrawRequest }, { inTenant }] = await Promise.all([
    import('../../server/eligibility/find-subject.ts'),
    import('../../server/restore/restore-requests.ts'),
    import('../../server/transact.ts'),
  ]);
  const withdrawn = await onLog(options, async (context, tenantId) => {
    const person = await inTenant(context, tenantId, async (tx) => {
      const user = await findUserCalled(tx, options.user);
      return user.ok ? ok(user.value.userId) : user;
    });
    if (!person.ok) return person;
    const act = { tenantId, actor: OPERATOR, by: 'the operator', correlationId: requestId };
    return withdrawRequest(context, act, { userId: person.value, requestId });
  });
  if (!withdrawn.ok) return output.complain(withdrawn.error);
  output.result('Withdrawn.', withdrawn.value);
}

function rowOf(it: RestoreRequest): readonly string[] {
  const state = it.sessionState === null ? it.state : `${it.state} (${it.sessionState})`;
  return [it.requestedAt, it.userPrincipalName, it.deviceName, state, it.requestedBy, it.reason, it.requestId];
}
