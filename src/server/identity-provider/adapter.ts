// What oidc-provider keeps, in our database. Clients come from the directory; everything else is an artifact.
//
// Guarantees: a code or a refresh token is consumed by one request alone, even if several show it at once.

import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import type { Context } from '../context.ts';
import type { TenantTransaction } from '../database/database.ts';
import {
  consumeArtifact,
  findArtifact,
  findArtifactBySession,
  findArtifactByUserCode,
  putArtifact,
  removeArtifact,
  removeArtifactsOfGrant,
  removeExpiredArtifacts,
  type StoredArtifact,
} from './artifact-store.ts';
import { AlreadyConsumedError } from './provider-errors.ts';
import type { Vault } from './vault.ts';

export type AdapterOptions = {
  readonly context: Context;
  readonly tenantId: string;
  readonly vault: Vault;
  /** The client of that id as oidc-provider describes clients. */
  readonly findClient: (clientId: string) => Promise<AdapterPayload | undefined>;
};

export function adapterFactory(options: AdapterOptions): AdapterFactory {
  return (model) => (model === 'Client' ? clientAdapter(options) : artifactAdapter(options, model));
}

function artifactAdapter({ context, tenantId, vault }: AdapterOptions, model: string): Adapter {
  const run = <T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> => context.database.inTenant(tenantId, work);
  const now = (): Date => new Date(context.clock());
  const read = async (find: (tx: TenantTransaction) => Promise<StoredArtifact | undefined>) => {
    const found = await run(find);
    return found === undefined ? undefined : payloadOf(vault, model, found);
  };
  return {
    upsert: async (id, payload, expiresIn) => {
      const body = vault.seal(model, Buffer.from(JSON.stringify(payload)));
      const expiresAt = new Date(context.clock() + (expiresIn ?? LONGEST_SECONDS) * 1000);
      const { grantId, userCode, uid: sessionUid, accountId } = payload;
      await run(async (tx) => {
        await removeExpiredArtifacts(tx, now(), SWEEP);
        await putArtifact(tx, { model, id, body, grantId, userCode, sessionUid, accountId, expiresAt });
      });
    },
    find: (id) => read((tx) => findArtifact(tx, model, id, now())),
    findByUserCode: (code) => read((tx) => findArtifactByUserCode(tx, model, code, now())),
    findByUid: (uid) => read((tx) => findArtifactBySession(tx, model, uid, now())),
    consume: async (id) => {
      // The provider looked before it leapt; who lost the race in between is told so here.
      if (!(await run((tx) => consumeArtifact(tx, model, id, now())))) throw new AlreadyConsumedError();
    },
    destroy: (id) => run((tx) => removeArtifact(tx, model, id)),
    revokeByGrantId: (grantId) => run((tx) => removeArtifactsOfGrant(tx, grantId)),
  };
}

function payloadOf(vault: Vault, model: string, { body, consumedAt }: StoredArtifact): AdapterPayload {
  const payload = JSON.parse(Buffer.from(vault.open(model, body)).toString()) as AdapterPayload;
  return consumedAt === null ? payload : { ...payload, consumed: Math.floor(consumedAt.getTime() / 1000) };
}

function clientAdapter({ findClient }: AdapterOptions): Adapter {
  const never = (): never => {
    throw new Error('clients are kept by the directory');
  };
  return {
    find: findClient,
    upsert: never,
    findByUserCode: never,
    findByUid: never,
    consume: never,
    destroy: never,
    revokeByGrantId: never,
  };
}

/** For what names no end of its own. */
const LONGEST_SECONDS = 90 * 24 * 60 * 60;
/** Expired artifacts that each new one takes away: more than one, so that they never pile up. */
const SWEEP = 5;
