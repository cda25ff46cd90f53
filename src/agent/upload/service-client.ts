// The agent's side of the service's API: requests that are repeated when the cause passes. A device with a key joins before
// its first request, by itself, and proves itself on each.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Static, TSchema } from 'typebox';
import { fail, ok, type Result } from '../../lib/result.ts';
import { REQUEST_ATTEMPTS_MAX } from '../../protocol/limits.ts';
import {
  type ContentQuery,
  type NewSnapshot,
  ProfileList,
  type Proposal,
  ProposalAnswer,
  SnapshotContent,
  SnapshotPage,
  type SnapshotQuery,
  StoredSnapshot,
} from '../../protocol/operations/backup.ts';
import { type DeviceJoin, JoinedDevice } from '../../protocol/operations/devices.ts';
import { ErasureReceipt } from '../../protocol/operations/keys.ts';
import {
  ExportPage,
  type ExportQuery,
  OwnErasure,
  type OwnErasureRequest,
} from '../../protocol/operations/own-data.ts';
import {
  type CheckIn,
  CheckInAnswer,
  OfferAnswer,
  type OfferRequest,
  RestoreSession,
  type SessionTransition,
  SessionWithOutcomes,
} from '../../protocol/operations/restore.ts';
import { WaitingRequest } from '../../protocol/operations/restore-requests.ts';
import type { AgentProblem } from '../agent-problem.ts';
import type { DeviceKey } from '../identity/device-key.ts';
import type { OpenedKey } from '../identity/open-device-key.ts';
import { type RequestShape, sendRequest } from './send-request.ts';

export type ServiceClient = {
  readonly listProfiles: () => Promise<Result<ProfileList, AgentProblem>>;
  readonly listSnapshots: (query: SnapshotQuery) => Promise<Result<SnapshotPage, AgentProblem>>;
  readonly getSnapshot: (snapshotId: string, query: ContentQuery) => Promise<Result<SnapshotContent, AgentProblem>>;
  readonly proposeSnapshot: (body: Proposal) => Promise<Result<ProposalAnswer, AgentProblem>>;
  readonly createSnapshot: (body: NewSnapshot) => Promise<Result<StoredSnapshot, AgentProblem>>;
  readonly checkIn: (body: CheckIn) => Promise<Result<CheckInAnswer, AgentProblem>>;
  readonly requestRestoreOffer: (body: OfferRequest) => Promise<Result<OfferAnswer, AgentProblem>>;
  readonly getRestoreSession: (sessionId: string) => Promise<Result<SessionWithOutcomes, AgentProblem>>;
  /** Repeated with the same transition id it does nothing more. */
  readonly moveRestoreSession: (
    sessionId: string,
    body: SessionTransition,
  ) => Promise<Result<RestoreSession, AgentProblem>>;
  /** What an administrator asked for on this person's behalf. */
  readonly getWaitingRestoreRequest: () => Promise<Result<WaitingRequest, AgentProblem>>;
  readonly exportOwnData: (query: ExportQuery) => Promise<Result<ExportPage, AgentProblem>>;
  readonly getOwnErasure: () => Promise<Result<OwnErasure, AgentProblem>>;
  /** Every backup of the person, for ever. Repeated it answers the same receipt. */
  readonly eraseOwnData: (body: OwnErasureRequest) => Promise<Result<ErasureReceipt, AgentProblem>>;
  readonly resumeOwnBackups: () => Promise<Result<OwnErasure, AgentProblem>>;
  /** How many requests went out so far, repeats included. */
  readonly requestCount: () => number;
};

export type ServiceAddress = {
  readonly url: string;
  /** The credential itself, or where to get a token that is good now. */
  readonly token: string | (() => Promise<Result<string, AgentProblem>>);
  /** Needed where the token does not say it. */
  readonly tenantId?: string;
  /** Without one, only a credential that is not bound to a key yet opens anything. */
  readonly device?: JoiningDevice;
};

export type JoiningDevice = {
  /** Whom the key stands for: what joined under another name joins again. */
  readonly who: string;
  readonly openKey: () => Promise<Result<OpenedKey, AgentProblem>>;
  readonly describe: () => Promise<Pick<DeviceJoin, 'displayName' | 'joinType'>>;
};

/** How a client reaches the service and lets time pass; the simulation has its own. */
export type ClientDoor = {
  readonly send: typeof sendRequest;
  readonly pause: (milliseconds: number) => Promise<unknown>;
};

const REAL_DOOR: ClientDoor = { send: sendRequest, pause: sleep };

export function connectService(address: ServiceAddress, door: ClientDoor = REAL_DOOR): ServiceClient {
  const { url, token, tenantId, device } = address;
  let requests = 0;
  let nonce: string | undefined;
  let key: Promise<Result<DeviceKey | undefined, AgentProblem>> | undefined;

  const askWith = async <S extends TSchema>(
    schema: S,
    request: RequestShape,
    by: DeviceKey | undefined,
  ): Promise<Result<Static<S>, AgentProblem>> => {
    for (let attempt = 1; ; attempt += 1) {
      const current = typeof token === 'string' ? ok(token) : await token();
      if (!current.ok) return current;
      requests += 1;
      const answer = await door.send(url, schema, request, { token: current.value, tenantId, key: by, nonce });
      if (answer.ok) return answer;
      const { problem, passing, nonce: told } = answer.error;
      if (attempt === REQUEST_ATTEMPTS_MAX || !(passing || told !== undefined)) return fail(problem);
      if (told === undefined) await door.pause(BACK_OFF_MILLISECONDS * 2 ** (attempt - 1));
      else nonce = told;
    }
  };
  const join = async (opened: OpenedKey, joining: JoiningDevice): Promise<Result<DeviceKey, AgentProblem>> => {
    if (opened.joinedAs === joining.who) return ok(opened.key);
    const body = { ...(await joining.describe()), keyProtection: opened.key.protection } satisfies DeviceJoin;
    const joined = await askWith(JoinedDevice, { operation: 'joinDevice', body }, opened.key);
    if (!joined.ok) return joined;
    // Where that can not be kept, the next run joins once more, which is harmless.
    opened.rememberJoin(joining.who);
    return ok(opened.key);
  };
  const prepare = async (): Promise<Result<DeviceKey | undefined, AgentProblem>> => {
    if (device === undefined) return ok(undefined);
    const opened = await device.openKey();
    return opened.ok ? join(opened.value, device) : opened;
  };
  const ask = async <S extends TSchema>(schema: S, request: RequestShape): Promise<Result<Static<S>, AgentProblem>> => {
    const ready = await (key ??= prepare());
    if (ready.ok) return askWith(schema, request, ready.value);
    // What failed for a passing cause is tried again with the next request.
    key = undefined;
    return ready;
  };
  return {
    listProfiles: () => ask(ProfileList, { operation: 'listProfiles' }),
    listSnapshots: (query) => ask(SnapshotPage, { operation: 'listSnapshots', query }),
    getSnapshot: (snapshotId, query) =>
      ask(SnapshotContent, { operation: 'getSnapshot', params: { snapshotId }, query }),
    proposeSnapshot: (body) => ask(ProposalAnswer, { operation: 'proposeSnapshot', body }),
    createSnapshot: (body) => ask(StoredSnapshot, { operation: 'createSnapshot', body }),
    checkIn: (body) => ask(CheckInAnswer, { operation: 'checkIn', body }),
    requestRestoreOffer: (body) => ask(OfferAnswer, { operation: 'requestRestoreOffer', body }),
    getRestoreSession: (sessionId) =>
      ask(SessionWithOutcomes, { operation: 'getRestoreSession', params: { sessionId } }),
    moveRestoreSession: (sessionId, body) =>
      ask(RestoreSession, { operation: 'moveRestoreSession', params: { sessionId }, body }),
    getWaitingRestoreRequest: () => ask(WaitingRequest, { operation: 'getWaitingRestoreRequest' }),
    exportOwnData: (query) => ask(ExportPage, { operation: 'exportOwnData', query }),
    getOwnErasure: () => ask(OwnErasure, { operation: 'getOwnErasure' }),
    eraseOwnData: (body) => ask(ErasureReceipt, { operation: 'eraseOwnData', body }),
    resumeOwnBackups: () => ask(OwnErasure, { operation: 'resumeOwnBackups' }),
    requestCount: () => requests,
  };
}

const BACK_OFF_MILLISECONDS = 250;
