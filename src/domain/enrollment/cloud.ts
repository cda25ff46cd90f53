// Which of Microsoft's clouds an organization's directory is in: the hosts tell, as Microsoft lists them for national clouds
// (Microsoft Entra authentication and Microsoft Graph endpoints). GCC shares the public cloud's hosts.

import type { Cloud } from './enrollment-facts.ts';

/** `urls`: of its directory, and of the Graph that its records came from. Without any it is in none of the restricted clouds. */
export function cloudOf(urls: readonly string[]): Cloud {
  const clouds = urls.flatMap((url) => HOSTS.find(([host]) => host.test(url))?.[1] ?? []);
  return clouds.toSorted((a, b) => NARROWEST.indexOf(a) - NARROWEST.indexOf(b))[0] ?? 'public';
}

/** GCC High and DoD sign in at the same host; their Graphs differ. */
const HOSTS: readonly (readonly [RegExp, Cloud])[] = [
  [/^https:\/\/dod-graph\.microsoft\.us(\/|$)/i, 'dod'],
  [/^https:\/\/(graph|login)\.microsoft(online)?\.us(\/|$)/i, 'gccHigh'],
  [/^https:\/\/(login\.(partner\.microsoftonline|chinacloudapi)|microsoftgraph\.chinacloudapi)\.cn(\/|$)/i, 'china'],
];

const NARROWEST: readonly Cloud[] = ['china', 'dod', 'gccHigh', 'public'];
