// Why something that Windows keeps does not travel: a closed list, so that no gap is explained by a shrug.

/** What each reason means, for whoever asks; what it means for one setting is said beside that setting. */
export const REASONS = {
  carriedInParts: 'The catalog carries its parts as settings of their own.',
  travelsApart: 'It travels, but not as a setting: as the app list, as the layout of Start or as a picture.',
  noDocumentedLocation: 'No place is documented where Windows keeps it in a form that can be written.',
  cloudStore:
    'Services of Windows keep it in the cloud store, in a form that is not documented and holds the time of writing.',
  needsWindowsApi: 'Windows changes it by its API alone; values written beside it are ignored or do harm.',
  needsInstalling: 'It means something only once a language, voice, theme or app has been installed.',
  hardwareBound: 'It describes the hardware of one device.',
  pathOfOneDevice: 'It is a path of the source device.',
  namedOnTheDevice: 'Windows keeps it under names made on the device, which no list of settings can hold.',
  derived: 'Windows makes it from other settings, which do travel.',
  protectedByWindows: 'Windows keeps every program but its own from writing it.',
  secret: 'It is a secret, or stands among secrets.',
  history: "It is a history of what the person did, or the person's own words.",
  startsPrograms: 'It names a program, so a backup could choose what runs.',
  security: 'It could only make the device less secure.',
  management: 'It belongs to the management of the device.',
  account: 'It comes back with the account when the person signs in.',
  notASetting: 'It is a name, a state of the moment or an act, not a choice to carry.',
  windowsLeavesItOut: "Microsoft's own backup leaves it out as well, and it would not serve the person.",
} as const;

export type ReasonCode = keyof typeof REASONS;
