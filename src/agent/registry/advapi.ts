// The functions of Windows' advapi32.dll that the live registry calls, bound by koffi. Nothing is loaded before it is
// asked for, and nothing on another system than Windows.

/** What the functions answer: a Windows error code, 0 for success. */
type Code = number;
export type Handle = number | bigint;
/** An argument that is written to. */
type Out<T> = [T];

export type Advapi = {
  readonly openKey: (root: Handle, path: string, options: 0, access: number, key: Out<Handle>) => Code;
  readonly createKey: (
    root: Handle,
    path: string,
    reserved: 0,
    className: null,
    options: 0,
    access: number,
    security: null,
    key: Out<Handle>,
    disposition: null,
  ) => Code;
  readonly closeKey: (key: Handle) => Code;
  readonly flushKey: (key: Handle) => Code;
  readonly queryValue: (
    key: Handle,
    name: string,
    reserved: null,
    type: Out<number>,
    data: Uint8Array,
    sizeBytes: Out<number>,
  ) => Code;
  readonly setValue: (
    key: Handle,
    name: string,
    reserved: 0,
    type: number,
    data: Uint8Array,
    sizeBytes: number,
  ) => Code;
  readonly deleteValue: (key: Handle, name: string) => Code;
  readonly enumKey: EnumerateNames;
  readonly enumValue: EnumerateNames;
  readonly deleteKey: (root: Handle, path: string, access: number, reserved: 0) => Code;
};

/** `name` is UTF-16 and `characters` its room, then its length without the terminator. */
type EnumerateNames = (
  key: Handle,
  index: number,
  name: Uint8Array,
  characters: Out<number>,
  reserved: null,
  unused1: null,
  unused2: null,
  unused3: null,
) => Code;

export async function loadAdvapi(): Promise<Advapi> {
  const { load } = await import('koffi');
  const library = load('advapi32.dll');
  return {
    openKey: library.func('long RegOpenKeyExW(intptr, str16, uint32, uint32, _Out_ intptr *)'),
    createKey: library.func(
      'long RegCreateKeyExW(intptr, str16, uint32, str16, uint32, uint32, void *, _Out_ intptr *, uint32 *)',
    ),
    closeKey: library.func('long RegCloseKey(intptr)'),
    flushKey: library.func('long RegFlushKey(intptr)'),
    queryValue: library.func(
      'long RegQueryValueExW(intptr, str16, uint32 *, _Out_ uint32 *, uint8 *, _Inout_ uint32 *)',
    ),
    setValue: library.func('long RegSetValueExW(intptr, str16, uint32, uint32, uint8 *, uint32)'),
    deleteValue: library.func('long RegDeleteValueW(intptr, str16)'),
    enumKey: library.func(
      'long RegEnumKeyExW(intptr, uint32, uint8 *, _Inout_ uint32 *, uint32 *, uint16 *, uint32 *, void *)',
    ),
    enumValue: library.func(
      'long RegEnumValueW(intptr, uint32, uint8 *, _Inout_ uint32 *, uint32 *, uint32 *, uint8 *, uint32 *)',
    ),
    deleteKey: library.func('long RegDeleteKeyExW(intptr, str16, uint32, uint32)'),
  };
}

/** The bits of an access mask; always the view that 64-bit programs have. */
const VIEW_64 = 0x0100;
export const ACCESS = {
  /** Query values, enumerate subkeys; no notification, no reading of security. */
  read: 0x0001 | 0x0008 | VIEW_64,
  write: 0x0002 | 0x0004 | VIEW_64,
  view: VIEW_64,
} as const;

export const ERROR = { fileNotFound: 2, accessDenied: 5, badPath: 161, moreData: 234, noMoreItems: 259 } as const;

/** HKEY_CURRENT_USER and HKEY_LOCAL_MACHINE as the sign-extended handles that 64-bit Windows takes. */
export const CURRENT_USER = -2147483647;
export const LOCAL_MACHINE = -2147483646;

/** Windows' own message would be in the language of the device; scripts and help desks want one. */
export function describeError(code: number): string {
  return `${MEANINGS[code] ?? 'the registry refused it'} (Windows error ${code})`;
}

const MEANINGS: Readonly<Record<number, string>> = {
  2: 'it is not there',
  5: 'access is denied',
  8: 'Windows is out of memory',
  14: 'Windows is out of memory',
  87: 'the name or the value is not valid',
  123: 'the name is not valid',
  161: 'the path is not valid',
  206: 'the name is too long',
  1009: 'the registry is damaged',
  1010: 'the key is not valid',
  1011: 'the key can not be opened',
  1012: 'the key can not be read',
  1013: 'the key can not be written',
  1014: 'a hive had to be recovered',
  1015: 'the registry is damaged',
  1016: 'the disk with the registry can not be read or written',
  1018: 'the key is being deleted',
  1450: 'Windows is out of resources',
};
