// Shows an address as an application: a window of Edge without tabs and address bar, with a profile folder of its own, so that
// its cookies are nobody else's and no extension looks on. Windows has Edge; elsewhere somebody opens the address themselves.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { win32 } from 'node:path';

export type OpenBrowser = {
  /** Closes the window that was opened, and no other. */
  readonly close: () => void;
};

/** `undefined` where there is no Edge. */
export function openBrowser(
  url: string,
  { profileFolder, isFullScreen }: { readonly profileFolder: string; readonly isFullScreen: boolean },
): OpenBrowser | undefined {
  const program = findEdge();
  if (program === undefined) return undefined;
  const child = spawn(program, browserWords(url, profileFolder, isFullScreen), { stdio: 'ignore' });
  child.on('error', () => {});
  return { close: () => void child.kill() };
}

/** Whether a window can be opened here that somebody sees. */
export function canOpenBrowser(): boolean {
  return findEdge() !== undefined;
}

function findEdge(): string | undefined {
  return process.platform === 'win32' ? edgeIn(process.env).find((path) => existsSync(path)) : undefined;
}

export function browserWords(url: string, profileFolder: string, isFullScreen: boolean): readonly string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profileFolder}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-extensions',
    '--disable-sync',
    ...(isFullScreen ? ['--start-fullscreen'] : ['--window-size=1040,800']),
  ];
}

function edgeIn(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return ['ProgramFiles(x86)', 'ProgramFiles'].flatMap((name) => {
    const folder = environment[name];
    return folder === undefined ? [] : [win32.join(folder, 'Microsoft\\Edge\\Application\\msedge.exe')];
  });
}
