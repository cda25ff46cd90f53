// Whether the door tells who lives behind it: A shows what it has at B's door, and at one where nobody lives.

import { randomBytes } from 'node:crypto';
import { formatToken } from '../../src/server/identity/token.ts';
import { sameReply } from './compare-replies.ts';
import { compareTimes } from './existence-timing.ts';
import type { House } from './house.ts';
import { nobodys } from './identifiers.ts';
import { isSuccess } from './tenant.ts';
import { bytesOf, type Call, type Reply, type Send, sendTo } from './wire.ts';

export async function askAtTheirDoor(house: House, pairsMax = 200): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { what, theirs, nobodys: nowhere } of attempts(house)) {
    const [there, elsewhere] = [await theirs(), await nowhere()];
    if (isSuccess(there)) found.push(`${what} is let in`);
    for (const needle of house.needles.findIn(bytesOf(there))) found.push(`${what}: the answer holds ${needle}`);
    if (!sameReply({ reply: there, named: NOTHING }, { reply: elsewhere, named: NOTHING })) {
      found.push(`${what} is answered with ${there.status}, where nobody lives with ${elsewhere.status}`);
    }
    const { verdict, medianMilliseconds } = await compareTimes(theirs, nowhere, pairsMax);
    if (verdict === 'different') found.push(`${what} takes ${medianMilliseconds} ms longer`);
  }
  return found;
}

type Attempt = {
  readonly what: string;
  readonly theirs: () => Promise<Reply>;
  readonly nobodys: () => Promise<Reply>;
};

function attempts({ a, b, service }: House): readonly Attempt[] {
  const { tenantId } = b;
  const noTenant = nobodys(tenantId);
  const named = (send: Send, id: string) => () => send({ ...PROFILES, headers: { 'keepsake-tenant': id } });
  const withTokens = [...a.actors]
    .filter(([actor]) => actor !== 'a device with a credential')
    .map(([actor, send]) => ({
      what: `${actor} of A in a request for B`,
      theirs: named(send, tenantId),
      nobodys: named(send, noTenant),
    }));
  const { credentialId } = b.device.enrolled;
  const showing = (token: { tenantId: string; credentialId: string }) => {
    const authorization = `Bearer ${formatToken({ ...token, secret: randomBytes(32) })}`;
    const send = sendTo(service.url, async () => ({ authorization }));
    return () => send(PROFILES);
  };
  const theirs = showing({ tenantId, credentialId });
  return [
    ...withTokens,
    { what: 'a wrong secret', theirs, nobodys: showing({ tenantId, credentialId: nobodys(credentialId) }) },
    { what: 'a wrong secret of a tenant', theirs, nobodys: showing({ tenantId: noTenant, credentialId }) },
  ];
}

const PROFILES: Call = { method: 'GET', path: '/v1/backup-profiles' };
/** In no answer. */
const NOTHING = '\u0000';
