// What is known of a device when a snapshot is taken or applied, and when somebody asks what it may do. Any fact may be
// unknown: then it is left out, and whoever needs it says so by name; nothing is guessed.

export type DeviceFacts = {
  readonly deviceName?: string;
  /** The build number, such as 26100. */
  readonly windowsBuild?: number;
  /** The last part of 10.0.26100.4946, which every monthly update raises. */
  readonly updateRevision?: number;
  /** Windows' own name of the edition, such as `Enterprise` or `Professional`. */
  readonly edition?: string;
  /** The number of the edition (`GetProductInfo`), such as 4 for Enterprise and 48 for Pro: what Microsoft's lists of editions name. */
  readonly sku?: number;
  /** The name of the release that people know: `24H2`. */
  readonly displayVersion?: string;
  readonly joinState?: JoinState;
  readonly cloudPc?: CloudPcKind;
  readonly virtualDesktop?: VirtualDesktop;
  readonly usage?: DeviceUsage;
  /** Graph's `complianceState` is `compliant`; during setup nobody knows yet. */
  readonly isCompliant?: boolean;
  readonly ownership?: 'company' | 'personal';
  readonly manufacturer?: string;
  readonly model?: string;
  /** The person's regional format as a language tag, such as `de-AT`. */
  readonly locale?: string;
  /** The size of text and other items on the main display: 100, 125, 150 … */
  readonly scalingPercent?: number;
  readonly hardwareClass?: HardwareClass;
};

/** How the device belongs to the organization. `workplaceRegistered` is a work account added to a personal device. */
export type JoinState = 'entraJoined' | 'hybridJoined' | 'domainJoined' | 'workplaceRegistered' | 'none';

/** Windows 365: `dedicated` is one person's own; `frontlineShared` gives people a fresh one each time. */
export type CloudPcKind = 'none' | 'dedicated' | 'frontlineShared';

/** A virtual desktop that is no Cloud PC. `nonPersistent`: thrown away after each session. */
export type VirtualDesktop = 'none' | 'persistent' | 'nonPersistent';

/** Who uses it: `multiUser` has people of its own who each sign in; `shared` is anybody's (Shared PC); `userless` nobody's. */
export type DeviceUsage = 'singleUser' | 'multiUser' | 'shared' | 'kiosk' | 'userless';

export type HardwareClass = 'desktop' | 'laptop' | 'tablet' | 'server' | 'virtualMachine';
