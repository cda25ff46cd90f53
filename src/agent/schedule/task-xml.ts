// The scheduled tasks, as the XML that Task Scheduler takes: one that asks every few hours whether a backup is due, one that
// looks at each sign-in whether there is something to restore. Elements stand in the order of the published schema, which
// the test holds with a schema of its own.
//
// Both run as the person who is signed in (group Users, no elevation, no stored password) and end by themselves: there is
// no resident agent. On battery too, as Windows' own backup does.

import { toUtf16le } from '../../lib/bytes.ts';
import { TRIGGER_INTERVAL_MILLISECONDS } from '../../domain/schedule/decide-run.ts';

export type TaskKind = 'backup' | 'restoreOffer';

/** In the root of the task library: a folder of our own would stay behind when its tasks are deleted. */
export const TASK_NAMES: Readonly<Record<TaskKind, string>> = {
  backup: '\\Keepsake Backup',
  restoreOffer: '\\Keepsake Restore Offer',
};

/** Longer than any backup; what still runs then hangs. */
export const TASK_HOURS_MAX = 1;

/** The bytes of the file for `schtasks /create /xml`: UTF-16LE with its mark. `program` is the agent's full path. */
export function taskFile(kind: TaskKind, program: string): Uint8Array {
  return toUtf16le(`\uFEFF${taskXml(kind, program)}`);
}

export function taskXml(kind: TaskKind, program: string): string {
  const task = element('Task', { version: '1.3', xmlns: NAMESPACE }, [
    element('RegistrationInfo', {}, [
      text('Author', 'Keepsake'),
      text('Description', DESCRIPTIONS[kind]),
      text('URI', TASK_NAMES[kind]),
    ]),
    element('Triggers', {}, [TRIGGERS[kind]()]),
    element('Principals', {}, [
      element('Principal', { id: 'AnyUser' }, [text('GroupId', USERS), text('RunLevel', 'LeastPrivilege')]),
    ]),
    element('Settings', {}, settings()),
    element('Actions', { Context: 'AnyUser' }, [
      element('Exec', {}, [text('Command', program), text('Arguments', ARGUMENTS[kind].join(' '))]),
    ]),
  ]);
  return `<?xml version="1.0" encoding="UTF-16"?>\r\n${task}\r\n`;
}

/** What the tasks start the agent with. */
export const ARGUMENTS: Readonly<Record<TaskKind, readonly string[]>> = {
  backup: ['agent', 'run'],
  restoreOffer: ['agent', 'offer', '--page', 'possible'],
};

const NAMESPACE = 'http://schemas.microsoft.com/windows/2004/02/mit/task';
/** BUILTIN\Users, by the identifier that is the same in every language of Windows. */
const USERS = 'S-1-5-32-545';

const DESCRIPTIONS: Readonly<Record<TaskKind, string>> = {
  backup: "Asks whether a backup of this person's settings is due, and makes it. The agent decides; this only asks.",
  restoreOffer: 'Looks at sign-in whether settings from another device can be restored here.',
};

const TRIGGERS: Readonly<Record<TaskKind, () => string>> = {
  backup: () =>
    element('CalendarTrigger', {}, [
      text('Enabled', 'true'),
      text('StartBoundary', '2026-01-01T09:00:00'),
      element('Repetition', {}, [
        text('Interval', `PT${TRIGGER_INTERVAL_MILLISECONDS / 3_600_000}H`),
        text('Duration', 'P1D'),
        text('StopAtDurationEnd', 'false'),
      ]),
      text('RandomDelay', 'PT30M'),
      element('ScheduleByDay', {}, [text('DaysInterval', '1')]),
    ]),
  // A minute, so that the desktop comes first.
  restoreOffer: () => element('LogonTrigger', {}, [text('Enabled', 'true'), text('Delay', 'PT1M')]),
};

function settings(): readonly string[] {
  return [
    text('AllowStartOnDemand', 'true'),
    text('MultipleInstancesPolicy', 'IgnoreNew'),
    text('DisallowStartIfOnBatteries', 'false'),
    text('StopIfGoingOnBatteries', 'false'),
    text('AllowHardTerminate', 'true'),
    text('StartWhenAvailable', 'true'),
    text('RunOnlyIfNetworkAvailable', 'true'),
    text('WakeToRun', 'false'),
    text('Enabled', 'true'),
    text('ExecutionTimeLimit', `PT${TASK_HOURS_MAX}H`),
    text('Priority', '7'),
    text('UseUnifiedSchedulingEngine', 'true'),
  ];
}

function element(name: string, attributes: Readonly<Record<string, string>>, children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const inner = children.map((child) => `\r\n${child.replaceAll(/^/gm, '  ')}`).join('');
  return `<${name}${written.join('')}>${inner}\r\n</${name}>`;
}

function text(name: string, value: string): string {
  return `<${name}>${escaped(value)}</${name}>`;
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
