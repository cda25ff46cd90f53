// A real service on a real database for tests: its own clock, a tenant, people with devices, and captures of made-up
// settings. Nothing is replaced but time.

import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { documentTexts, takeSnapshot } from '../../src/domain/snapshot/take-snapshot.ts';
import type { Observation, Observed } from '../../src/domain/snapshot/observe.ts';
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts';
import type { AppsDocument } from '../../src/domain/apps/app-list.ts';
import { toBase64 } from '../../src/lib/bytes.ts';
import { sha256 } from '../../src/lib/hash.ts';
import { ok } from '../../src/lib/result.ts';
import { CREDENTIAL_HOURS_MAX } from '../../src/protocol/limits.ts';
import type {
  ProposalAnswer,
  SnapshotContent,
  SnapshotPage,
  StoredSnapshot,
} from '../../src/protocol/operations/backup.ts';
import type { ProblemBody } from '../../src/protocol/problem.ts';
import type { Context } from '../../src/server/context.ts';
import { enroll, type Enrolled } from '../../src/server/devices/enroll.ts';
import { startService } from '../../src/server/service.ts';
import { createTenant } from '../../src/server/tenants/create-tenant.ts';
import { demandEvents } from '../audit/demand-events.ts';
import {
  asAdministrator,
  expectOk,
  type ServerKind,
  serverKinds,
  type TestDatabase,
  withTestDatabase,
} from '../database.ts';
import { testKeys } from '../keys/test-keys.ts';

export type TestService = TestDatabase & {
  readonly context: Context;
  readonly url: string;
  readonly logged: readonly string[];
  readonly advance: (milliseconds: number) => void;
  readonly newTenant: (displayName?: string) => Promise<string>;
  /** A device of a person, with its own client. */
  readonly newDevice: (tenantId: string, user?: string, device?: string) => Promise<TestDevice>;
  /** How many rows each table has. */
  readonly counts: () => Promise<Record<string, number>>;
  readonly sql: (text: string) => Promise<Record<string, unknown>[]>;
};

export type TestDevice = {
  readonly enrolled: Enrolled;
  readonly send: <T>(method: string, path: string, body?: unknown) => Promise<Answer<T>>;
  readonly propose: (snapshot: Snapshot) => Promise<Answer<ProposalAnswer>>;
  readonly create: (snapshot: Snapshot, options?: CreateOptions) => Promise<Answer<StoredSnapshot>>;
  /** Proposes, then sends what is wanted, as an agent does. */
  readonly backUp: (snapshot: Snapshot) => Promise<Answer<StoredSnapshot>>;
  readonly get: (snapshotId: string, query?: string) => Promise<Answer<SnapshotContent>>;
  readonly list: (query?: string) => Promise<Answer<SnapshotPage>>;
};

export type CreateOptions = {
  readonly expectedHead?: string | null;
  readonly documents?: readonly string[];
  /** In base64. */
  readonly files?: readonly string[];
  readonly acceptLoss?: boolean;
};

/** `body` is a problem where `status` is 400 or more. */
export type Answer<T> = { readonly status: number; readonly headers: Headers; readonly body: T & ProblemBody };

export const START = Date.UTC(2026, 0, 1);

/** A test on the embedded PostgreSQL, and again on the one that KEEPSAKE_TEST_DATABASE_URL names. */
export function onEachServer(name: string, work: (service: TestService) => Promise<void>): void {
  for (const { kind, skip } of serverKinds) test(`${name} (${kind})`, { skip }, () => withService(work, kind));
}

export function withService<T>(work: (service: TestService) => Promise<T>, kind: ServerKind = 'embedded'): Promise<T> {
  return withTestDatabase(async (server) => {
    let now = START;
    let tenants = 0;
    const logged: string[] = [];
    const context: Context = { database: server.database, keys: testKeys(), clock: () => now, randomBytes };
    const service = await startService({ ...context, host: '127.0.0.1', port: 0, log: (line) => logged.push(line) });
    const sql = (text: string) => asAdministrator(server.owner, text);
    await demandEvents(sql);
    try {
      return await work({
        ...server,
        context,
        url: service.url,
        logged,
        advance: (milliseconds) => void (now += milliseconds),
        newTenant: async (displayName = `Contoso ${(tenants += 1)}`) =>
          expectOk(await createTenant(context, { displayName })).tenantId,
        newDevice: (tenantId, user, device) => newDevice(context, service.url, { tenantId, user, device }),
        counts: () => countRows(sql),
        sql,
      });
    } finally {
      await service.stop();
    }
  }, kind);
}

async function newDevice(
  context: Context,
  url: string,
  who: { tenantId: string; user: string | undefined; device: string | undefined },
): Promise<TestDevice> {
  const { tenantId, user = 'anna@contoso.example', device = 'PC-1' } = who;
  const lifetimeHours = CREDENTIAL_HOURS_MAX;
  const input = { tenantId, userPrincipalName: user, deviceName: device, lifetimeHours };
  const enrolled = expectOk(await enroll(context, input));
  return deviceAt(url, enrolled);
}

export function deviceAt(url: string, enrolled: Enrolled): TestDevice {
  const send = <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> =>
    request<T>(url, enrolled.token, method, path, body);
  const propose = ({ manifest }: Snapshot) => send<ProposalAnswer>('POST', '/v1/snapshots/proposals', { manifest });
  const create = (snapshot: Snapshot, options: CreateOptions = {}) =>
    send<StoredSnapshot>('POST', '/v1/snapshots', {
      manifest: snapshot.manifest,
      expectedHead: null,
      documents: documentTexts(snapshot),
      files: [...snapshot.files.values()].map(toBase64),
      ...options,
    });
  return {
    enrolled,
    send,
    propose,
    create,
    backUp: async (snapshot) => {
      const answer = await propose(snapshot);
      if (answer.body.outcome !== 'wanted') throw new Error(`not wanted: ${JSON.stringify(answer.body)}`);
      const { headSnapshotId, missing } = answer.body;
      const files = [...snapshot.files].filter(([hash]) => missing.includes(hash)).map(([, bytes]) => toBase64(bytes));
      return create(snapshot, { expectedHead: headSnapshotId, documents: textsOf(snapshot, missing), files });
    },
    get: (snapshotId, query = '') => send('GET', `/v1/snapshots/${snapshotId}${query}`),
    list: (query = '') => send('GET', `/v1/snapshots${query}`),
  };
}

/** `body` goes out as JSON with its digest; bytes go out as they are, with the digest of what they should have been. */
export async function request<T>(
  url: string,
  token: string | undefined,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<T>> {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(bytes === undefined ? {} : { 'content-type': 'application/json', 'content-digest': contentDigest(bytes) }),
      ...headers,
    },
    ...(bytes === undefined ? {} : { body: bytes }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as T & ProblemBody,
  };
}

export function contentDigest(bytes: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
}

export function textsOf(snapshot: Snapshot, hashes: readonly string[]): readonly string[] {
  return documentTexts(snapshot).filter((text) => hashes.includes(sha256(text)));
}

/** What a capture found, by category and setting: a value, or how it was not found. */
export type Found = Readonly<Record<string, Readonly<Record<string, string | Observation>>>>;

export const CAPTURE: Found = {
  accessibility: { 'made.up.pointer': 'large', 'made.up.magnifier': { state: 'absent' } },
  personalization: { 'made.up.theme': 'dark', 'made.up.color': 'green' },
};

export function capture(found: Found = CAPTURE, excluded: readonly string[] = [], apps?: AppsDocument): Snapshot {
  const observed = Object.entries(found).flatMap(([category, settings]) =>
    Object.entries(settings).map(([id, what]) => observedOf(category, id, what)),
  );
  return takeSnapshot(observed, {
    catalogVersion: 1,
    facts: { deviceName: 'PC-1', windowsBuild: 26100 },
    capturedAt: '2026-01-01T08:00:00Z',
    excluded,
    ...(apps === undefined ? {} : { apps }),
  });
}

function observedOf(category: string, id: string, what: string | Observation): Observed {
  const observation = typeof what === 'string' ? ({ state: 'present', value: what, atDefault: false } as const) : what;
  const at = { kind: 'file', path: id } as const;
  const codec = {
    kind: 'made-up',
    decode: () => ok(''),
    encode: () => ok({ type: 1, data: new Uint8Array() }),
    describe: String,
    shared: false,
  };
  return {
    setting: { id, name: id, at, codec, defaults: [] },
    category: category as Observed['category'],
    observation,
  };
}

async function countRows(sql: TestService['sql']): Promise<Record<string, number>> {
  const [row] = await sql(`SELECT ${TABLES.map((it) => `(SELECT count(*)::int FROM ${it}) AS ${it}`).join(', ')}`);
  return row as Record<string, number>;
}

const TABLES = ['backup_profile', 'snapshot', 'blob', 'snapshot_blob', 'audit_entry', 'tenant_secret', 'credential'];
