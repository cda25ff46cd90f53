// An organization whose service also listens on HTTPS, where Microsoft's own client for Graph talks to it: it sends tokens to
// addresses of https alone.

import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Client, GraphError } from '@microsoft/microsoft-graph-client';
import type { Json } from '../../src/lib/canonical-json.ts';
import { startService } from '../../src/server/service.ts';
import { type House, onEachHouse, ROLE_IDS, type SignedIn } from '../access/signed-in.ts';
import { makeTestFolder } from '../database.ts';
import { makeCertificate, withoutOpenssl } from '../identity-provider/certificate.ts';

export type GraphHouse = House & {
  readonly url: string;
  /** As an administrator of the organization. */
  readonly graph: (version?: 'v1.0' | 'beta') => Client;
  readonly graphAs: (who: SignedIn, version?: 'v1.0' | 'beta') => Client;
};

export type GraphJson = { readonly [member: string]: Json };
export type GraphPage = { readonly value: readonly GraphJson[]; readonly [member: string]: Json };

export function onEachGraphHouse(name: string, work: (house: GraphHouse) => Promise<void>): void {
  if (withoutOpenssl !== false) {
    test(name, { skip: withoutOpenssl });
    return;
  }
  onEachHouse(name, async (house) => {
    const { folder, remove } = await makeTestFolder();
    try {
      await withHttps(house, folder, work);
    } finally {
      await remove();
    }
  });
}

async function withHttps(house: House, folder: string, work: (house: GraphHouse) => Promise<void>): Promise<void> {
  const { cert, key, caFile } = makeCertificate(folder);
  // Every client in this process believes the test's authority from now on.
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(caFile, 'utf8')]);
  const { context } = house.service;
  const service = await startService({ ...context, host: '127.0.0.1', port: 0, tls: { cert, key }, log: () => {} });
  const administrator = await house.person('grace', { wids: [ROLE_IDS.globalAdministrator] });
  const graphAs: GraphHouse['graphAs'] = ({ token }, defaultVersion = 'v1.0') =>
    Client.initWithMiddleware({
      authProvider: { getAccessToken: async () => token },
      baseUrl: `${service.url}/`,
      defaultVersion,
      customHosts: new Set(['127.0.0.1']),
    });
  try {
    const graph = (version?: 'v1.0' | 'beta') => graphAs(administrator, version);
    await work({ ...house, url: service.url, graph, graphAs });
  } finally {
    await service.stop();
  }
}

export function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`expected a text, got ${JSON.stringify(value)}`);
}

/** What the client was refused with. */
export async function refusalOf(act: Promise<unknown>): Promise<{ readonly status: number; readonly message: string }> {
  try {
    await act;
  } catch (error) {
    if (error instanceof GraphError) return { status: error.statusCode, message: error.message };
    throw error;
  }
  throw new Error('it was not refused');
}
