// What can not be measured about a rollout, and is therefore acknowledged: by a person with a name, in a role, on a day. The list
// is closed, so that nothing that can be measured is ever ticked by hand.

export const ACKNOWLEDGEABLE = {
  oneDrive: 'Files are looked after: Known Folder Move of OneDrive, or another backup of files, is in place.',
  win32Apps: 'Win32 applications come from a deployment tool, such as Intune, and not from a restore.',
  effectsOnDevices:
    'Whoever answers for devices knows that "Show restore page" concerns every device that is set up afterwards.',
  effectsOnSecurity: 'Whoever answers for security knows what of the tenant changes, in Conditional Access above all.',
  effectsOnHelpDesk: 'The help desk knows what people will see, when it begins, and where it finds the reason.',
  noExceptions: 'Nobody and nothing is left out of the rollout.',
} as const;

export type AcknowledgementSubject = keyof typeof ACKNOWLEDGEABLE;

export const ACKNOWLEDGEMENT_SUBJECTS = Object.keys(ACKNOWLEDGEABLE) as readonly AcknowledgementSubject[];

export type Acknowledgement = {
  readonly subject: AcknowledgementSubject;
  /** Who, by name: a sign-in name, or what the operator said. */
  readonly by: string;
  /** As what, in the organization's own words: "Head of workplace". */
  readonly role: string;
  readonly at: number;
};
