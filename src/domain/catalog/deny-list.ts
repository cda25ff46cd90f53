// The deny-list: places that never travel, whatever a catalog says. Capture and planning both ask `whyDenied` before they touch
// a place, so that a mistake in a future entry, or a hostile catalog, can neither read a secret nor plant a program.
//
// A place is denied by its key (and everything below) or by single values of it. The same place has several spellings in
// Windows; all are brought to one form first.

import type { HiveName, Location, RegistryLocation } from './setting.ts';
import { DENIED_FILES, DENIED_KEYS, type DeniedKey } from './denied-places.ts';

/** In a few words why a place never travels; `undefined` where nothing stands against it. */
export function whyDenied(location: Location): string | undefined {
  if (location.kind === 'windows') return undefined;
  return location.kind === 'file' ? whyFileDenied(location.path) : whyKeyDenied(location);
}

function whyFileDenied(path: string): string | undefined {
  const segments = path.split('/');
  const strange = path.includes('\\') || path.includes(':') || path.includes('\0');
  if (strange || segments.some((segment) => /^\.{0,2}$/.test(segment) || /[. ]$/.test(segment)))
    return 'not a plain path below the profile folder';
  return FILE_RULES.find((rule) => rule.path.test(path))?.why;
}

function whyKeyDenied(location: RegistryLocation): string | undefined {
  const { hive, key } = plain(location.hive, location.key);
  const rules = KEY_RULES.get(hive) ?? [];
  return rules.find(
    (rule) => rule.key.test(key) && rule.value.test(location.value) && !rule.except(key, location.value),
  )?.why;
}

type Place = { readonly hive: HiveName; readonly key: string };

/** One spelling for each place: the person's classes, the 32-bit view and the numbered control sets are only other names. */
function plain(hive: HiveName, key: string): Place {
  const spelled = key.split('\\').filter(Boolean).join('\\');
  if (hive === 'NTUSER.DAT' && /^Software\\Classes(\\|$)/i.test(spelled))
    return { hive: 'UsrClass.dat', key: spelled.replace(/^Software\\Classes\\?/i, '') };
  if (hive === 'SYSTEM') return { hive, key: spelled.replace(/^ControlSet\d{3}(?=\\|$)/i, 'CurrentControlSet') };
  return { hive, key: spelled.replaceAll(/(^|\\)WOW6432Node(?=\\|$)/gi, '').replace(/^\\/, '') };
}

type KeyRule = {
  readonly key: RegExp;
  readonly value: RegExp;
  readonly except: (key: string, value: string) => boolean;
  readonly why: string;
};

const KEY_RULES: ReadonlyMap<HiveName, readonly KeyRule[]> = new Map(
  [...Map.groupBy(DENIED_KEYS, (denied) => denied.hive)].map(([hive, denied]) => [hive, denied.map(ruleOf)]),
);

const FILE_RULES = DENIED_FILES.map(({ path, why }) => ({ path: below(path, '/'), why }));

function ruleOf({ key, values, except, why }: DeniedKey): KeyRule {
  const [exceptKey, ...exceptValues] = except ?? [];
  return {
    key: below(key, '\\'),
    value: values === undefined ? /^/ : new RegExp(`^(?:${values.map(glob).join('|')})$`, 'i'),
    except: (at, value) =>
      exceptKey !== undefined && exceptValues.includes(value) && new RegExp(`^${glob(exceptKey)}$`, 'i').test(at),
    why,
  };
}

/** The folder itself and all below it. A leading `**` means: anywhere. */
function below(folder: string, separator: '/' | '\\'): RegExp {
  const anywhere = folder.startsWith('**');
  const end = separator === '/' ? '(?:/|$)' : String.raw`(?:\\|$)`;
  const start = anywhere ? (separator === '/' ? '(?:^|/)' : String.raw`(?:^|\\)`) : '^';
  return new RegExp(start + glob(anywhere ? folder.slice(3) : folder) + end, 'i');
}

/** `*` is anything within one step of the path. */
function glob(text: string): string {
  return text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', String.raw`[^\\/]*`);
}
