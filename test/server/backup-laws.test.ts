// The laws of storing: nothing broken gets in, nothing good is lost, and repeating or racing harms nobody.

import assert from 'node:assert/strict';
import { suite } from 'node:test';
import fc from 'fast-check';
import { documentText } from '../../src/domain/snapshot/take-snapshot.ts';
import { CAPTURE, capture, contentDigest, type Found, onEachServer } from './service-fixture.ts';

const CHANGED: Found = { ...CAPTURE, personalization: { 'made.up.theme': 'light', 'made.up.color': 'green' } };

suite('a broken snapshot', () => {
  onEachServer(
    'with any one byte damaged on its way is refused and stores nothing',
    async ({ newTenant, newDevice, counts, url }) => {
      const device = await newDevice(await newTenant());
      const { manifest, documents } = capture();
      const body = { manifest, expectedHead: null, documents: documents.map(documentText) };
      const bytes = Buffer.from(JSON.stringify(body));
      const before = await counts();
      const damage = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
      await fc.assert(
        fc.asyncProperty(damage, async ([at, flip]) => {
          const damaged = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ flip : byte));
          const { status } = await fetch(`${url}/v1/snapshots`, {
            method: 'POST',
            headers: {
              authorization: `Bearer ${device.enrolled.token}`,
              'content-type': 'application/json',
              'content-digest': contentDigest(bytes),
            },
            body: damaged,
          });
          assert.equal(status, 400);
        }),
        { numRuns: 100 },
      );
      assert.deepEqual(await counts(), before);
    },
  );

  onEachServer(
    'with any one character of a document or a named hash, size or count changed is refused without a digest',
    async ({ newTenant, newDevice, counts }) => {
      const device = await newDevice(await newTenant());
      const { manifest, documents } = capture();
      const texts = documents.map(documentText);
      const before = await counts();
      const send = async (body: object) => {
        const { status, body: problem } = await device.send('POST', '/v1/snapshots', { expectedHead: null, ...body });
        assert.ok([400, 422].includes(status), `${status} ${problem.code}`);
      };
      const [first = '', ...others] = texts;
      await fc.assert(
        fc.asyncProperty(fc.nat(first.length - 1), fc.integer({ min: 0, max: 0xffff }), async (at, unit) => {
          const text = first.slice(0, at) + String.fromCharCode(unit) + first.slice(at + 1);
          fc.pre(text !== first);
          await send({ manifest, documents: [text, ...others] });
        }),
        { numRuns: 60 },
      );
      const numbers = ['sizeBytes', 'chosenCount', 'unreadableCount', 'observedCount'] as const;
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...numbers), fc.integer({ min: 1, max: 9 }), async (field, more) => {
          const [entry, ...rest] = manifest.categories;
          const categories = [{ ...entry, [field]: (entry?.[field] ?? 0) + more }, ...rest];
          await send({ manifest: { ...manifest, categories }, documents: texts });
        }),
        { numRuns: 30 },
      );
      const [entry, ...rest] = manifest.categories;
      const otherHash = { ...entry, sha256: entry?.sha256.replace(/^./, (c) => (c === '0' ? '1' : '0')) };
      for (const body of [
        { manifest: { ...manifest, categories: [otherHash, ...rest] }, documents: texts },
        { manifest: { ...manifest, categories: rest.concat(manifest.categories.slice(0, 1)) }, documents: texts },
        { manifest: { ...manifest, categories: rest }, documents: texts },
        { manifest: { ...manifest, capturedAt: '2026-13-01T08:00:00Z' }, documents: texts },
        { manifest: { ...manifest, extra: 1 }, documents: texts },
        { manifest, documents: others },
        { manifest, documents: [...texts, '{}'] },
        { manifest, documents: texts, extra: 1 },
        { manifest: null, documents: texts },
        {},
      ]) {
        await send(body);
      }
      assert.deepEqual(await counts(), before);
    },
  );

  onEachServer('of a newer format is told apart from a broken one', async ({ newTenant, newDevice }) => {
    const device = await newDevice(await newTenant());
    const body = { manifest: { version: 2 }, expectedHead: null, documents: [] };
    for (const path of ['/v1/snapshots', '/v1/snapshots/proposals']) {
      const { manifest } = body;
      const answer = await device.send('POST', path, path.endsWith('proposals') ? { manifest } : body);
      assert.equal(answer.body.code, 'newer-snapshot');
    }
  });
});

suite('the head', () => {
  onEachServer(
    'is never replaced by an empty or half-read capture, unless its loss was accepted',
    async ({ newTenant, newDevice, counts }) => {
      const device = await newDevice(await newTenant());
      const good = await device.backUp(capture());
      const before = await counts();
      const lost = { state: 'unreadable', reason: 'the hive is damaged' } as const;
      const refused: [string, ReturnType<typeof capture>][] = [
        ['capture-empty', capture({})],
        ['capture-empty', capture({ ...CAPTURE, personalization: {}, accessibility: {} })],
        ['capture-half-read', capture({ ...CAPTURE, personalization: { 'made.up.theme': lost } })],
        ['capture-half-read', capture({ accessibility: CAPTURE['accessibility'] ?? {} })],
        [
          'capture-empty',
          capture({
            accessibility: { 'made.up.pointer': { state: 'absent' } },
            personalization: { 'made.up.theme': { state: 'present', value: 'light', atDefault: true } },
          }),
        ],
      ];
      for (const [code, snapshot] of refused) {
        const answer = await device.backUp(snapshot);
        assert.deepEqual([answer.status, answer.body.code], [422, code]);
      }
      assert.deepEqual(await counts(), before);
      const [, , , fewer] = refused;
      const headId = good.body.snapshot.snapshotId;
      const accepted = await device.create(fewer?.[1] ?? capture(), { expectedHead: headId, acceptLoss: true });
      assert.equal(accepted.body.created, true);
    },
  );

  onEachServer(
    'moves once however often a request is repeated, at whatever point',
    async ({ newTenant, newDevice, counts }) => {
      const device = await newDevice(await newTenant());
      const [one, two] = [capture(), capture(CHANGED)];
      const first = await device.create(one);
      const second = await device.create(two, { expectedHead: first.body.snapshot.snapshotId });
      const before = await counts();
      for (const expectedHead of [first.body.snapshot.snapshotId, second.body.snapshot.snapshotId, null]) {
        const repeat = await device.create(two, { expectedHead });
        assert.deepEqual(repeat.body, { snapshot: second.body.snapshot, created: false });
      }
      assert.equal((await device.create(one)).body.code, 'stale-head');
      // Each repeat confirmed the head, which is an event and nothing else.
      assert.deepEqual(await counts(), { ...before, audit_entry: (before['audit_entry'] ?? 0) + 3 });
    },
  );

  onEachServer('of two writers with the same expectation goes to exactly one', async ({ newTenant, newDevice }) => {
    const device = await newDevice(await newTenant());
    let head: string | null = null;
    for (let round = 0; round < 5; round += 1) {
      const writers = Array.from({ length: 6 }, (_, i) =>
        capture({ ...CAPTURE, personalization: { 'made.up.theme': `round ${round} writer ${i}` } }),
      );
      const answers = await Promise.all(writers.map((it) => device.create(it, { expectedHead: head })));
      const codes = answers.map((it) => (it.status === 200 ? 'won' : it.body.code)).toSorted();
      assert.deepEqual(codes, [...Array<string>(5).fill('stale-head'), 'won']);
      head = answers.find((it) => it.status === 200)?.body.snapshot.snapshotId ?? null;
    }
    assert.equal((await device.list()).body.snapshots.length, 5);
  });
});

onEachServer(
  'each page of a history continues the one before, and together they hold each snapshot once',
  async ({ newTenant, newDevice }) => {
    const tenant = await newTenant();
    const devices = [await newDevice(tenant), await newDevice(tenant, 'anna@contoso.example', 'PC-2')];
    const stored: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      const snapshot = capture({ ...CAPTURE, personalization: { 'made.up.theme': `theme ${i}` } });
      const answer = await devices[i % 2]?.backUp(snapshot);
      stored.push(answer?.body.snapshot.snapshotId ?? '');
    }
    for (const limit of [1, 2, 3, 7, 8]) {
      const seen: string[] = [];
      let after: string | null = '';
      while (after !== null) {
        const page: Awaited<ReturnType<(typeof devices)[0]['list']>> | undefined = await devices[0]?.list(
          `?limit=${limit}${after === '' ? '' : `&after=${after}`}`,
        );
        assert.ok(page !== undefined && page.body.snapshots.length <= limit);
        seen.push(...page.body.snapshots.map((it) => it.snapshotId));
        after = page.body.next;
      }
      assert.deepEqual(seen, stored.toSorted().toReversed());
    }
    assert.equal((await devices[0]?.list('?limit=0'))?.status, 400);
    assert.equal((await devices[0]?.list('?limit=201'))?.status, 400);
    assert.equal((await devices[0]?.list('?colour=red'))?.status, 400);
  },
);
