// What the described service does, row by row, in our words: which rules decide it and which tests hold it. The rows have the
// numbers of the list that Keepsake was begun with. A row that nothing holds yet says so.

export type Requirement = {
  readonly row: `R${number}`;
  /** What the described service does. */
  readonly says: string;
  /** What Keepsake makes of it. */
  readonly keepsake: string;
  /** Ids of rules. */
  readonly rules: readonly string[];
  /** `file › name of a test in it`, as it stands in the source. */
  readonly tests: readonly string[];
  /** What is still missing, where something is. */
  readonly open?: string;
};

const ROWS = 'test/eligibility/prerequisites.test.ts › ${title}: each row is decided as it says';
const LAWS = 'test/eligibility/laws.test.ts';

export const REQUIREMENTS: readonly Requirement[] = [
  {
    row: 'R1',
    says: "Everything is kept in the organization's own store.",
    keepsake: 'The same; the organization runs the service itself.',
    rules: [],
    tests: [
      "test/server/story.test.ts › a person's settings go in from one device and come out on the next",
      'test/isolation/tables.test.ts › a tenant does everything with its own rows and nothing with another’s, on every table',
    ],
  },
  {
    row: 'R2',
    says: 'Settings are kept in nine categories, which differ between versions of Windows.',
    keepsake: 'The same, setting by setting, each row of the official catalogue carried or left out with a reason.',
    rules: [],
    tests: [
      'src/domain/catalog/official/official.test.ts › every row of the official catalogue has an answer that holds',
      'test/catalog/settings-map.test.ts › groups and first builds are those of the map',
    ],
  },
  {
    row: 'R3',
    says: 'The list of Store apps is kept; after a restore they are on Start again and are installed where that is possible.',
    keepsake: 'The same, with a state for each app.',
    rules: [],
    tests: [
      'test/apps/app-list.test.ts › every app is listed once, in its newest version, whatever order its packages come in',
      'test/apps/queue.test.ts › every app comes to an end, within its tries, whatever the commands do and whenever the device stops',
    ],
  },
  {
    row: 'R4',
    says: 'Pins and layout of Start are kept.',
    keepsake: 'The same.',
    rules: [],
    tests: [
      'test/apps/real-pins.test.ts › every collected layout is read: as many pins as it has elements or entries that pin something',
      'src/domain/start/pins.test.ts › a pinned list is read as it was written, in either encoding',
    ],
  },
  {
    row: 'R5',
    says: 'Files, images, drivers and Win32 applications are not kept; other tools are.',
    keepsake: 'The same, said plainly; a background picture is the only file that comes along.',
    rules: [],
    tests: [
      'src/domain/catalog/left-out.test.ts › what is left out is named once, is no setting, and says why in a sentence',
      'test/apps/app-list.test.ts › what Windows calls a system package is never an app, and what came from the Store mostly is',
    ],
  },
  {
    row: 'R6',
    says: 'Only the same person, by their organizational identity, reads a backup.',
    keepsake: 'The same; it is sealed for that person.',
    rules: ['same-person', 'organizational-account'],
    tests: [
      ROWS,
      'test/keys/seal.test.ts › bytes sealed for one tenant, user, purpose and name, under one key, are nothing to another',
    ],
  },
  {
    row: 'R7',
    says: 'Nothing moves from one tenant to another.',
    keepsake: 'The same; a move that both sides agree to is not there.',
    rules: ['same-tenant'],
    tests: [ROWS, 'test/isolation/schema.test.ts › every table keeps every rule'],
  },
  {
    row: 'R8',
    says: 'Backups are made on devices that are joined to Entra or hybrid.',
    keepsake: 'The same.',
    rules: ['joined-device'],
    tests: [ROWS],
  },
  {
    row: 'R9',
    says: 'During setup a restore is offered on devices that join Entra alone.',
    keepsake: 'The same; the organization may lift the limit for hybrid devices.',
    rules: ['joined-device', 'not-hybrid-in-setup', 'restore-page', 'not-shared', 'person-in-setup'],
    tests: [
      ROWS,
      `${LAWS} › with the restore page off nothing is offered during setup, whatever is lifted`,
      'test/restore-server/life.test.ts › a restore from the offer to its end: ${phase}',
    ],
  },
  {
    row: 'R10',
    says: 'At the first sign-in it is offered on hybrid devices, devices of several people and Cloud PCs too.',
    keepsake: 'The same.',
    rules: [
      'joined-device',
      'restore-policy',
      'personal-use',
      'not-shared',
      'cloud-pc-kind',
      'persistent-desktop',
      'person-in-setup',
    ],
    tests: [
      ROWS,
      'test/restore-server/skip.test.ts › two people on one device do not know of each other',
      'test/restore-server/life.test.ts › a restore from the offer to its end: ${phase}',
    ],
  },
  {
    row: 'R11',
    says: 'The first sign-in is for those who missed it during setup; whoever declined is not asked again.',
    keepsake: 'The same; on demand a person may always change their mind.',
    rules: ['not-skipped', 'not-restored'],
    tests: [
      ROWS,
      `${LAWS} › whoever skipped is never asked again during setup or at the first sign-in`,
      'test/restore-server/skip.test.ts › "set up as new" (${phase}) is honoured on this enrollment, and forgotten on the next',
      'test/restore-server/skip.test.ts › who missed the page in setup is offered a restore at first sign-in: nobody answered, which is no refusal',
    ],
  },
  {
    row: 'R12',
    says: 'Each release of Windows has its minimum builds, different for backup, setup and first sign-in, and they change.',
    keepsake: 'The same, as a table that an organization can replace.',
    rules: ['minimum-build'],
    tests: [
      ROWS,
      'test/eligibility/build-table.test.ts › the table that the organization chose is the one that decides',
    ],
  },
  {
    row: 'R13',
    says: 'Where the build is too old, setup installs quality updates before it offers a restore.',
    keepsake: 'The same; both the administrator and the person read that updates come first.',
    rules: ['minimum-build'],
    tests: [
      ROWS,
      'test/restore-server/refusals.test.ts › each refusal that data can cause is told, with its fix, and nothing is offered',
      'test/policy-server/choices.test.ts › the effective policy names what holds, through which assignment, and what is not known',
    ],
  },
  {
    row: 'R14',
    says: 'Of Autopilot only the user-driven way is supported; self-deploying and the technician part of pre-provisioning are not.',
    keepsake: 'The same, explained.',
    rules: ['person-in-setup', 'autopilot-mode', 'personal-use'],
    tests: [ROWS],
  },
  {
    row: 'R15',
    says: 'Enrollment by Group Policy or co-management, some editions and sovereign clouds are left out.',
    keepsake: "The same by default; what is a limit of Microsoft's service may be lifted.",
    rules: ['enrollment-path', 'supported-edition', 'supported-cloud'],
    tests: [
      ROWS,
      `${LAWS} › lifting a limit of the service lets more through and never less; lifting anything else does nothing`,
    ],
  },
  {
    row: 'R16',
    says: 'Off until two separate controls are on: the backup policy and the restore toggle; by Intune, Group Policy or MDM.',
    keepsake: 'The same, on Windows 11 26H2 too.',
    rules: ['backup-policy', 'companion-policies', 'something-left', 'restore-page', 'restore-policy'],
    tests: [
      ROWS,
      `${LAWS} › with "Enable Windows Restore" off nothing is offered after setup, and with "Enable Windows Backup" off nothing is captured`,
      'test/policy/resolve-tables.test.ts › Group Policy beside an MDM: equal is mixed, different is a conflict, an echo is neither',
      'test/policy-server/life.test.ts › a policy from its definitions to its end',
    ],
  },
  {
    row: 'R17',
    says: 'The restore toggle concerns the whole tenant.',
    keepsake: 'The same, and groups may be given another setting before everybody else.',
    rules: ['restore-page'],
    tests: [
      ROWS,
      'test/policy/resolve-tables.test.ts › the restore page: a pilot before everybody, the lowest number first, the default last, a skipped one falls through',
      'test/policy-server/restore-page.test.ts › restore pages for groups have an order of their own',
    ],
  },
  {
    row: 'R18',
    says: 'An Intune or Global Administrator sets them; roles and audit apply.',
    keepsake: 'The same, by the same role template ids.',
    rules: [],
    tests: [
      'test/access/matrix.test.ts › each operation lets in exactly the kinds of actor and the roles that it is meant to',
      'test/audit/acts.test.ts › what can not be told is not done, and what is done is told',
    ],
  },
  {
    row: 'R19',
    says: 'A task backs up every eight days; a person may start a backup.',
    keepsake: 'The same.',
    rules: [],
    tests: [
      'test/schedule/decide-run.test.ts › a year with a good clock: exactly one run per period, on the trigger after it is due',
      'test/schedule/task-xml.test.ts › what the backup task promises stands in it',
    ],
  },
  {
    row: 'R20',
    says: 'Signing in finds the backup, a restore is offered, settings are applied and apps come back.',
    keepsake: 'The same, with preview and undo.',
    rules: ['organizational-account', 'usable-backup'],
    tests: [
      ROWS,
      'test/agent/restore-session.test.ts › a restore from the offer to its end',
      'test/schedule/agent-restore.test.ts › first sign-in: refused with every reason, offered, chosen, restored once; in use it can be asked for again',
    ],
  },
  {
    row: 'R21',
    says: 'A restore needs a token for the Activity Feed Service; where Conditional Access refuses it, it fails without a word.',
    keepsake: 'Evaluated beforehand, named with the smallest change, and never silent.',
    rules: ['conditional-access'],
    tests: [
      ROWS,
      'test/eligibility/conditional-access-fact.test.ts › a policy in the way is named once with its smallest change, which the decision gives as the fix',
      'test/conditional-access/explain.test.ts › the smallest change excludes the two applications, changes nothing else, and does what it says',
      'test/restore-server/refusals.test.ts › what Conditional Access blocks is told to who asks for others, with the policy and its change',
    ],
  },
  {
    row: 'R22',
    says: 'A second factor must be possible during setup; strong methods have limits in virtual machines.',
    keepsake: 'A prompt is no refusal, and a strong one is announced with what satisfies it.',
    rules: ['conditional-access'],
    tests: [
      'test/eligibility/conditional-access-fact.test.ts › being asked for a second factor is no refusal',
      'test/conditional-access/explain.test.ts › a strong prompt is announced, with what satisfies it',
    ],
  },
  {
    row: 'R23',
    says: 'After setup there is no way to restore again.',
    keepsake: 'Removed: on demand at any time, where the policy allows it.',
    rules: ['restore-policy', 'not-restored'],
    tests: [
      ROWS,
      'test/policy/local-policy.test.ts › a restore on demand: what the policy allows, or an administrator in spite of it, by name and on record',
      'test/schedule/agent-restore.test.ts › set up as new is final for this enrollment at first sign-in; in use a restore stays possible',
    ],
  },
  {
    row: 'R24',
    says: 'It complements OneDrive, USMT, PCmover, Intune and Configuration Manager.',
    keepsake: 'Set side by side in docs/admin/side-by-side.md; what Keepsake never carries has its reason.',
    rules: [],
    tests: ['src/domain/catalog/left-out.test.ts › every reason means something'],
  },
  {
    row: 'R25',
    says: 'Roll out with a pilot, confirm the builds, check Conditional Access, keep other plans, tell people, list exceptions.',
    keepsake:
      'A guide that checks itself over the whole fleet, a pilot of the fewest devices, rings that are measured, and a stop that holds at once.',
    rules: ['ring-not-stopped'],
    tests: [
      'test/rollout/checklist.test.ts › of nothing nothing is done, of everything everything, and each thing that is missing opens its own item alone',
      'test/rollout/checklist.test.ts › the checklist follows what happens: devices, a pilot, a restore, a policy in the way, people by name',
      'test/rollout/pilot.test.ts › every value that a device of the fleet has is on a device of the pilot',
      'test/rollout/rings.test.ts › once a stop is answered nobody is offered anything any more, however many ask meanwhile',
      'test/console/rollout.test.ts › an administrator goes from nothing to a finished pilot',
      'test/conditional-access/program.test.ts › explain blocks with a change that, once made, lets the restore pass',
      'test/policy-server/program.test.ts › an operator switches backups and restores on for a pilot, looks, and takes it back',
    ],
  },
  {
    row: 'R26',
    says: 'After ransomware or a reset a person gets their environment back quickly.',
    keepsake: 'The same; a half-read or empty capture never replaces a good backup.',
    rules: ['usable-backup'],
    tests: [
      'test/server/backup-laws.test.ts › is never replaced by an empty or half-read capture, unless its loss was accepted',
      'test/laws/restore.test.ts › after a restore, the same plan is empty, every change is confirmed, and undo gives the old profile back',
      'test/restore-server/reset.test.ts › after a reset a device is offered what it backed up before, and who had skipped is asked again',
    ],
  },
  {
    row: 'R27',
    says: 'Large waves of devices are replaced at once.',
    keepsake: 'Measured: npm run bench -- wave, and what one decision costs: npm run bench -- eligibility.',
    rules: [],
    tests: [
      'test/restore-server/wave.test.ts › a wave of devices over a service that sheds load: every restore is completed, and none twice',
      'test/schedule/decide-run.test.ts › back-off begins with minutes, never shrinks, and is bounded; jitter differs between devices',
    ],
  },
  {
    row: 'R28',
    says: 'Preview programs open features to some tenants first.',
    keepsake:
      'The same: each feature of its own, chosen by an organization, and in force once somebody accepted its terms by name.',
    rules: [],
    tests: [
      'test/policy-server/flights.test.ts › a preview feature counts while its terms, as they stand, are accepted by somebody by name',
      'test/policy-server/flights.test.ts › each preview feature opens something that exists, and nothing else',
    ],
  },
  {
    row: 'R29',
    says: 'More provisioning modes, hybrid restores, Cloud PCs and richer apps are announced.',
    keepsake: 'Limits that are no technical ones may be lifted today.',
    rules: [
      'not-hybrid-in-setup',
      'autopilot-mode',
      'enrollment-path',
      'cloud-pc-kind',
      'persistent-desktop',
      'not-shared',
    ],
    tests: [
      `${LAWS} › lifting a limit of the service lets more through and never less; lifting anything else does nothing`,
    ],
  },
  {
    row: 'R30',
    says: 'The time until somebody can work is the measure.',
    keepsake: 'Each restore is measured from signing in to done.',
    rules: [],
    tests: [
      'test/restore-server/life.test.ts › a restore from the offer to its end: ${phase}',
      'src/domain/restore/session.test.ts › the time to productivity is of restores that completed, and never negative',
    ],
  },
];

/** Prerequisites and behaviour of the described service that no rule decides, and what holds each. */
export const ELSEWHERE: readonly { readonly says: string; readonly tests: readonly string[] }[] = [
  {
    says: 'Backups are made while "Enable Windows Backup" is on; switched off, nothing new is made and what is stored stays.',
    tests: [
      'test/schedule/agent-life.test.ts › off without a policy; on with one; then two requests a period; off again keeps what is stored',
    ],
  },
  {
    says: 'Each exclusion policy keeps its group back; more exclusions never let more travel.',
    tests: [
      'test/policy/resolve-tables.test.ts › each exclusion takes its groups and their categories along when enabled, or when nobody can tell, and only then',
      'test/policy/resolve-laws.test.ts › adding a policy that excludes never enlarges what travels',
      'test/policy/local-policy.test.ts › adding an exclusion never enlarges what travels',
      'test/schedule/agent-life.test.ts › a category that a policy excludes does not travel',
    ],
  },
  {
    says: 'With the check box of an exclusion policy a person may turn the group on again.',
    tests: [
      'test/policy/resolve-tables.test.ts › a person may turn a group on again only where everybody who excludes it lets them',
    ],
  },
  {
    says: 'Windows 11 26H2 backs up where nobody said anything, on joined devices; here only where the organization chose so.',
    tests: [
      "test/policy/resolve-tables.test.ts › Windows' own default counts where the organization chose so, from 26H2, on joined devices, and where nobody spoke",
    ],
  },
  {
    says: 'Group Policy and MDM must not be mixed.',
    tests: [
      'test/policy/resolve-tables.test.ts › Group Policy beside an MDM: equal is mixed, different is a conflict, an echo is neither',
    ],
  },
  {
    says: 'The settings catalog names the two switches by documented ids.',
    tests: ['test/policy/configuration-policy.test.ts › the documented ids are these'],
  },
  {
    says: 'The restore page is on for everybody or nobody, has a configuration that can be read and changed by Graph, and is not configured at first.',
    tests: [
      'test/policy-server/restore-page.test.ts › the toggle is found by a filter and moved by two members',
      'test/policy-server/restore-page.test.ts › the default is everybody’s, comes last and stays',
    ],
  },
  {
    says: "Reading or deleting somebody's backup takes a role that a Global Administrator does not have by that alone.",
    tests: [
      'test/access/others-backups.test.ts › a Global Administrator reads nobody’s backup; whom they make backup administrator does',
    ],
  },
  {
    says: 'During setup and at the first sign-in a person chooses one of their backups or sets the device up as new.',
    tests: [
      'test/restore-server/life.test.ts › a restore from the offer to its end: ${phase}',
      'test/agent/restore-session.test.ts › a restore from the offer to its end',
    ],
  },
  {
    says: 'A crash, a lost network or a closed lid is no skip.',
    tests: [
      'test/restore-server/skip.test.ts › a restore that broke off is gone on with after a restart, in whatever phase; it expires, and is offered again',
      'src/domain/restore/session.test.ts › an expired restore is no skip, nothing leads on from it, and everybody sees the same one',
      'test/agent/restore-session.test.ts › a crash after any act: started again, it comes to the same profile and one completed session',
      'test/agent/restore-session.test.ts › without a word nothing changes, and the offer stays',
    ],
  },
  {
    says: 'Switching the restore page off takes nothing back that was offered before, and offers nothing new.',
    tests: [
      'test/restore-server/skip.test.ts › switched off, the page offers nothing new; what was offered goes on',
      'test/simulation/simulation.test.ts › whatever happens, what must hold does',
    ],
  },
  {
    says: "Each restore has one of Intune's statuses.",
    tests: [
      "src/domain/restore/session.test.ts › the words of Intune's report",
      'test/restore-server/life.test.ts › a restore from the offer to its end: ${phase}',
    ],
  },
  {
    says: 'Other tooling sees that a restore ran.',
    tests: [
      'test/agent/restore-marker.test.ts › a completed restore, for the person and, where that may be written, for the machine',
      'test/agent/restore-marker.test.ts › every ending is an event, and a registry that refuses is one more',
    ],
  },
  {
    says: 'How a device is joined, enrolled and used is read from Windows and from what Intune, Autopilot and the directory say.',
    tests: [
      'test/windows/device-facts.test.ts › the five ways of belonging are told apart, and a DNS suffix alone is no domain',
      'test/windows/device-facts.test.ts › a Cloud PC is one by name, and a virtual machine too',
      'test/windows/enrollment-facts.test.ts › enrollment: ${name}',
      'test/devices/facts-of-records.test.ts › every documented value says what it says, and no other says anything',
    ],
  },
  {
    says: 'Why nothing is offered is told by command, by the device and by the service, then and now.',
    tests: [
      'test/restore-server/program.test.ts › why says what is missing, lists what was decided, and decides from a file',
      'test/restore-server/decisions.test.ts › a refusal of last month is told as it was, whatever has changed since',
      'test/schedule/agent-restore.test.ts › the program: refused with a sentence and a code, offered, and restored on demand',
    ],
  },
];
