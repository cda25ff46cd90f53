// Everything of an organization behind Microsoft Graph that counts here, fetched into a private folder as JSON lines: what is
// fetched can be looked through as a whole before anything is written, and an import that is interrupted is simply repeated.

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import type { Json } from '../../lib/canonical-json.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { GraphClient, GraphRefusal } from './graph-client.ts';
import type { ImportSource } from './import-item.ts';
import { readJsonLines } from './read-json.ts';

export type GraphReading = {
  readonly sources: readonly ImportSource[];
  /** What could not be read, and why. */
  readonly leftOut: readonly { readonly collection: string; readonly reason: string }[];
  /** Removes what was fetched. */
  readonly close: () => Promise<void>;
};

type Collection = {
  readonly name: string;
  readonly path: string;
  /** What its items are of, where Graph does not say it. */
  readonly context?: string;
};

/** Beta where v1.0 leaves out what counts: joinType and the edition of managed devices, policies, filters, Cloud PCs. */
const COLLECTIONS: readonly Collection[] = [
  { name: 'managedDevices', path: '/beta/deviceManagement/managedDevices?$top=500' },
  { name: 'devices', path: '/v1.0/devices?$top=500' },
  { name: 'windowsAutopilotDeviceIdentities', path: '/v1.0/deviceManagement/windowsAutopilotDeviceIdentities' },
  { name: 'cloudPCs', path: '/beta/deviceManagement/virtualEndpoint/cloudPCs' },
  { name: 'assignmentFilters', path: '/beta/deviceManagement/assignmentFilters' },
  { name: 'configurationPolicies', path: '/beta/deviceManagement/configurationPolicies?$expand=settings,assignments' },
  {
    name: 'deviceEnrollmentConfigurations',
    path: '/beta/deviceManagement/deviceEnrollmentConfigurations?$expand=assignments',
  },
  {
    name: 'windowsAutopilotDeploymentProfiles',
    path: '/beta/deviceManagement/windowsAutopilotDeploymentProfiles?$expand=assignments',
  },
  { name: 'conditionalAccessPolicies', path: '/v1.0/identity/conditionalAccess/policies' },
  { name: 'namedLocations', path: '/v1.0/identity/conditionalAccess/namedLocations' },
  { name: 'authenticationStrengths', path: '/v1.0/identity/conditionalAccess/authenticationStrength/policies' },
];

export async function readGraph(
  client: GraphClient,
  { graphUrl, onProgress }: { readonly graphUrl: string; readonly onProgress: (text: string) => void },
): Promise<Result<GraphReading, Problem>> {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-graph-'));
  const close = () => rm(folder, { recursive: true, force: true });
  const sources: ImportSource[] = [];
  const leftOut: { collection: string; reason: string }[] = [];
  const groupIds = new Set<string>();
  const fetchInto = async (collection: Collection): Promise<GraphRefusal | undefined> => {
    const file = join(folder, `${sources.length}.jsonl`);
    const refusal = await fetchAll(client, collection, file, (item) => noteGroups(item, groupIds));
    if (refusal !== undefined) {
      leftOut.push({ collection: collection.name, reason: refusal.detail });
      return refusal;
    }
    const sizeBytes = (await stat(file)).size;
    const { name } = collection;
    onProgress(`${name}: fetched ${Math.ceil(sizeBytes / 1024)} KB`);
    sources.push({ name, source: new URL(graphUrl).origin, sizeBytes, items: () => readJsonLines(file, name) });
    return undefined;
  };
  for (const collection of COLLECTIONS) {
    const refusal = await fetchInto(collection);
    // Half of a collection would pass for all of it; one that this application may not read is another matter.
    if (refusal === undefined || NOT_FOR_US.includes(refusal.status)) continue;
    await close();
    return fail({ code: 'unavailable', detail: `${collection.name} can not be read: ${refusal.detail}.` });
  }
  for (const groupId of groupIds) {
    const path = `/v1.0/groups/${groupId}/transitiveMembers?$select=id&$top=999`;
    const name = `groups('${groupId}')/members`;
    await fetchInto({ name, path, context: `$metadata#${name}` });
  }
  return ok({ sources, leftOut, close });
}

/** Not permitted, not licensed, not there, not understood. */
const NOT_FOR_US: readonly number[] = [400, 403, 404, 405, 501];

async function fetchAll(
  client: GraphClient,
  { path, context }: Collection,
  file: string,
  onItem: (item: Json) => void,
): Promise<GraphRefusal | undefined> {
  const stream = createWriteStream(file, { mode: 0o600 });
  const seen = new Set<string>();
  try {
    for (let next: string | undefined = path; next !== undefined; ) {
      if (seen.has(next)) return { status: 0, detail: 'its pages lead in a circle' };
      seen.add(next);
      const page = await client.page(next);
      if (!page.ok) return page.error;
      for (const item of page.value.value) {
        onItem(item);
        const line = `${JSON.stringify({ '@odata.context': context ?? page.value.context, value: [item] })}\n`;
        if (!stream.write(line)) await once(stream, 'drain');
      }
      next = page.value.next;
    }
    return undefined;
  } finally {
    stream.end();
    await once(stream, 'close');
  }
}

/** Groups that something is assigned to: whose members matter. */
function noteGroups(json: Json, into: Set<string>): void {
  if (Array.isArray(json)) for (const item of json) noteGroups(item, into);
  else if (typeof json === 'object' && json !== null) {
    for (const [name, value] of Object.entries(json)) {
      if (name === 'groupId' && typeof value === 'string' && /^[0-9a-f-]{36}$/i.test(value))
        into.add(value.toLowerCase());
      else noteGroups(value, into);
    }
  }
}
