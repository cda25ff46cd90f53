// Network & internet: the proxy, and only where an administrator asks for it.
//
// Absent on purpose: Wi-Fi profiles (secrets and a history of places), mapped drives and VPN connections (not single values),
// and the metered-network switches of VPN, which are the machine's and sit in whichever control set `Select\Current` names.

import type { Category } from '../category.ts';
import { text } from '../codecs/text.ts';
import { onOff, onRequest, setting, together } from '../entry.ts';
import { INTERNET_SETTINGS, user } from '../places.ts';

// Whoever names the proxy or its script reads and redirects what the person's browser sends. So beside the administrator's
// request these must be plain addresses: no user names or passwords, no local files, and no script fetched in clear.
const HOST = String.raw`(?:[\w.-]+|\[[\da-fA-F:]+\])(?::\d{1,5})?`;
const PROXY = `(?:(?:https?|ftp|socks)=)?(?:https?://)?${HOST}`;
const SERVER = text({ pattern: new RegExp(`^${PROXY}(?:;${PROXY})*$`) });
const BYPASS = text({ pattern: /^[\w.*:;<>[\]/ -]{0,2048}$/ });
const SCRIPT = text({ pattern: new RegExp(`^https://${HOST}(?:/[\\w.~%&=+,:/?-]*)?$`) });

// biome-ignore format: one setting a line
export const networkInternet: Category = {
  id: 'network-internet',
  name: 'Network & internet',
  description: 'The manual proxy. A proxy of another site cuts a device off, so it travels only if the organization asks for it.',
  settings: onRequest(together('proxy', [
    onOff('network.proxy.enable', 'Use a proxy server', user(INTERNET_SETTINGS, 'ProxyEnable'), 'off'),
    setting('network.proxy.server', 'Proxy address and port', user(INTERNET_SETTINGS, 'ProxyServer'), SERVER),
    setting('network.proxy.override', "Don't use the proxy server for", user(INTERNET_SETTINGS, 'ProxyOverride'), BYPASS),
    setting('network.proxy.pac', 'Setup script address', user(INTERNET_SETTINGS, 'AutoConfigURL'), SCRIPT),
  ])),
};
