// Client apps and device platforms: what the sign-in is made with.

import { type IncludeExclude, KNOWN } from '../policy.ts';
import { any } from '../../../lib/ternary.ts';
import { type Clause, includedUnless, isValue, type Judgement } from './judgement.ts';

/** Values of policies that cover several of a sign-in, or that Graph has renamed. */
const COVERS: Readonly<Record<string, readonly string[]>> = {
  exchangeActiveSync: ['exchangeActiveSync', 'easSupported'],
  easUnsupported: ['exchangeActiveSync'],
  modern: ['mobileAppsAndDesktopClients'],
};

/** Without a choice a policy covers all client apps. */
export function judgeClientApp(wanted: readonly string[], clientApp: string | undefined): Judgement {
  const clause = (type: string): Clause => {
    if (type === 'all') return { holds: 'yes', words: 'all client apps', isDefault: true };
    const holds = any((COVERS[type] ?? [type]).map((it) => isValue(clientApp, it, KNOWN.clientAppTypes)));
    return { holds, words: type, needs: ['the kind of client app'] };
  };
  return includedUnless('clientApps', (wanted.length === 0 ? ['all'] : wanted).map(clause), []);
}

/** Not choosing platforms covers all of them, known to Entra or not. */
export function judgePlatform({ include, exclude }: IncludeExclude, platform: string | undefined): Judgement {
  const clause = (wanted: string): Clause => {
    if (wanted.toLowerCase() === 'all') return { holds: 'yes', words: 'every platform', isDefault: true };
    return { holds: isValue(platform, wanted, KNOWN.platforms), words: wanted, needs: ['the device platform'] };
  };
  return includedUnless('devicePlatform', (include.length === 0 ? ['all'] : include).map(clause), exclude.map(clause));
}
