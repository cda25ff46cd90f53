// Windows' sealing of bytes for the person who is signed in (DPAPI): nobody else on the device opens them, nor anybody who
// carries the disk away without the person's password.

export type Sealer = {
  readonly seal: (bytes: Uint8Array) => Uint8Array;
  readonly open: (bytes: Uint8Array) => Uint8Array;
};

/** @throws Error on another system than Windows. What it gives throws where Windows refuses */
export async function openSealer(): Promise<Sealer> {
  if (process.platform !== 'win32') throw new Error('there is no DPAPI on this system');
  const { decode, load, out, pointer, struct } = await import('koffi');
  const blob = pointer(struct({ cbData: 'uint32', pbData: 'uint8 *' }));
  const crypt32 = load('crypt32.dll');
  const parameters = [blob, 'str16', 'void *', 'void *', 'void *', 'uint32', out(blob)];
  const protect: Transform = crypt32.func('CryptProtectData', 'bool', parameters);
  const unprotect: Transform = crypt32.func('CryptUnprotectData', 'bool', parameters);
  const free: (memory: unknown) => unknown = load('kernel32.dll').func('LocalFree', 'void *', ['void *']);
  const run = (transform: Transform, bytes: Uint8Array): Uint8Array => {
    const answer: Partial<Blob> = {};
    const given = { cbData: bytes.length, pbData: bytes };
    if (!transform(given, null, null, null, null, NO_WINDOW, answer))
      throw new Error('Windows can not seal or open this');
    const { cbData = 0, pbData } = answer;
    try {
      return Uint8Array.from(decode(pbData, 'uint8', cbData) as number[]);
    } finally {
      free(pbData);
    }
  };
  return { seal: (bytes) => run(protect, bytes), open: (bytes) => run(unprotect, bytes) };
}

/** DATA_BLOB. */
type Blob = { readonly cbData: number; readonly pbData: unknown };

type Transform = (
  given: Blob,
  description: null,
  entropy: null,
  reserved: null,
  prompt: null,
  flags: number,
  answer: Partial<Blob>,
) => boolean;

const NO_WINDOW = 0x1;
