// What the addresses of What If and of the restore check say: whose sign-in, from where, with what.

import { KNOWN } from '../../../../domain/conditional-access/policy.ts';

export type RestoreCheckSearch = {
  readonly user?: string | undefined;
  readonly device?: string | undefined;
  readonly country?: string | undefined;
  /** Report-only policies count as switched on. */
  readonly asOn?: true | undefined;
};

export type WhatIfSearch = {
  readonly user?: string | undefined;
  readonly app?: string | undefined;
  readonly platform?: string | undefined;
  readonly client?: string | undefined;
  readonly device?: (typeof DEVICE_STATES)[number] | undefined;
  readonly country?: string | undefined;
  readonly ip?: string | undefined;
  readonly signInRisk?: string | undefined;
  readonly userRisk?: string | undefined;
};

export const DEVICE_STATES = ['compliant', 'notCompliant', 'hybrid'] as const;
export const PLATFORMS: readonly string[] = KNOWN.platforms.filter((it) => it !== 'all' && it !== 'windowsPhone');
export const CLIENTS = ['browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'other'] as const;
export const RISKS = ['none', 'low', 'medium', 'high'] as const;

type Given = Readonly<Record<string, unknown>>;

export function restoreCheckSearch({ user, device, country, asOn }: Given): RestoreCheckSearch {
  return present({
    user: matching(user, ID),
    device: matching(device, ID),
    country: matching(country, COUNTRY),
    asOn: asOn === true ? true : undefined,
  });
}

export function whatIfSearch(given: Given): WhatIfSearch {
  return present({
    user: matching(given['user'], ID),
    app: matching(given['app'], ID),
    platform: PLATFORMS.find((it) => it === given['platform']),
    client: CLIENTS.find((it) => it === given['client']),
    device: DEVICE_STATES.find((it) => it === given['device']),
    country: matching(given['country'], COUNTRY),
    ip: matching(given['ip'], ADDRESS),
    signInRisk: RISKS.find((it) => it === given['signInRisk']),
    userRisk: RISKS.find((it) => it === given['userRisk']),
  });
}

function matching(given: unknown, pattern: RegExp): string | undefined {
  return typeof given === 'string' && pattern.test(given) ? given : undefined;
}

function present<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

export const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COUNTRY = /^[A-Z]{2}$/;
const ADDRESS = /^[0-9A-Fa-f.:]{2,45}$/;
