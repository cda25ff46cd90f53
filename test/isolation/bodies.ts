// What operations that take a body are sent, as a tenant about its own, so that they succeed. They may make what they name.

import { documentTexts } from '../../src/domain/snapshot/take-snapshot.ts';
import type { Json } from '../../src/lib/canonical-json.ts';
import { captureOf, type Tenant } from './two-tenants.ts';

/** By operation: each body that is worth sending. */
export const BODIES: Readonly<Record<string, (tenant: Tenant) => Promise<readonly Json[]>>> = {
  proposeSnapshot: async (tenant) => [asJson({ manifest: captureOf(tenant).manifest })],
  createSnapshot: async (tenant) => {
    const snapshot = captureOf(tenant);
    const { body } = await tenant.device.propose(snapshot);
    if (body.outcome !== 'wanted') throw new Error('a fresh capture was not wanted');
    const { manifest } = snapshot;
    return [asJson({ manifest, expectedHead: body.headSnapshotId, documents: documentTexts(snapshot) })];
  },
};

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
