// How far an organization has come from nothing to a restore that worked, step by step, each with what shows it.
//
// Nothing is ticked off by anybody: every answer is looked up in what the service holds at that moment. What it can not know,
// such as Conditional Access policies that nobody imported, it says it does not know.

import { type Static, Type } from 'typebox';
import { Instant, type Operation } from '../operation.ts';

/** In the order in which they are taken. */
export const SETUP_STEPS = [
  'signIn',
  'administrators',
  'people',
  'devices',
  'backupPolicy',
  'restorePage',
  'conditionalAccess',
  'agent',
  'firstBackup',
  'firstRestore',
] as const;
export type SetupStepName = (typeof SETUP_STEPS)[number];

export const SetupStep = Type.Object({
  step: Type.Enum([...SETUP_STEPS]),
  state: Type.Enum(['done', 'open', 'unknown'], { description: '`unknown`: it can not be checked from here.' }),
  /** Of people, devices and so on; null where nothing is counted. */
  count: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  /** What shows it, the first there is; of a step that is open: what stands against it. */
  evidence: Type.Union([
    Type.Object({
      name: Type.String(),
      /** Where or by whom: a device's person, a policy's group. */
      detail: Type.Union([Type.String(), Type.Null()]),
      at: Type.Union([Instant, Type.Null()]),
    }),
    Type.Null(),
  ]),
});
export type SetupStep = Static<typeof SetupStep>;

export const Setup = Type.Object({ steps: Type.Array(SetupStep) });
export type Setup = Static<typeof Setup>;

export const SETUP_OPERATIONS = {
  getSetup: {
    method: 'GET',
    path: '/v1/setup',
    access: 'restore.read',
    summary: 'How far the organization has come from nothing to a restore that worked.',
    answer: Setup,
    problems: [],
  },
} as const satisfies Record<string, Operation>;
