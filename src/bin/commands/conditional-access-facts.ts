// The facts of a sign-in on the command line. What is not given stays unknown.

import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { attributeKey, type Device, UNREGISTERED } from '../../domain/conditional-access/device.ts';
import type { AttributeValue } from '../../domain/filter-rule/judge.ts';
import { isObject } from '../../domain/conditional-access/members.ts';
import { isGuid } from '../../domain/conditional-access/names.ts';
import { KNOWN } from '../../domain/conditional-access/policy.ts';
import { personIn } from '../../domain/conditional-access/read-directory.ts';
import type { Place, SignIn, UserIdentity } from '../../domain/conditional-access/sign-in.ts';
import { parseIpAddress } from '../../lib/ip-range.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Complaint } from '../output.ts';
import { readJsonFile } from './conditional-access-exports.ts';

export type FactOptions = {
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly roles?: readonly string[];
  readonly guest?: string;
  readonly directory?: string;
  readonly device?: string;
  readonly ip?: string;
  readonly country?: string;
  readonly trustedLocation?: 'yes' | 'no';
  readonly compliantNetwork?: 'yes' | 'no';
  readonly platform?: string;
  readonly clientApp?: SignIn['clientApp'];
  readonly methods?: readonly string[];
  readonly signInRisk?: string;
  readonly userRisk?: string;
  readonly insiderRisk?: string;
  readonly flow?: SignIn['transferMethod'];
};

export function withFacts(command: Command): Command {
  return command
    .option('--user <id or upn>', 'who signs in: object id or user principal name')
    .option('--groups <list>', 'all groups of the user, ids or names, separated by commas; "none" for no group', list)
    .option('--roles <list>', 'all directory roles of the user, template ids or names; "none" for no role', list)
    .addOption(new Option('--guest <type>', 'none for a member of this tenant').choices(['none', ...KNOWN.guestTypes]))
    .option('--directory <file>', 'JSON of users as Graph lists them, with memberOf: looks the user up there')
    .option(
      '--device <facts>',
      `${Object.keys(DEVICES).join(', ')}; a JSON file (Graph device); or isCompliant=false,model=…`,
    )
    .option('--ip <address>', 'IPv4 or IPv6 address the sign-in comes from', ipAddress)
    .option('--country <code>', 'country of that address, two letters; "none" if it has none')
    .addOption(yesNo('--trusted-location <answer>', 'is it at a location marked as trusted?'))
    .addOption(yesNo('--compliant-network <answer>', 'does it come through a compliant network?'))
    .addOption(new Option('--platform <name>').choices([...KNOWN.platforms.filter((it) => it !== 'all'), 'other']))
    .addOption(
      new Option('--client-app <kind>').choices([
        'browser',
        'mobileAppsAndDesktopClients',
        'exchangeActiveSync',
        'other',
      ]),
    )
    .option(
      '--methods <list>',
      "ways to sign in that were shown, in Graph's words: password,windowsHelloForBusiness,…",
      list,
    )
    .addOption(new Option('--sign-in-risk <level>').choices(KNOWN.riskLevels))
    .addOption(new Option('--user-risk <level>').choices(KNOWN.riskLevels))
    .addOption(new Option('--insider-risk <level>').choices(['none', ...KNOWN.insiderRiskLevels]))
    .addOption(
      new Option('--flow <method>', 'how the sign-in moved between devices').choices([
        'none',
        ...KNOWN.transferMethods,
      ]),
    );
}

const DEVICES: Readonly<Record<string, Device>> = {
  compliant: { isRegistered: true, attributes: { iscompliant: true, trusttype: 'AzureAD' } },
  'not-compliant': { isRegistered: true, attributes: { iscompliant: false, trusttype: 'AzureAD' } },
  hybrid: { isRegistered: true, attributes: { iscompliant: false, trusttype: 'ServerAD' } },
  unregistered: UNREGISTERED,
};

/** Everything but what is asked for. */
export type Facts = Partial<Omit<SignIn, 'identity' | 'target' | 'place'>> & {
  readonly identity: UserIdentity;
  readonly place: Place;
};

export function factsFrom(options: FactOptions): Result<Facts, Complaint> {
  const identity = identityFrom(options);
  if (!identity.ok) return identity;
  const device = deviceFrom(options.device);
  if (!device.ok) return device;
  const { platform, clientApp, signInRisk, userRisk, insiderRisk, flow, methods } = options;
  const given = { platform, clientApp, signInRisk, userRisk, insiderRisk, transferMethod: flow, device: device.value };
  return ok({
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    identity: identity.value,
    place: placeFrom(options),
    ...(methods === undefined ? {} : { proof: { methods } }),
  });
}

function identityFrom({ user, groups, roles, guest, directory }: FactOptions): Result<UserIdentity, Complaint> {
  const named: UserIdentity =
    user === undefined
      ? { kind: 'user' }
      : { kind: 'user', ...(isGuid(user) ? { id: user } : { principalName: user }) };
  const said = { ...(groups && { groups }), ...(roles && { roles }), ...(guest && { guestType: guest }) };
  if (directory === undefined || user === undefined) return ok({ ...named, ...said });
  const json = readJsonFile(directory);
  if (!json.ok) return json;
  const person = personIn(json.value, user);
  if (person !== undefined) return ok({ ...person, ...said });
  const detail = `${directory} does not hold the user ${user}.`;
  return fail({
    code: 'user-not-found',
    detail,
    fix: 'Export users with id, userPrincipalName, userType and memberOf.',
  });
}

function placeFrom({ ip, country, trustedLocation, compliantNetwork }: FactOptions): Place {
  const code = country?.toLowerCase() === 'none' ? null : country?.toUpperCase();
  return {
    ...(ip !== undefined && { ipAddress: ip }),
    ...(code !== undefined && { country: code, gpsCountry: code }),
    ...(trustedLocation !== undefined && { isTrusted: trustedLocation === 'yes' }),
    ...(compliantNetwork !== undefined && { isCompliantNetwork: compliantNetwork === 'yes' }),
  };
}

function deviceFrom(text: string | undefined): Result<Device | undefined, Complaint> {
  if (text === undefined) return ok(undefined);
  const preset = DEVICES[text.toLowerCase()];
  if (preset !== undefined) return ok(preset);
  if (!text.includes('=') || existsSync(text)) {
    const json = readJsonFile(text);
    return json.ok ? attributesFrom(isObject(json.value) ? Object.entries(json.value) : [], true) : json;
  }
  return attributesFrom(
    text.split(',').map((pair) => [pair.split('=')[0]?.trim() ?? '', valueOf(pair)] as const),
    false,
  );
}

/** A Graph device has many members that filters can not see; on the command line such a name is a mistake. */
function attributesFrom(
  pairs: readonly (readonly [name: string, value: unknown])[],
  isLenient: boolean,
): Result<Device, Complaint> {
  const strange = pairs.find(([name]) => attributeKey(name) === undefined);
  if (strange !== undefined && !isLenient) {
    const detail = `"${strange[0]}" is not an attribute of devices that Conditional Access can see.`;
    return fail({
      code: 'unknown-attribute',
      detail,
      fix: 'For instance: isCompliant, trustType, deviceOwnership, model.',
    });
  }
  const attributes = pairs.flatMap(([name, value]) => {
    const key = attributeKey(name);
    return key === undefined || !isAttribute(value) ? [] : [[key, value] as const];
  });
  return ok({ isRegistered: true, attributes: Object.fromEntries(attributes) });
}

function isAttribute(value: unknown): value is AttributeValue {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function valueOf(pair: string): AttributeValue {
  const value = pair.slice(pair.indexOf('=') + 1).trim();
  if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return value === 'null' ? null : value;
}

function list(value: string): readonly string[] {
  if (value.toLowerCase() === 'none') return [];
  return value.split(',').map((item) => item.trim());
}

function ipAddress(value: string): string {
  if (parseIpAddress(value) === undefined) throw new InvalidArgumentError('It is neither an IPv4 nor an IPv6 address.');
  return value;
}

function yesNo(flags: string, description: string): Option {
  return new Option(flags, description).choices(['yes', 'no']);
}
