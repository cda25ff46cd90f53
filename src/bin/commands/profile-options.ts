// What the commands that open a Windows profile have in common.

import { type Command, InvalidArgumentError, Option } from 'commander';
import { catalog, settingsById } from '../../domain/catalog/catalog.ts';
import { CATEGORY_IDS } from '../../domain/catalog/category.ts';
import type { DeviceFacts } from '../../domain/device/device-facts.ts';

export type WhichProfile = { readonly profile?: string; readonly live?: boolean; readonly build?: number };
export type ProfileOptions = WhichProfile & { readonly optIn: readonly string[] };

export function withProfile(command: Command): Command {
  return command
    .addOption(
      new Option('--profile <path>', 'a Windows profile folder (or a copy of one), or an NTUSER.DAT file').conflicts(
        'live',
      ),
    )
    .option('--live', 'on Windows: the running profile of whoever runs this')
    .option('--build <number>', "the profile's Windows build, such as 26100, if it is not found there", wholeNumber);
}

export function withOptIn(command: Command): Command {
  return command.option(
    '--opt-in <setting>',
    'also take a setting that is off unless asked for (repeatable)',
    settingId,
    [],
  );
}

export function factsOf(options: { readonly build?: number; readonly deviceName?: string }): DeviceFacts {
  return {
    ...(options.build === undefined ? {} : { windowsBuild: options.build }),
    ...(options.deviceName === undefined ? {} : { deviceName: options.deviceName }),
  };
}

/** A repeatable option with the id of a category. */
export function categoryId(value: string, previous: readonly string[]): readonly string[] {
  if ((CATEGORY_IDS as readonly string[]).includes(value)) return [...previous, value];
  throw new InvalidArgumentError(`There is no category "${value}". There are: ${CATEGORY_IDS.join(', ')}.`);
}

/** A repeatable option with the id of a setting. */
export function settingId(value: string, previous: readonly string[]): readonly string[] {
  if (settingsById(catalog).has(value)) return [...previous, value];
  throw new InvalidArgumentError(`There is no setting "${value}". List them with: keepsake catalog.`);
}

export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError('It has to be a whole number.');
  return number;
}
