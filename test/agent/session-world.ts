// A device with a running registry and a service that keeps sessions, for the laws of restore sessions: both made of
// production code (the real driver, memory, records and state machine), and everything they do to the world can be cut short.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Disk, realDisk } from '../../src/agent/apply/disk.ts';
import type { Registry } from '../../src/agent/registry/registry.ts';
import { sessionFile } from '../../src/agent/restore/session-file.ts';
import type { RestoreChoice } from '../../src/agent/restore/session-memory.ts';
import type { PageChoice, SessionNews, SessionPorts, SessionService } from '../../src/agent/restore/session-ports.ts';
import { fromService } from '../../src/agent/agent-problem.ts';
import { finishLive, undoLive } from '../../src/agent/windows/apply-live.ts';
import { type LiveProfile, liveProfile } from '../../src/agent/windows/live-profile.ts';
import { liveTarget } from '../../src/agent/windows/live-target.ts';
import { type Location, locationKey } from '../../src/domain/catalog/setting.ts';
import { moveSession } from '../../src/domain/restore/move-session.ts';
import { isLive, offerSession, type Session, sessionAt } from '../../src/domain/restore/session.ts';
import { documentTexts } from '../../src/domain/snapshot/take-snapshot.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import { toBase64 } from '../../src/lib/bytes.ts';
import { fail, ok, type Result } from '../../src/lib/result.ts';
import { uuidV7 } from '../../src/lib/uuid.ts';
import type { OfferRequest, RestoreSession } from '../../src/protocol/operations/restore.ts';
import { type MemoryProfile, settings } from '../fixtures/memory-profile.ts';
import { expectOk } from '../database.ts';
import { type FakeRegistry, fakeRegistry } from '../windows/fake-registry.ts';

export const FACTS = { windowsBuild: 26100 };
export const REQUEST: OfferRequest = { phase: 'firstSignIn', facts: FACTS, enrollment: {}, localPolicies: [] };
const HOURS = { offered: 24, applying: 72 };
const START = Date.UTC(2026, 0, 1);
const PROFILE_ID = uuidV7(START, new Uint8Array(10));

export type World = {
  readonly registry: FakeRegistry;
  readonly sessions: readonly Session[];
  readonly news: readonly SessionNews[];
  /** How often somebody was asked. */
  readonly asked: () => number;
  /** Opt-in settings that plans were made with. */
  readonly askedFor: ReadonlySet<string>;
  readonly advance: (milliseconds: number) => void;
  /** What the person says from now on. */
  readonly answer: (choice: PageChoice['kind']) => void;
  readonly forget: () => void;
  /** The latest restore is undone, and the process ends before it notes that. */
  readonly takeBack: () => void;
  readonly cut: Cut;
  /** The agent, started anew: what a crash interrupted is finished first. */
  readonly start: () => SessionPorts;
};

/** Everything that is done to disk, registry or service asks here first. */
export type Cut = {
  /** After so many more acts the process is dead: nothing that it does happens any more. */
  crashAfter: number;
  /** The request, or the answer, of this message is lost. */
  lose: { message: number; what: 'request' | 'answer' } | undefined;
  acts: number;
  messages: number;
};

export function makeWorld(context: TestContext, snapshot: Snapshot, onto: MemoryProfile): World {
  const root = mkdtempSync(join(tmpdir(), 'keepsake-session-'));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  const cut: Cut = { crashAfter: Infinity, lose: undefined, acts: 0, messages: 0 };
  const act = <T>(work: () => T): T => {
    if (cut.acts >= cut.crashAfter) throw new Error('the process is dead');
    cut.acts += 1;
    return work();
  };
  let now = START;
  let ids = 0;
  const newId = (): string => uuidV7(now, idBytes((ids += 1)));
  const sessions: Session[] = [];
  const news: SessionNews[] = [];
  let said: PageChoice['kind'] = 'restore';
  let asked = 0;
  const askedFor = new Set<string>();
  const registry = filled(onto);
  const folders = { name: 'anna', folder: join(root, 'profile'), stateFolder: join(root, 'state') };
  const disk = dyingDisk(act);
  const service = sessionService({ snapshot, sessions, clock: () => now, newId, cut, act });
  return {
    registry,
    sessions,
    news,
    cut,
    asked: () => asked,
    askedFor,
    advance: (milliseconds) => void (now += milliseconds),
    answer: (kind) => void (said = kind),
    forget: () => rmSync(join(folders.stateFolder, 'restore-session'), { recursive: true, force: true }),
    takeBack: () => {
      expectOk(undoLive(liveProfile(registry, folders, FACTS), false, LIVE));
    },
    start: () => {
      const profile = liveProfile(dyingRegistry(registry, act), folders, FACTS);
      finish(profile);
      const target = liveTarget(profile, { disk, clock: () => now, announce: async () => {} });
      return {
        service,
        target: {
          ...target,
          plan: (wanted, choices) => {
            choices.optedIn.forEach((id) => askedFor.add(id));
            return target.plan(wanted, choices);
          },
        },
        memory: sessionFile(disk, folders.stateFolder),
        page: {
          decide: async ({ profiles }) => {
            asked += 1;
            const choice = {
              profileId: '',
              snapshotId: '',
              deviceName: 'OLD',
              ...profiles[0],
              exact: true,
              optedIn: [],
            };
            return said === 'restore' ? { kind: 'restore', choice: choiceOf(choice) } : { kind: said };
          },
        },
        tell: (it) => act(() => void news.push(it)),
        clock: () => now,
        newId,
      };
    },
  };
}

function choiceOf({ profileId, snapshotId, deviceName, exact, optedIn }: RestoreChoice): RestoreChoice {
  return { profileId, snapshotId, deviceName, exact, optedIn };
}

const PLACES = new Set(settings.map((setting) => locationKey(setting.at)));

const LIVE = { disk: realDisk, isCatalogued: (location: Location) => PLACES.has(locationKey(location)) };

function finish(profile: LiveProfile): void {
  finishLive(profile, LIVE);
}

type ServiceWorld = {
  readonly snapshot: Snapshot;
  readonly sessions: Session[];
  readonly clock: () => number;
  readonly newId: () => string;
  readonly cut: Cut;
  readonly act: <T>(work: () => T) => T;
};

/** Keeps sessions by the state machine of the service; what is under test is how the agent deals with it. */
function sessionService({ snapshot, sessions, clock, newId, cut, act }: ServiceWorld): SessionService {
  const unreachable = { code: 'service-unreachable', detail: 'no connection', fix: '' } as const;
  const sent = async <T>(work: () => Result<T, ReturnType<typeof fromService>>) => {
    const message = act(() => (cut.messages += 1));
    const lost = cut.lose?.message === message ? cut.lose.what : undefined;
    if (lost === 'request') return fail(unreachable);
    const answer = work();
    act(() => {});
    return lost === 'answer' ? fail(unreachable) : answer;
  };
  const at = (sessionId: string): number => sessions.findIndex((it) => it.sessionId === sessionId);
  const snapshotId = uuidV7(START, idBytes(9999));
  return {
    requestRestoreOffer: () =>
      sent(() => {
        const live = sessions.map((it) => sessionAt(it, clock())).findLast(isLive);
        const isOver = sessions.some(({ state }) => state === 'completed' || state === 'setUpAsNew');
        if (live === undefined && !isOver)
          sessions.push(offerSession({ ...OFFER, sessionId: newId() }, clock(), HOURS));
        const session = live ?? (isOver ? undefined : sessions.at(-1));
        const decision = {
          occasion: 'firstSignIn',
          verdict: 'eligible',
          findings: [],
          ruleSetVersion: '',
          buildTableVersion: '',
        };
        const profile = {
          profileId: PROFILE_ID,
          deviceName: 'OLD',
          snapshotId,
          lastConfirmedAt: null,
          settingCount: 1,
          categories: [],
          appCount: 0,
        };
        return ok({
          decisionId: '',
          decision: decision as never,
          session: session ? body(session) : null,
          profiles: [profile],
          optedIn: ['asked.for'],
        });
      }),
    getRestoreSession: (sessionId) =>
      sent(() => {
        const session = sessions[at(sessionId)];
        return session === undefined
          ? fail(fromService({ code: 'not-found', detail: '' }))
          : ok({ session: body(sessionAt(session, clock())), outcomes: [] });
      }),
    moveRestoreSession: (sessionId, step) =>
      sent(() => {
        const session = sessions[at(sessionId)];
        if (session === undefined) return fail(fromService({ code: 'not-found', detail: '' }));
        const moved = moveSession(session, step, { now: clock(), hours: HOURS });
        if (!moved.ok) return fail(fromService(moved.error));
        sessions[at(sessionId)] = moved.value;
        return ok(body(moved.value));
      }),
    getSnapshot: () =>
      sent(() =>
        ok({
          snapshot: { snapshotId } as never,
          manifest: snapshot.manifest,
          documents: documentTexts(snapshot),
          files: [...snapshot.files.values()].map(toBase64),
        }),
      ),
    listSnapshots: () => sent(() => ok({ snapshots: [], next: null })),
  };
}

const OFFER = { userId: 'anna', deviceId: 'new', phase: 'firstSignIn', enrollmentId: 'e', decisionId: 'd' } as const;

function body(session: Session): RestoreSession {
  const { choice, offeredAt, changedAt, expiresAt } = session;
  const text = (time: number): string => new Date(time).toISOString();
  return {
    ...session,
    deviceName: 'NEW',
    profileId: choice?.profileId ?? null,
    snapshotId: choice?.snapshotId ?? null,
    offeredAt: text(offeredAt),
    changedAt: text(changedAt),
    expiresAt: text(expiresAt),
    signedInAt: null,
    endedAt: null,
    secondsToProductivity: null,
    progress: null,
    intuneStatus: 'In progress',
    failureCode: null,
    outcomeCounts: {},
  };
}

function filled(content: MemoryProfile): FakeRegistry {
  const registry = fakeRegistry();
  for (const { at } of settings) {
    const raw = content.get(locationKey(at));
    if (at.kind === 'registry' && raw !== undefined) registry.write(at, raw);
  }
  return registry;
}

function dyingRegistry(registry: Registry, act: <T>(work: () => T) => T): Registry {
  return {
    ...registry,
    write: (location, raw) => act(() => registry.write(location, raw)),
    delete: (location) => act(() => registry.delete(location)),
  };
}

function dyingDisk(act: <T>(work: () => T) => T): Disk {
  return {
    makeFolder: (path) => act(() => realDisk.makeFolder(path)),
    write: (path, bytes, like) => act(() => realDisk.write(path, bytes, like)),
    keep: (path, as) => act(() => realDisk.keep(path, as)),
    move: (from, to) => act(() => realDisk.move(from, to)),
    remove: (path) => act(() => realDisk.remove(path)),
    removeFolder: (path) => act(() => realDisk.removeFolder(path)),
    removeTree: (path) => act(() => realDisk.removeTree(path)),
  };
}

function idBytes(number: number): Uint8Array {
  const bytes = new Uint8Array(10);
  new DataView(bytes.buffer).setUint32(6, number);
  return bytes;
}
