// A policy that blocks every sign-in anybody makes: usually one whose exclusions were stripped before it was published, and
// a way to lock a whole organization out when it is imported as it stands.

import { evaluatePolicy } from '../evaluate.ts';
import { UNREGISTERED } from '../device.ts';
import type { Finding } from '../finding.ts';
import type { Policy } from '../policy.ts';
import type { SignIn } from '../sign-in.ts';
import { type Tenant } from '../tenant.ts';
import { signInAt } from './restore-sign-ins.ts';

/** Tried out on people without groups and roles, everywhere, with everything. */
export function blocksEveryone(policy: Policy, tenant: Tenant): Finding | undefined {
  if (policy.state === 'disabled' || policy.isMalformed) return undefined;
  const isBlocked = PROBES.every((signIn) => evaluatePolicy(policy, signIn, tenant).demand.atLeast === 'block');
  if (!isBlocked) return undefined;
  return {
    code: 'blocks-everyone',
    path: '$.conditions',
    detail: 'It blocks everybody who is not excluded by name, wherever they are and whatever they use.',
  };
}

const NOBODY_SPECIAL = {
  identity: {
    kind: 'user',
    id: '5a5a5a5a-0000-4000-8000-000000000003',
    principalName: 'nobody@special',
    groups: [],
    roles: [],
    guestType: 'none',
  },
} as const;

const COMPLIANT = {
  isRegistered: true,
  attributes: { iscompliant: true, trusttype: 'ServerAD', deviceownership: 'Company', mdmappid: 'any' },
};

const PROBES: readonly SignIn[] = ['00000002-0000-0ff1-ce00-000000000000', '5a5a5a5a-0000-4000-8000-000000000004']
  .map((id) => signInAt('firstSignIn', id, NOBODY_SPECIAL))
  .flatMap((signIn) => [
    {
      ...signIn,
      device: COMPLIANT,
      place: { isTrusted: true, country: 'NL', gpsCountry: 'NL', ipAddress: '192.0.2.1', isCompliantNetwork: true },
    },
    {
      ...signIn,
      device: UNREGISTERED,
      platform: 'macOS',
      clientApp: 'browser',
      place: { isTrusted: false, country: 'US', gpsCountry: 'US' },
    },
    {
      ...signIn,
      device: COMPLIANT,
      platform: 'iOS',
      clientApp: 'browser',
      place: { isTrusted: true, country: 'US', gpsCountry: 'US' },
    },
  ]);
