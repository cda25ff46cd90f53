// Network & internet: the proxy and the machine's choices about costly networks, and only where an administrator asks for them.
//
// Absent on purpose: Wi-Fi profiles and VPN passwords (secrets, and a history of places), mapped drives and VPN connections (made
// by Windows' API, under names of the person's own).

import type { Category } from '../category.ts';
import { text } from '../codecs/text.ts';
import { ofTheMachine, offOn, onOff, onRequest, setting, together } from '../entry.ts';
import { control, INTERNET_SETTINGS, machine, user } from '../places.ts';

// Whoever names the proxy or its script reads and redirects what the person's browser sends. So beside the administrator's
// request these must be plain addresses: no user names or passwords, no local files, and no script fetched in clear.
const HOST = String.raw`(?:[\w.-]+|\[[\da-fA-F:]+\])(?::\d{1,5})?`;
const PROXY = `(?:(?:https?|ftp|socks)=)?(?:https?://)?${HOST}`;
const SERVER = text({ pattern: new RegExp(`^${PROXY}(?:;${PROXY})*$`) });
const BYPASS = text({ pattern: /^[\w.*:;<>[\]/ -]{0,2048}$/ });
const VPN_COSTS = 'Services\\RasMan\\Parameters\\Config\\VpnCostedNetworkSettings';
const SCRIPT = text({ pattern: new RegExp(`^https://${HOST}(?:/[\\w.~%&=+,:/?-]*)?$`) });

// biome-ignore format: one setting a line
export const networkInternet: Category = {
  id: 'network-internet',
  name: 'Network & internet',
  description: 'The manual proxy and costly networks, only if the organization asks for them. Never Wi-Fi or VPN passwords.',
  settings: [
    ...onRequest(together('proxy', [
      onOff('network.proxy.enable', 'Use a proxy server', user(INTERNET_SETTINGS, 'ProxyEnable'), 'off'),
      setting('network.proxy.server', 'Proxy address and port', user(INTERNET_SETTINGS, 'ProxyServer'), SERVER),
      setting('network.proxy.override', "Don't use the proxy server for", user(INTERNET_SETTINGS, 'ProxyOverride'), BYPASS),
      setting('network.proxy.pac', 'Setup script address', user(INTERNET_SETTINGS, 'AutoConfigURL'), SCRIPT),
    ])),
    ...ofTheMachine([
      offOn('network.vpn.metered', 'VPN: allow over metered networks', control(VPN_COSTS, 'NoCostedNetwork'), 'on'),
      offOn('network.vpn.roaming', 'VPN: allow while roaming', control(VPN_COSTS, 'NoRoamingNetwork'), 'on'),
      onOff('network.wifi.hotspot2', 'Let me use Online Sign-Up to get connected', machine('Microsoft\\WlanSvc\\AnqpCache', 'OsuRegistrationStatus'), 'on'),
      onOff('network.autoSetup', 'Set up network-connected devices automatically', machine('Microsoft\\Windows\\CurrentVersion\\NcdAutoSetup\\Private', 'AutoSetup'), 'on'),
    ]),
  ],
};
