// The proof of one event, for every event of every size of a log, and for what somebody might make of it.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type AuditAct, auditEvent, auditEventBytes, OPERATOR } from '../../src/domain/audit/event.ts';
import { openEventProof, proveEvent } from '../../src/domain/audit/event-proof.ts';
import { originOf, signCheckpoint } from '../../src/domain/audit/checkpoint.ts';
import { append, EMPTY_TREE, type Frontier, type Hash, leafHash, rootHash } from '../../src/domain/audit/merkle.ts';
import { type SignerKey, verifierKeyOf } from '../../src/domain/audit/signed-note.ts';
import { encodeBundle, encodeTile, tilePath, tilesOf } from '../../src/domain/audit/tile.ts';
import { verifyCopy } from '../../src/domain/audit/verify-copy.ts';
import { copyOf, type Files } from './log-fixture.ts';

const TENANT = '0190a000-0000-7000-8000-00000000000a';
const SIGNER: SignerKey = { name: originOf(TENANT), seed: new Uint8Array(32).fill(7) };
const KEY = verifierKeyOf(SIGNER);

suite('the proof of one event', () => {
  test('is there for every event of a log of any size, and leads to what was signed', () => {
    for (const size of [1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 33, 255, 256, 257, 300, 513]) {
      const { files, checkpoint, entries } = madeLog(size);
      const indexes = size < 40 ? entries.keys() : [0, 1, 127, 254, 255, 256, size - 2, size - 1];
      for (const leafIndex of indexes) {
        const proof = proveEvent(copyOf(files), checkpoint, leafIndex);
        if (leafIndex >= size) {
          assert.equal(proof, undefined);
          continue;
        }
        const proved = openEventProof(encode(proof ?? ''), KEY);
        assert.ok(proved.ok, `${leafIndex} of ${size}: ${JSON.stringify(proved)}`);
        assert.deepEqual([proved.value.leafIndex, proved.value.entry], [leafIndex, entries[leafIndex]]);
      }
    }
  });

  test('opens with no byte changed, and with no other key', () => {
    const { files, checkpoint } = madeLog(300);
    const proof = encode(proveEvent(copyOf(files), checkpoint, 271) ?? '');
    for (const [at, byte] of proof.entries()) {
      for (const bit of [1, 32, 128]) {
        assert.equal(openEventProof(proof.with(at, byte ^ bit), KEY).ok, false, `byte ${at} ^ ${bit}`);
      }
    }
    assert.equal(openEventProof(proof, verifierKeyOf({ ...SIGNER, seed: new Uint8Array(32) })).ok, false);
  });
});

test('a log begins with itself at every earlier time, and with no other', () => {
  const { files, entries } = madeLog(270);
  const frontiers = grown(entries);
  const other = grown(entries.with(0, encode('{}')));
  const tried = (size: number) => size % 7 === 0 || size < 20 || size > 250;
  for (const [size, frontier] of [EMPTY_TREE, ...frontiers].entries()) {
    if (!tried(size)) continue;
    assert.equal(verifyCopy(copyOf(files), { key: KEY, earlier: encode(signed(frontier)) }).ok, true, `size ${size}`);
  }
  for (const [i, frontier] of other.entries()) {
    if (!tried(i)) continue;
    const verified = verifyCopy(copyOf(files), { key: KEY, earlier: encode(signed(frontier)) });
    assert.equal(verified.ok ? undefined : verified.error.code, 'not-a-beginning', `size ${i + 1}`);
  }
});

function madeLog(size: number) {
  const entries = Array.from({ length: size }, (_, i) =>
    auditEventBytes(auditEvent(ACT, { tenantId: TENANT, leafIndex: i })),
  );
  const hashes = levelsOf(entries);
  const files = new Map<string, Uint8Array>();
  for (const tile of tilesOf(size)) {
    const [first, end] = [tile.index * 256, tile.index * 256 + tile.width];
    const bytes =
      tile.level === 'entries'
        ? encodeBundle(entries.slice(first, end))
        : encodeTile((hashes[tile.level] ?? []).slice(first, end));
    files.set(tilePath(tile), bytes);
  }
  const frontier = grown(entries).at(-1) ?? EMPTY_TREE;
  files.set('checkpoint', encode(signed(frontier)));
  return { files: files as Files, entries, checkpoint: { origin: SIGNER.name, size, root: rootHash(frontier) } };
}

/** The hashes of each level of tiles. */
function levelsOf(entries: readonly Uint8Array[]): readonly (readonly Hash[])[] {
  const levels: Hash[][] = [];
  let frontier = EMPTY_TREE;
  for (const entry of entries) {
    const { subtrees, frontier: next } = append(frontier, leafHash(entry));
    for (let level = 0; level * 8 < subtrees.length; level += 1)
      (levels[level] ??= []).push(subtrees[level * 8] as Hash);
    frontier = next;
  }
  return levels;
}

function grown(entries: readonly Uint8Array[]): readonly Frontier[] {
  let frontier = EMPTY_TREE;
  return entries.map((entry) => (frontier = append(frontier, leafHash(entry)).frontier));
}

function signed(frontier: Frontier): string {
  return signCheckpoint({ origin: SIGNER.name, size: frontier.size, root: rootHash(frontier) }, SIGNER);
}

const ACT: AuditAct = {
  eventId: TENANT,
  occurredAt: 0,
  actor: OPERATOR,
  activity: 'tenant.created',
  correlationId: TENANT,
  resources: [{ type: 'Tenant', id: TENANT }],
};

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
