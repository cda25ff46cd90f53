// Sign-ins a change must leave alone: other applications, people, platforms, devices, clients and places, among them
// everything the policy itself names. The product of a few values each, so that an edit's side effects show.

import { type Device, UNREGISTERED } from '../device.ts';
import type { Policy } from '../policy.ts';
import type { Place, SignIn, Target, UserIdentity } from '../sign-in.ts';
import { APPLICATIONS } from '../well-known.ts';
import { type RestoreFacts, restoreSignIns, signInAt } from './restore-sign-ins.ts';

const ROLE_OF_ADMINISTRATORS = '62e90394-69f5-4237-9190-012177145e10';
const SOME_APPLICATION = '5a5a5a5a-0000-4000-8000-000000000001';
const SOMEBODY_ELSE = '5a5a5a5a-0000-4000-8000-000000000002';

export function gridFor(policy: Policy, facts: RestoreFacts): readonly SignIn[] {
  const base = signInAt('oobe', SOME_APPLICATION, facts);
  const isAsked = new Set(restoreSignIns(facts).map(({ signIn }) => JSON.stringify(signIn)));
  const grid = targetsFor(policy).flatMap((target) =>
    peopleFor(policy, facts.identity).flatMap((identity) =>
      devicesFor(base.device).flatMap((device) =>
        placesFor(base.place).flatMap((place) =>
          (['windows', 'macOS', 'iOS', 'linux'] as const).flatMap((platform) =>
            (['mobileAppsAndDesktopClients', 'browser'] as const).map(
              (clientApp): SignIn => ({ ...base, target, identity, device, place, platform, clientApp }),
            ),
          ),
        ),
      ),
    ),
  );
  return grid.filter((signIn) => !isAsked.has(JSON.stringify(signIn)));
}

function targetsFor({ conditions }: Policy): readonly Target[] {
  const { include, exclude, userActions, authenticationContexts } = conditions.applications;
  const named = [...include, ...exclude].filter((id) => id.includes('-')).slice(0, 8);
  const applications = [...new Set([...APPLICATIONS.map(({ id }) => id), SOME_APPLICATION, ...named])];
  const actions = [...new Set(['urn:user:registerdevice', 'urn:user:registersecurityinfo', ...userActions])];
  const contexts = [...new Set(['c1', ...authenticationContexts])];
  return [
    ...applications.map((id): Target => ({ kind: 'application', applications: [{ id }] })),
    ...actions.map((action): Target => ({ kind: 'userAction', action })),
    ...contexts.map((value): Target => ({ kind: 'authenticationContext', value })),
  ];
}

function peopleFor({ conditions }: Policy, asked: UserIdentity): readonly UserIdentity[] {
  const stranger: UserIdentity = { kind: 'user', id: SOMEBODY_ELSE, principalName: 'somebody@else', guestType: 'none' };
  const { groups, roles } = conditions.users;
  return [
    asked,
    { ...asked, id: SOMEBODY_ELSE, principalName: 'colleague@same.groups' },
    { ...stranger, groups: [], roles: [] },
    { ...stranger, groups: groups.include.slice(0, 1), roles: [roles.include[0] ?? ROLE_OF_ADMINISTRATORS] },
    { ...stranger, groups: groups.exclude.slice(0, 1), roles: roles.exclude.slice(0, 1) },
    { ...stranger, groups: [], roles: [], guestType: 'b2bCollaborationGuest', homeTenant: SOMEBODY_ELSE },
  ];
}

function devicesFor(asked: Device | undefined): readonly Device[] {
  const attributes = asked?.attributes ?? {};
  return [
    { ...asked, attributes },
    { isRegistered: true, attributes: { ...attributes, iscompliant: true, enrollmentprofilename: 'another profile' } },
    { isRegistered: true, attributes: { ...attributes, trusttype: 'ServerAD', deviceownership: 'Company' } },
    UNREGISTERED,
  ];
}

function placesFor(asked: Place): readonly Place[] {
  return [
    asked,
    { ipAddress: '192.0.2.1', country: null, gpsCountry: null, isCompliantNetwork: false, isTrusted: false },
  ];
}
