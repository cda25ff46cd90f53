import { Command } from 'commander';
import { captureProfile } from '../../agent/capture/capture-profile.ts';
import { sendSnapshot } from '../../agent/upload/send-snapshot.ts';
import { catalog } from '../../domain/catalog/catalog.ts';
import { describeBuild } from '../../domain/device/windows-build.ts';
import { decideSnapshot } from '../../domain/snapshot/decide-snapshot.ts';
import { fromService } from '../../agent/agent-problem.ts';
import type { Connection } from '../../agent/identity/connect.ts';
import { askLeave, type Leave } from '../../agent/schedule/check-in.ts';
import { isForbiddenHere } from '../../agent/schedule/run-backup.ts';
import { byteSize } from '../../lib/byte-size.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type Output, outputOf, withCredential, withJson } from '../output.ts';
import { appListWarning } from '../render/apps.ts';
import { captureJson, renderCapture } from '../render/capture.ts';
import { count } from '../render/table.ts';
import { reporter } from './agent-options.ts';
import { type OpenedProfile, openProfileOf } from './open-profile.ts';
import { categoryId, type ProfileOptions, withOptIn, withProfile } from './profile-options.ts';
import { connect } from './service.ts';

type Options = ProfileOptions & {
  readonly credential?: string;
  readonly exclude: readonly string[];
  readonly acceptLoss?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
};

export function backupCommand(): Command {
  const command = new Command('backup')
    .description("Read a Windows profile and store what differs from Windows' defaults.")
    .option('--exclude <category>', 'leave a category out (repeatable)', categoryId, [])
    .option('--accept-loss', 'store it even if it holds much less than the last backup')
    .option('--dry-run', 'show what would be stored; needs no service');
  return withJson(withCredential(withOptIn(withProfile(command))))
    .addHelpText(
      'after',
      `
Examples:
  keepsake backup --profile /mnt/disk/Users/Anna --credential anna.json
  keepsake backup --profile C:\\Rescued\\NTUSER.DAT --dry-run
  keepsake backup --live                                          on Windows, signed in as the person

The profile is only read. The hives of a profile that is signed in are locked: there, use --live, which the machine's
policies must allow (keepsake agent policy).
What was found unreadable is listed; it never makes the backup fail, unless it is so much that the source is damaged.`,
    )
    .action(backUp);
}

async function backUp(options: Options): Promise<void> {
  const output = outputOf(options);
  const profile = await openProfileOf(options);
  if (!profile.ok) return output.complain(profile.error);
  for (const warning of profile.value.warnings) output.progress(`warning: ${warning}`);
  const leave = await leaveFor(profile.value, options);
  if (!leave.ok) return output.complain(leave.error);
  const { snapshot, observed, appList } = captureProfile(profile.value, catalog, {
    excluded: [...new Set([...options.exclude, ...leave.value.excluded])],
    optedIn: new Set([...options.optIn, ...leave.value.optedIn]),
    capturedAt: new Date().toISOString(),
  });
  const build = describeBuild(profile.value.facts.windowsBuild);
  output.progress(`Read ${count(observed.length, 'setting')} of "${profile.value.name}", ${build}.`);
  for (const { setting, observation } of observed) {
    const because = observation.state === 'absent' ? observation.because : undefined;
    if (because !== undefined) output.progress(`Not taken: ${setting.name}, because ${because}.`);
  }
  const appWarning = appListWarning(appList);
  if (appWarning !== undefined) output.progress(`warning: ${appWarning}`);
  if (options.dryRun === true) {
    output.result(renderCapture(snapshot, catalog), captureJson(snapshot));
    return;
  }
  const decision = decideSnapshot(snapshot.manifest, undefined, false);
  if (!decision.ok && options.acceptLoss !== true) return output.complain(fromService(decision.error));
  const connection = leave.value.connection === undefined ? connect(options) : ok(leave.value.connection);
  if (!connection.ok) return output.complain(connection.error);
  const sent = await sendSnapshot(connection.value.service, snapshot, {
    ...(options.acceptLoss === true ? { acceptLoss: true } : {}),
    ...(leave.value.isByService ? { decidedBy: 'policy' } : {}),
  });
  if (!sent.ok) return output.complain(sent.error);
  const { outcome, snapshot: stored, documentsSent, bytesSent } = sent.value;
  const requests = connection.value.service.requestCount();
  const text =
    outcome === 'unchanged'
      ? `Nothing has changed since snapshot ${stored.snapshotId}; the service noted that it is still right.`
      : `Stored ${count(stored.settingCount, 'setting')} as snapshot ${stored.snapshotId} (${count(documentsSent, 'document')}, ${byteSize(bytesSent)} sent).`;
  output.result(`${text}\n${renderCapture(snapshot, catalog, { unreadableOnly: true })}`, {
    outcome,
    snapshot: stored,
    documentsSent,
    bytesSent,
    requests,
    ...captureJson(snapshot),
  });
}

type Granted = Pick<Extract<Leave, { kind: 'granted' }>, 'excluded' | 'optedIn' | 'isByService'> & {
  readonly connection?: Connection;
};

/** A profile on a disk is bound by no policy: who names it decides. The running Windows asks the service, as the agent does. */
async function leaveFor(
  { live, policy }: OpenedProfile,
  options: Options,
): Promise<Result<Granted, Parameters<Output['complain']>[0]>> {
  if (live === undefined || policy === undefined) return ok({ excluded: [], optedIn: new Set(), isByService: false });
  const [because] = policy.backup.reasons;
  const off = because === undefined ? undefined : { ...because, code: 'policy-off' };
  if (off !== undefined && (isForbiddenHere(policy) || options.dryRun === true)) return fail(off);
  const { excludedCategories: excluded } = policy;
  if (options.dryRun === true) return ok({ excluded, optedIn: new Set(policy.optedIn), isByService: false });
  const connection = connect(options);
  if (!connection.ok) return connection;
  const report = await reporter({}, live.registry.read);
  if (!report.ok) return report;
  const leave = await askLeave(connection.value.service, report.value(live.facts), {
    policy,
    readPolicy: live.registry.read,
    takenIn: [],
  });
  if (!leave.ok) return leave;
  if (leave.value.kind === 'refused') return fail(leave.value.refusal.reasons[0] ?? off ?? REFUSED);
  if (!leave.value.isByService && off !== undefined) return fail(off);
  return ok({ ...leave.value, connection: connection.value });
}

const REFUSED = {
  code: 'not-eligible',
  detail: 'The service lets this device back up nothing now.',
  fix: 'See why: keepsake why.',
};
