// The history of a person's backups: which profiles there are, which snapshots, what is in one and what changed between two.

import { Command } from 'commander';
import { fetchSnapshot, listAllSnapshots } from '../../agent/restore/fetch-snapshot.ts';
import { catalog } from '../../domain/catalog/catalog.ts';
import { describeBuild } from '../../domain/device/windows-build.ts';
import { compareSnapshots, type Comparison } from '../../domain/snapshot/compare-snapshots.ts';
import { diffApps, diffSnapshots } from '../../domain/snapshot/diff-snapshots.ts';
import { byteSize } from '../../lib/byte-size.ts';
import { EXIT } from '../exit.ts';
import { outputOf, withCredential, withJson } from '../output.ts';
import { captureJson, renderCapture } from '../render/capture.ts';
import { count, table } from '../render/table.ts';
import { connect } from './service.ts';

type Options = { readonly credential?: string; readonly json?: boolean; readonly exitCode?: boolean };

export function historyCommands(): readonly Command[] {
  return [
    withService('profiles', "List the person's backup profiles: one for each device.").action(listProfiles),
    withService('snapshots', "List the person's snapshots, newest first.").action(listSnapshots),
    withService('show', 'Show what a snapshot holds.')
      .argument('[snapshot]', 'its id, the beginning of it, or "latest"', 'latest')
      .action(show),
    withService('diff', 'Show what changed between two snapshots.')
      .argument('<older>', 'snapshot id, or the beginning of one')
      .argument('[newer]', 'likewise', 'latest')
      .option('--exit-code', `end with ${EXIT.different} if they differ`)
      .action(diff),
  ];
}

function withService(name: string, description: string): Command {
  return withJson(withCredential(new Command(name))).description(description);
}

async function listProfiles(options: Options): Promise<void> {
  const output = outputOf(options);
  const connection = connect(options);
  if (!connection.ok) return output.complain(connection.error);
  const answer = await connection.value.service.listProfiles();
  if (!answer.ok) return output.complain(answer.error);
  const { profiles } = answer.value;
  const rows = profiles.map((it) => [it.deviceName, it.snapshotCount, it.lastConfirmedAt ?? 'never', it.profileId]);
  const text = rows.length === 0 ? NO_BACKUP : table(['Device', 'Snapshots', 'Last confirmed', 'Profile'], rows);
  output.result(text, { profiles });
}

async function listSnapshots(options: Options): Promise<void> {
  const output = outputOf(options);
  const connection = connect(options);
  if (!connection.ok) return output.complain(connection.error);
  const snapshots = await listAllSnapshots(connection.value.service);
  if (!snapshots.ok) return output.complain(snapshots.error);
  const rows = snapshots.value.map((it) => [
    it.snapshotId,
    it.deviceName,
    it.receivedAt,
    it.settingCount,
    byteSize(it.sizeBytes),
    it.isHead ? 'latest' : '',
  ]);
  const header = ['Snapshot', 'Device', 'Received', 'Settings', 'Size', ''];
  output.result(rows.length === 0 ? NO_BACKUP : table(header, rows), { snapshots: snapshots.value });
}

async function show(which: string, options: Options): Promise<void> {
  const output = outputOf(options);
  const connection = connect(options);
  if (!connection.ok) return output.complain(connection.error);
  const fetched = await fetchSnapshot(connection.value.service, which, { withFiles: false });
  if (!fetched.ok) return output.complain(fetched.error);
  const { summary, snapshot } = fetched.value;
  const head = `Snapshot ${summary.snapshotId} of "${summary.deviceName}", ${describeBuild(snapshot.manifest.source.windowsBuild)}\nreceived ${summary.receivedAt}`;
  output.result(`${head}\n\n${renderCapture(snapshot, catalog)}`, { snapshot: summary, ...captureJson(snapshot) });
}

async function diff(older: string, newer: string, options: Options): Promise<void> {
  const output = outputOf(options);
  const connection = connect(options);
  if (!connection.ok) return output.complain(connection.error);
  const before = await fetchSnapshot(connection.value.service, older, { withFiles: false });
  if (!before.ok) return output.complain(before.error);
  const after = await fetchSnapshot(connection.value.service, newer, { withFiles: false });
  if (!after.ok) return output.complain(after.error);
  const changes = diffSnapshots(before.value.snapshot, after.value.snapshot);
  const apps = diffApps(before.value.snapshot, after.value.snapshot);
  const lines = renderComparison(compareSnapshots(before.value.snapshot, after.value.snapshot, catalog));
  const text = lines.length === 0 ? 'They hold the same.' : [...lines, '', count(lines.length, 'change')].join('\n');
  output.result(text, { changes: changes.map((change) => ({ ...change })), apps: apps.map((app) => ({ ...app })) });
  if (lines.length > 0 && options.exitCode === true) process.exitCode = EXIT.different;
}

function renderComparison({ settings, apps, pins }: Comparison): readonly string[] {
  return [
    ...settings.map(({ name, before, after }) => `${name}: ${before ?? DEFAULT} → ${after ?? DEFAULT}`),
    ...apps.map((app) => `App ${app.packageFamilyName}: ${app.before ?? ABSENT} → ${app.after ?? ABSENT}`),
    ...pins.added.map((name) => `Start pin ${name}: ${ABSENT} → pinned`),
    ...pins.removed.map((name) => `Start pin ${name}: pinned → ${ABSENT}`),
  ];
}

const DEFAULT = "(Windows' default)";
const ABSENT = '(not there)';
const NO_BACKUP = 'There is no backup of this person yet. Make one: keepsake backup --profile …';
