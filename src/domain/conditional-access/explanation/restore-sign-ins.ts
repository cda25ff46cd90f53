// The sign-ins a restore stands or falls with: two moments (Windows setup on a device that is not compliant yet, and the
// first sign-in), two applications (the service that holds the backup, and the restore page).

import type { Device } from '../device.ts';
import type { SignIn, UserIdentity } from '../sign-in.ts';
import { ACTIVITY_FEED_SERVICE, RESTORE_APP } from '../well-known.ts';

export type Moment = 'oobe' | 'firstSignIn';

export type RestoreSignIn = { readonly moment: Moment; readonly application: string; readonly signIn: SignIn };

export const RESTORE_APPLICATIONS: readonly string[] = [ACTIVITY_FEED_SERVICE, RESTORE_APP];

/** What is asked about; whatever is left out is taken as in `ASSUMED`, or stays unknown. */
export type RestoreFacts = Partial<Omit<SignIn, 'identity' | 'target'>> & { readonly identity: UserIdentity };

/** How a restore signs in, unless somebody says otherwise. */
export const ASSUMED = {
  platform: 'windows',
  clientApp: 'mobileAppsAndDesktopClients',
  transferMethod: 'none',
  signInRisk: 'none',
  userRisk: 'none',
  insiderRisk: 'none',
  proof: { methods: ['password'], secondsSinceSignIn: 0, isApprovedApplication: false, isProtectedApplication: false },
} as const;

/** A device that has just joined Entra. */
const JOINED = {
  trusttype: 'AzureAD',
  profiletype: 'RegisteredDevice',
  operatingsystem: 'Windows',
  iscompliant: false,
};

export function restoreSignIns(facts: RestoreFacts): readonly RestoreSignIn[] {
  return (['oobe', 'firstSignIn'] as const).flatMap((moment) =>
    RESTORE_APPLICATIONS.map((application) => ({ moment, application, signIn: signInAt(moment, application, facts) })),
  );
}

export function signInAt(moment: Moment, application: string, facts: RestoreFacts): SignIn {
  return {
    ...ASSUMED,
    place: {},
    ...facts,
    device: deviceAt(moment, facts.device),
    proof: { ...ASSUMED.proof, ...facts.proof },
    target: { kind: 'application', applications: [{ id: application }] },
  };
}

/** During setup compliance is not evaluated yet, so there the device is not compliant whatever it becomes. */
function deviceAt(moment: Moment, device: Device | undefined): Device {
  const attributes = { ...JOINED, ...device?.attributes };
  const isRegistered = device?.isRegistered ?? true;
  return { isRegistered, attributes: moment === 'oobe' ? { ...attributes, iscompliant: false } : attributes };
}
