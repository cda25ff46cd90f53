// What the agent's commands have in common: which machine and which person they work for. On Windows that is the machine
// itself and who is signed in; elsewhere both can be named, so that the whole life of an agent runs on any system.

import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { AgentProblem } from '../../agent/agent-problem.ts';
import type { AppTarget } from '../../agent/apps/bring-back.ts';
import { runCommand } from '../../agent/apps/run-command.ts';
import { type Disk, realDisk } from '../../agent/apply/disk.ts';
import { openProfileSafely } from '../../agent/apply/open-safely.ts';
import { type AnyCredential, readCredential } from '../../agent/credential-file.ts';
import { connectBy } from '../../agent/identity/connect.ts';
import { openDiskTarget } from '../../agent/restore/disk-target.ts';
import type { RestorePage } from '../../agent/restore/session-ports.ts';
import type { RestoreContext } from '../../agent/schedule/offer-restore.ts';
import { openLiveRegistry } from '../../agent/registry/live-registry.ts';
import { CREDENTIAL_NAME, windowsPlaces } from '../../agent/schedule/places.ts';
import type { AgentContext } from '../../agent/schedule/agent-context.ts';
import { deviceReport, policyReports } from '../../agent/windows/device-report.ts';
import type { LiveProfile } from '../../agent/windows/live-profile.ts';
import { liveTarget } from '../../agent/windows/live-target.ts';
import { openLiveSafely } from '../../agent/windows/restore-live.ts';
import { readSignedInAt } from '../../agent/windows/signed-in-at.ts';
import { tellWindows } from '../../agent/windows/tell-windows.ts';
import type { Location } from '../../domain/catalog/setting.ts';
import { uuidV7 } from '../../lib/uuid.ts';
import { catalog } from '../../domain/catalog/catalog.ts';
import { openSoftwareHive } from '../../agent/windows/policy/software-hive-policy.ts';
import type { ReadPolicyValue } from '../../domain/policy/effective-policy.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { statedFacts } from './open-profile.ts';
import { describeThisDevice } from './service.ts';

export type DeviceOptions = { readonly softwareHive?: string };

export type PersonOptions = DeviceOptions & {
  readonly state?: string;
  readonly credential?: string;
  readonly profile?: string;
  readonly json?: boolean;
};

export function withDevice(command: Command): Command {
  return command.option(
    '--software-hive <file>',
    "read the policies from this SOFTWARE hive instead of the machine's own registry",
  );
}

export function withPerson(command: Command): Command {
  return withDevice(command)
    .option('--state <folder>', 'where the agent remembers (%LOCALAPPDATA%\\Keepsake)')
    .option('--credential <file>', "the person's credential (credential.json in the state folder)");
}

export async function policyReader(options: DeviceOptions): Promise<Result<ReadPolicyValue, AgentProblem>> {
  if (options.softwareHive !== undefined) return openSoftwareHive(options.softwareHive);
  if (process.platform === 'win32') return ok((await openLiveRegistry()).read);
  return fail({
    code: 'windows-needed',
    detail: 'The policies of a machine are in its registry, and this is not Windows.',
    fix: 'Name the SOFTWARE hive of a Windows disk: --software-hive …/Windows/System32/config/SOFTWARE.',
  });
}

export function stateFolderOf(options: PersonOptions): Result<string, AgentProblem> {
  if (options.state !== undefined) return ok(options.state);
  if (process.platform === 'win32') return ok(windowsPlaces(process.env).stateFolder);
  return fail({
    code: 'windows-needed',
    detail: 'The agent keeps its memory in %LOCALAPPDATA%\\Keepsake, and this is not Windows.',
    fix: 'Name a folder: --state FOLDER.',
  });
}

export function credentialPathOf(options: PersonOptions, stateFolder: string): string {
  return options.credential ?? join(stateFolder, CREDENTIAL_NAME);
}

export function credentialOf(options: PersonOptions, stateFolder: string): Result<AnyCredential, AgentProblem> {
  return orHowToGetOne(readCredential(credentialPathOf(options, stateFolder)));
}

function orHowToGetOne<T>(found: Result<T, AgentProblem>): Result<T, AgentProblem> {
  if (found.ok || found.error.code !== 'credential-unreadable') return found;
  return fail({
    ...found.error,
    fix: 'Make one with "keepsake enroll --out FILE" and keep it on the device with "keepsake agent credential FILE", or sign in: "keepsake-agent sign-in".',
  });
}

/** Spreads the runs of people who share a device, too. */
export function deviceId(): string {
  return `${hostname()}\\${userInfo().username}`;
}

/** Everything a run needs, on the real parts. */
export async function agentContext(options: PersonOptions): Promise<Result<AgentContext, AgentProblem>> {
  const readPolicy = await policyReader(options);
  if (!readPolicy.ok) return readPolicy;
  const stateFolder = stateFolderOf(options);
  if (!stateFolder.ok) return stateFolder;
  const report = await reporter(options, readPolicy.value);
  if (!report.ok) return report;
  const { profile } = options;
  return ok({
    report: report.value,
    stateFolder: stateFolder.value,
    disk: realDisk,
    clock: Date.now,
    deviceId: deviceId(),
    readPolicy: readPolicy.value,
    openSource: () => (profile === undefined ? openLiveSource() : Promise.resolve(openProfileSafely(profile, {}))),
    connect: () => {
      const connection = orHowToGetOne(connectBy(credentialPathOf(options, stateFolder.value), describeThisDevice));
      if (!connection.ok) return connection;
      const { service: client, credential } = connection.value;
      return ok({ client, url: credential.service, deviceName: credential.device });
    },
  });
}

/** The same for a restore, onto the running Windows or a profile on a disk. */
export async function restoreContext(
  options: PersonOptions,
  page: RestorePage,
): Promise<Result<RestoreContext, AgentProblem>> {
  const context = await agentContext(options);
  if (!context.ok) return context;
  const { disk, clock } = context.value;
  const { profile } = options;
  const openTarget: RestoreContext['openTarget'] =
    profile === undefined ? () => openLiveTarget(disk, clock) : async () => openDiskTarget(profile, {}, clock);
  const isLive = process.platform === 'win32' && profile === undefined;
  const signedInAt = isLive ? await readSignedInAt(clock()) : undefined;
  const newId = (): string => uuidV7(clock(), randomBytes(10));
  return ok({ ...context.value, openTarget, page, newId, ...(signedInAt === undefined ? {} : { signedInAt }) });
}

async function openLiveTarget(disk: Disk, clock: () => number): ReturnType<RestoreContext['openTarget']> {
  const stated = statedFacts();
  if (!stated.ok) return stated;
  const opened = await openLiveSafely(stated.value.device, catalog);
  if (!opened.ok) return opened;
  const { profile } = opened.value;
  const tell = async (written: readonly Location[]): Promise<void> => void (await tellWindows(profile, written, false));
  const target = liveTarget(profile, { disk, clock, announce: tell });
  return ok({ target, facts: profile.facts, marker: profile.registry });
}

/** What the running Windows says of itself, with what KEEPSAKE_FACTS states instead; of a profile on a disk only its facts. */
export async function reporter(
  options: Pick<PersonOptions, 'profile'>,
  readPolicy: ReadPolicyValue,
): Promise<Result<AgentContext['report'], AgentProblem>> {
  const stated = statedFacts();
  if (!stated.ok) return stated;
  const { device, report } = stated.value;
  if (process.platform === 'win32' && options.profile === undefined) {
    const registry = await openLiveRegistry();
    return ok((facts) => ({ ...deviceReport(registry, { ...facts, ...device }, readPolicy), ...report }));
  }
  const localPolicies = policyReports(readPolicy);
  return ok((facts) => ({ facts: { ...facts, ...device }, enrollment: {}, localPolicies, ...report }));
}

/** Where apps are brought back to; `undefined` for a profile on a disk, which can not install any. */
export async function appTarget(
  { stateFolder, disk, clock }: AgentContext,
  options: PersonOptions,
): Promise<AppTarget | undefined> {
  if (process.platform !== 'win32' || options.profile !== undefined) return undefined;
  return { stateFolder, disk, clock, run: runCommand, registry: await openLiveRegistry() };
}

/** A run holds the lock already; a restore that a crash interrupted is finished before anything is read. */
async function openLiveSource(): Promise<Result<LiveProfile, AgentProblem>> {
  const facts = statedFacts();
  if (!facts.ok) return facts;
  const opened = await openLiveSafely(facts.value.device, catalog, 'held');
  return opened.ok ? ok(opened.value.profile) : opened;
}
