// Where the agent lives on a Windows device: its program for everybody, its memory for each person.

import { win32 } from 'node:path';

export type AgentPlaces = {
  /** Only administrators may write here. */
  readonly programFolder: string;
  readonly program: string;
  readonly taskFiles: { readonly backup: string; readonly restoreOffer: string };
  /** The person's own: credential, state, log. */
  readonly stateFolder: string;
  readonly credential: string;
};

/** What Windows says about itself; where it is not Windows, the names of the variables stand for their values. */
export function windowsPlaces(environment: Readonly<Record<string, string | undefined>>): AgentPlaces {
  const value = (name: string): string => environment[name] ?? `%${name}%`;
  const programFolder = win32.join(value('ProgramFiles'), 'Keepsake');
  const stateFolder = win32.join(value('LOCALAPPDATA'), 'Keepsake');
  return {
    programFolder,
    program: win32.join(programFolder, 'keepsake-agent.exe'),
    taskFiles: {
      backup: win32.join(programFolder, 'backup-task.xml'),
      restoreOffer: win32.join(programFolder, 'restore-offer-task.xml'),
    },
    stateFolder,
    credential: win32.join(stateFolder, CREDENTIAL_NAME),
  };
}

export const CREDENTIAL_NAME = 'credential.json';
