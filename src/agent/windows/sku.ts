// Which edition runs, as the number that Windows' own policies go by: the lists of editions in configuration service providers
// and of devices that can not restore name these numbers, and the registry does not hold them.

/** `GetProductInfo` of kernel32, bound by koffi; a number that the function fills in and a flag of success. */
type GetProductInfo = (major: number, minor: number, spMajor: number, spMinor: number, sku: [number]) => boolean;

/** `undefined` where Windows does not say, or says that it is not licensed. @throws Error on another system than Windows */
export async function readSku(load: () => Promise<GetProductInfo> = loadGetProductInfo): Promise<number | undefined> {
  const getProductInfo = await load();
  const sku: [number] = [0];
  const answered = getProductInfo(WINDOWS_10_MAJOR, 0, 0, 0, sku);
  return answered && sku[0] !== UNDEFINED && sku[0] !== UNLICENSED ? sku[0] : undefined;
}

async function loadGetProductInfo(): Promise<GetProductInfo> {
  if (process.platform !== 'win32') throw new Error('there is no edition of Windows on this system');
  const { load } = await import('koffi');
  return load('kernel32.dll').func('bool GetProductInfo(uint32, uint32, uint32, uint32, _Out_ uint32 *)');
}

/** The newest Windows that the caller knows: numbers that came later are told as they are. */
const WINDOWS_10_MAJOR = 10;
const UNDEFINED = 0;
const UNLICENSED = 0xabcd_abcd;
