// How a device came into the organization's management, as far as it is known. Names follow Graph's `deviceEnrollmentType`
// and the Autopilot documents.

export type EnrollmentFacts = {
  readonly path?: EnrollmentPath;
  readonly mode?: ProvisioningMode;
  /** Of a pre-provisioned device: who is at it now. */
  readonly preProvisioningFlow?: 'technician' | 'user';
  /** The Enrollment Status Page installs Windows quality updates before it lets the person go on. */
  readonly installsQualityUpdates?: boolean;
};

/** `oobeJoin`: the person joined Entra during setup; `settings`: by hand, from the Settings app. */
export type EnrollmentPath = 'oobeJoin' | 'groupPolicy' | 'coManagement' | 'settings' | 'bulk' | 'autopilotReset';

/** `none`: without Autopilot. */
export type ProvisioningMode = 'none' | 'userDriven' | 'selfDeploying' | 'preProvisioned' | 'devicePreparation';

/** Microsoft's clouds: `public` has the commercial tenants and GCC. */
export type Cloud = 'public' | 'gccHigh' | 'dod' | 'china';
