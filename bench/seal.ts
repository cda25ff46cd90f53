// What sealing costs: the statements that store a backup and read it back, synced to disk, with the bytes compressed alone (the
// anchor) and with them sealed under the person's key, that key opened from the database each time. Documents as a real profile
// has them, and a picture as Windows keeps one.

import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../src/lib/hash.ts';
import { uuidV7 } from '../src/lib/uuid.ts';
import { pack, openBlob, sealBlob, unpack } from '../src/server/backup/blob-codec.ts';
import { addBlobs, findBlobs } from '../src/server/backup/blob-store.ts';
import type { Context } from '../src/server/context.ts';
import { openDatabase } from '../src/server/database/database.ts';
import { enroll } from '../src/server/devices/enroll.ts';
import { openKeys } from '../src/server/keys/open-keys.ts';
import { ensureKeysOf, findKeysOf } from '../src/server/keys/user-keys.ts';
import { createTenant } from '../src/server/tenants/create-tenant.ts';
import type { Result } from '../src/lib/result.ts';

const ROUNDS = 7;
const BACKUPS = 8;

type Person = { readonly tenantId: string; readonly userId: string };
type Way = (context: Context, person: Person, contents: readonly Uint8Array[]) => Promise<void>;

export async function benchSeal(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-seal-'));
  const database = valueOf(await openDatabase({ dataFolder: join(folder, 'data') }));
  try {
    const keys = valueOf(await openKeys(database, { defaultFile: join(folder, 'data', 'keys.json') }));
    const context: Context = { database, keys, clock: Date.now, randomBytes };
    const { tenantId } = valueOf(await createTenant(context, { displayName: 'Bench' }));
    const who = { tenantId, userPrincipalName: 'anna@contoso.example', deviceName: 'PC-1' };
    const person = { tenantId, userId: valueOf(await enroll(context, who)).userId };
    await database.inTenant(tenantId, (tx) => ensureKeysOf(context, tx, person.userId));
    process.stdout.write(`seal: ${ROUNDS} rounds of ${BACKUPS} backups, milliseconds for one (low, median, high)\n`);
    await compare(context, person, '12 documents of 3 KB', () => texts(12, 3000));
    await compare(context, person, 'and a picture of 3 MB', () => [...texts(12, 3000), randomBytes(3_000_000)]);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true });
  }
}

async function compare(context: Context, person: Person, name: string, make: () => Uint8Array[]): Promise<void> {
  const times: Record<string, number[]> = { plain: [], sealed: [] };
  for (let round = -1; round < ROUNDS; round += 1) {
    // Taken in turns, so that the machine's moods are shared.
    for (const [way, store] of Object.entries(WAYS)) {
      const backups = Array.from({ length: BACKUPS }, make);
      const begun = performance.now();
      for (const contents of backups) await store(context, person, contents);
      if (round >= 0) times[way]?.push((performance.now() - begun) / BACKUPS);
    }
  }
  const [plain, sealed] = [times['plain'] ?? [], times['sealed'] ?? []];
  process.stdout.write(`${name}\n  compressed  ${range(plain)}\n  sealed      ${range(sealed)}\n`);
  process.stdout.write(`  ratio       ${(median(sealed) / median(plain)).toFixed(2)}\n`);
}

const WAYS: Readonly<Record<string, Way>> = {
  plain: async ({ database }, { tenantId }, contents) => {
    const blobs = contents.map((bytes) => ({ name: nameOf(bytes), body: pack(bytes) }));
    await database.inTenant(tenantId, async (tx) => {
      await addBlobs(tx, blobs, new Date());
      const names = blobs.map((it) => it.name);
      for (const { name, body } of await findBlobs(tx, names)) {
        if (!nameOf(unpack(body) ?? new Uint8Array()).equals(name)) throw new Error('not what was stored');
      }
    });
  },
  sealed: async (context, { tenantId, userId }, contents) => {
    const packed = contents.map((bytes) => ({ hash: sha256(bytes), bytes: pack(bytes) }));
    await context.database.inTenant(tenantId, async (tx) => {
      const keys = valueOf(await findKeysOf(context, tx, userId));
      if (keys === undefined) throw new Error('nobody has keys');
      const blobs = packed.map(({ hash, bytes }) => ({ hash, ...sealBlob(keys, hash, bytes) }));
      await addBlobs(tx, blobs, new Date());
      const hashes = new Map(blobs.map((it) => [Buffer.from(it.name).toString('hex'), it.hash]));
      const names = blobs.map((it) => it.name);
      for (const blob of await findBlobs(tx, names)) {
        const hash = hashes.get(Buffer.from(blob.name).toString('hex')) ?? '';
        if (openBlob(keys, blob, hash) === undefined) throw new Error('not what was stored');
      }
    });
  },
};

/** Words and digits, which compress about as settings do; never twice the same. */
function texts(count: number, bytes: number): Uint8Array[] {
  return Array.from({ length: count }, () => {
    const id = uuidV7(Date.now(), randomBytes(10));
    const line = (i: number) =>
      `"personalization.setting-${i}":${randomBytes(2).readUInt16BE()},"made.up.${i % 7}":"on",`;
    return Buffer.from(id + Array.from({ length: bytes / 50 }, (_, i) => line(i)).join('')).subarray(0, bytes);
  });
}

function nameOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function range(times: readonly number[]): string {
  return `${Math.min(...times).toFixed(2)}  ${median(times).toFixed(2)}  ${Math.max(...times).toFixed(2)}`;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

function valueOf<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}
