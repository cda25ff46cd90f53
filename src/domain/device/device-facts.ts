// What is known of a device when a snapshot is taken or applied. Any fact may be unknown: then it is left out,
// and whoever needs it says so by name; nothing is guessed.

export type DeviceFacts = {
  readonly deviceName?: string;
  /** The build number, such as 26100. */
  readonly windowsBuild?: number;
};
