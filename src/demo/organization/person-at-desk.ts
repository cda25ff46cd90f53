// Somebody of the organization at a new PC, on this machine's disk: a fresh profile, the machine's policies, and the credential of
// that device. What the agent's pages need to be opened on.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeCredential } from '../../agent/credential-file.ts';
import { writeDword } from '../../domain/catalog/codecs/number.ts';
import { WINDOWS_POLICIES } from '../../domain/policy/windows-policies.ts';
import { createHive } from '../../regf/edit.ts';
import { CREDENTIAL_HOURS_MAX } from '../../protocol/limits.ts';
import type { Context } from '../../server/context.ts';
import { enroll } from '../../server/devices/enroll.ts';
import { makeProfile } from '../make-profile.ts';
import { CURRENT } from './device-kinds.ts';
import { certain } from './device-life.ts';

export type Desk = {
  readonly userPrincipalName: string;
  readonly profile: string;
  /** What the agent is told beside it. */
  readonly options: readonly string[];
  readonly environment: { readonly KEEPSAKE_FACTS: string };
};

export async function setUpDesk(
  context: Context,
  {
    tenantId,
    userPrincipalName,
    folder,
    serviceUrl,
  }: {
    readonly tenantId: string;
    readonly userPrincipalName: string;
    readonly folder: string;
    readonly serviceUrl: string;
  },
): Promise<Desk> {
  const enrolled = certain(
    await enroll(context, { tenantId, userPrincipalName, deviceName: 'FBK-NEW', lifetimeHours: CREDENTIAL_HOURS_MAX }),
  );
  mkdirSync(folder, { recursive: true });
  const place = (name: string): string => join(folder, name);
  const { facts, enrollment } = CURRENT;
  makeProfile({ folder: place('profile'), windowsBuild: facts.windowsBuild ?? 0, chosen: {}, extras: [] });
  const { token, credentialId, expiresAt, deviceName: device } = enrolled;
  const credential = { service: serviceUrl, token, user: userPrincipalName, device, tenantId, credentialId, expiresAt };
  writeCredential(place('credential.json'), credential);
  writeFileSync(place('facts.json'), JSON.stringify({ ...facts, enrollment, account: 'organizational' }));
  writeFileSync(place('SOFTWARE'), machinePolicies());
  return {
    userPrincipalName,
    profile: place('profile'),
    // biome-ignore format: an option and its value a line
    options: [
      '--profile', place('profile'),
      '--state', place('state'),
      '--credential', place('credential.json'),
      '--software-hive', place('SOFTWARE'),
    ],
    environment: { KEEPSAKE_FACTS: place('facts.json') },
  };
}

/** A SOFTWARE hive whose Group Policy lets people be backed up and given back. */
function machinePolicies(): Uint8Array {
  const hive = createHive({ fileName: 'SOFTWARE' });
  for (const { effect, gpo } of WINDOWS_POLICIES) {
    if (gpo?.location.kind !== 'registry' || (effect.kind !== 'backup' && effect.kind !== 'restore')) continue;
    hive.setValue(gpo.location.key, gpo.location.value, writeDword(1));
  }
  return hive.toBytes();
}
