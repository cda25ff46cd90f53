// When the person signed in to the session that the process runs in, as Remote Desktop Services know it of every session,
// local ones too. What Windows does not say, or says nonsense of, is unknown.

/** A copy of the WTSINFOW of the process' own session; `undefined` where Windows has none. */
type QuerySession = () => Uint8Array | undefined;

/** Milliseconds since 1970. @throws Error on another system than Windows */
export async function readSignedInAt(
  now: number,
  load: () => Promise<QuerySession> = loadQuerySession,
): Promise<number | undefined> {
  const info = (await load())();
  if (info === undefined || info.length < LOGON_TIME_OFFSET + 8) return undefined;
  const fileTime = new DataView(info.buffer, info.byteOffset).getBigInt64(LOGON_TIME_OFFSET, true);
  const time = Number(fileTime / 10_000n) - UNIX_EPOCH_IN_FILE_TIME_MILLISECONDS;
  return time > 0 && time <= now ? time : undefined;
}

async function loadQuerySession(): Promise<QuerySession> {
  if (process.platform !== 'win32') throw new Error('there is no session of Windows on this system');
  const { decode, load } = await import('koffi');
  const library = load('wtsapi32.dll');
  const query = library.func('bool WTSQuerySessionInformationW(intptr, uint32, uint32, _Out_ void **, _Out_ uint32 *)');
  const free = library.func('void WTSFreeMemory(void *)');
  return () => {
    const memory: [unknown] = [null];
    const size: [number] = [0];
    if (!query(THIS_MACHINE, OWN_SESSION, SESSION_INFO, memory, size) || memory[0] === null) return undefined;
    try {
      return Uint8Array.from(decode(memory[0], 'uint8', size[0]) as number[]);
    } finally {
      free(memory[0]);
    }
  };
}

const THIS_MACHINE = 0;
const OWN_SESSION = 0xffff_ffff;
/** WTSSessionInfo of WTS_INFO_CLASS. */
const SESSION_INFO = 24;
/** After eight numbers and the names of 32, 17 and 21 characters; times lie at multiples of eight: connect, disconnect, input, logon. */
const LOGON_TIME_OFFSET = 176 + 3 * 8;
const UNIX_EPOCH_IN_FILE_TIME_MILLISECONDS = 11_644_473_600_000;
