// The agent's log: one line per event, for a help desk that reads and a tool that greps. The first five numbers mean what
// Windows' own backup means by them in its CloudRestoreLauncher channel; ours begin at 100. Numbers are never reused.
//
// A file beside the state and not Windows' event log: writing there needs rights that the person whose settings these are
// does not have. Secrets never appear; a line that can not be written stops nothing.

import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../lib/canonical-json.ts';

export const EVENTS = {
  error: { id: 1, level: 'error', meaning: 'A backup or restore failed; the line holds code, cause and fix.' },
  'backup-started': { id: 2, level: 'information', meaning: 'A backup began.' },
  'backup-completed': {
    id: 3,
    level: 'information',
    meaning: 'A backup is stored, or the service has all of it already.',
  },
  'restore-started': { id: 4, level: 'information', meaning: 'A restore began.' },
  'restore-completed': { id: 5, level: 'information', meaning: 'A restore ended and was verified.' },
  'backup-off': { id: 100, level: 'information', meaning: 'No policy allows backups; nothing is captured.' },
  'backup-waiting': { id: 101, level: 'information', meaning: 'The next backup is not due yet.' },
  'backup-interrupted': {
    id: 102,
    level: 'warning',
    meaning: 'The last backup did not end: power cut or killed. It counts as failed.',
  },
  'policy-problem': { id: 103, level: 'warning', meaning: 'A policy contradicts another or can not be understood.' },
  'state-damaged': {
    id: 104,
    level: 'warning',
    meaning: "The agent's memory was unreadable; it was put aside and begun anew.",
  },
  'state-not-written': {
    id: 105,
    level: 'warning',
    meaning: 'The agent could not remember a run; the disk may be full.',
  },
  'policy-overridden': {
    id: 106,
    level: 'warning',
    meaning: 'An administrator restored although no policy allows it.',
  },
  'setting-not-taken': {
    id: 107,
    level: 'information',
    meaning: 'Windows and not the person chooses what it shows, so a backup leaves it out.',
  },
  'backup-refused': {
    id: 108,
    level: 'warning',
    meaning: 'The service lets this device back up nothing; the line holds every reason with its fix.',
  },
  'service-older': {
    id: 109,
    level: 'information',
    meaning: "The service is from before check-ins: the device's own policies decide alone.",
  },
  'restore-offered': {
    id: 110,
    level: 'information',
    meaning: "At sign-in: another device's settings can be restored here.",
  },
  'restore-not-offered': {
    id: 111,
    level: 'information',
    meaning: 'Nothing is offered; the line holds every reason with its fix.',
  },
  'restore-resumed': { id: 112, level: 'information', meaning: 'A restore that was interrupted is gone on with.' },
  'restore-declined': {
    id: 113,
    level: 'information',
    meaning: 'The person chose to set up as new, or changed their mind while the device is in use.',
  },
  'restore-reported': { id: 114, level: 'information', meaning: 'The service knows how the restore ended.' },
  'restore-closed': {
    id: 115,
    level: 'warning',
    meaning: 'The service does not go on with a restore; the line says where it stands.',
  },
  'restore-undone': { id: 116, level: 'information', meaning: 'A restore was taken back, and the service knows.' },
  'marker-not-written': {
    id: 117,
    level: 'warning',
    meaning: 'What other programs read of the last restore could not be written to the registry.',
  },
  'restore-asked-for': {
    id: 118,
    level: 'information',
    meaning: "An administrator asked for a restore on this person's behalf; it is offered, and they decide.",
  },
  'own-data-erased': {
    id: 119,
    level: 'warning',
    meaning: 'The person erased all their backups; none are made until they are allowed again.',
  },
} as const;

export type EventName = keyof typeof EVENTS;

export type EventLog = (name: EventName, details?: { readonly [key: string]: Json }) => void;

/** `clock` in milliseconds since 1970. */
export function eventLog(stateFolder: string, clock: () => number): EventLog {
  return (name, details = {}) => {
    const { id, level } = EVENTS[name];
    const line = `${new Date(clock()).toISOString()} ${id} ${level} ${name} ${JSON.stringify(details)}\n`;
    try {
      mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
      const path = eventLogPath(stateFolder);
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (size > LOG_BYTES_MAX) renameSync(path, join(stateFolder, 'events.old.log'));
      appendFileSync(path, line, { mode: 0o600 });
    } catch {
      // What the line says is in the state and on standard output too.
    }
  };
}

export function eventLogPath(stateFolder: string): string {
  return join(stateFolder, 'events.log');
}

const LOG_BYTES_MAX = 1024 * 1024;
