// The running Windows behind `announce`: user32 and shell32 by koffi, and two of Windows' own programs.

import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { WindowsShell } from './announce.ts';

/** Programs that hang are not waited for longer than this, one by one. */
const MESSAGE_TIMEOUT_MILLISECONDS = 500;
const PROGRAM_TIMEOUT_MILLISECONDS = 10_000;

const HWND_BROADCAST = 0xffff;
const WM_SETTINGCHANGE = 0x1a;
const SMTO_ABORTIFHUNG = 0x2;
/** Only the running value: the stored one is already there, byte for byte. */
const SPIF_NOTHING = 0;
const SHCNE_ASSOCCHANGED = 0x0800_0000;
const SHCNF_FLUSH = 0x1000;

/** @throws Error on another system than Windows */
export async function openLiveShell(): Promise<WindowsShell> {
  if (process.platform !== 'win32') throw new Error('there is no Windows to tell');
  const { load } = await import('koffi');
  const user32 = load('user32.dll');
  const number = user32.func('bool SystemParametersInfoW(uint32, uint32, intptr, uint32)');
  const text = user32.func('SystemParametersInfoW', 'bool', ['uint32', 'uint32', 'str16', 'uint32']);
  const bytes = user32.func('SystemParametersInfoW', 'bool', ['uint32', 'uint32', 'void *', 'uint32']);
  const send = user32.func('intptr SendMessageTimeoutW(intptr, uint32, intptr, str16, uint32, uint32, _Out_ intptr *)');
  const changeNotify = load('shell32.dll').func('void SHChangeNotify(int32, uint32, void *, void *)');
  return {
    setSystemParameter: (action, uiParam, pvParam) => {
      if (typeof pvParam === 'number') return Boolean(number(action, uiParam, pvParam, SPIF_NOTHING));
      if (typeof pvParam === 'string') return Boolean(text(action, uiParam, pvParam, SPIF_NOTHING));
      return Boolean(bytes(action, uiParam, Buffer.from(Int32Array.from(pvParam).buffer), SPIF_NOTHING));
    },
    settingChange: (area) => {
      const timeout = MESSAGE_TIMEOUT_MILLISECONDS;
      return Number(send(HWND_BROADCAST, WM_SETTINGCHANGE, 0, area, SMTO_ABORTIFHUNG, timeout, [0])) !== 0;
    },
    associationsChanged: () => {
      changeNotify(SHCNE_ASSOCCHANGED, SHCNF_FLUSH, null, null);
      return true;
    },
    endProcess,
    restartExplorer,
  };
}

/** Only the person's own; one that does not run needs no end. */
function endProcess(image: string): boolean {
  const own = ['/fi', `USERNAME eq ${process.env.USERNAME ?? ''}`];
  const options = { timeout: PROGRAM_TIMEOUT_MILLISECONDS, windowsHide: true };
  const { status } = spawnSync(system('taskkill.exe'), ['/f', '/im', image, ...own], options);
  return status === 0 || status === NOT_RUNNING;
}

const NOT_RUNNING = 128;

/** Ended hard, so that it does not write its own settings over the restored ones; a shell that ends so is started again. */
function restartExplorer(): boolean {
  if (!endProcess('explorer.exe')) return false;
  const explorer = spawn(join(process.env.SystemRoot ?? 'C:\\Windows', 'explorer.exe'), {
    detached: true,
    stdio: 'ignore',
  });
  explorer.on('error', () => {});
  explorer.unref();
  return true;
}

function system(program: string): string {
  return join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', program);
}
