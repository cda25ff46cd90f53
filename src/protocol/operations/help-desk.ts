// What whoever is on the phone with somebody needs: who is meant, what happened last, why, and what helps. Never a content of a
// backup.

import { type Static, Type } from 'typebox';
import { NAME_LENGTH_MAX } from '../limits.ts';
import { Instant, type Operation, Uuid } from '../operation.ts';

const Closed = { additionalProperties: false } as const;

export const StoryPerson = Type.Object({
  userId: Uuid,
  userPrincipalName: Type.String(),
  displayName: Type.String(),
  /** Names of the devices that they use. */
  devices: Type.Array(Type.String()),
});
export type StoryPerson = Static<typeof StoryPerson>;

const Cause = Type.Object({
  administrator: Type.String(),
  /** To be read out. */
  person: Type.Optional(Type.String()),
  fix: Type.String(),
});

export const Story = Type.Object({
  person: StoryPerson,
  state: Type.Enum(['fine', 'problem', 'silent']),
  causes: Type.Array(Cause),
  /** Newest first. */
  entries: Type.Array(
    Type.Object({
      at: Instant,
      deviceName: Type.Optional(Type.String()),
      code: Type.String(),
      tone: Type.Enum(['good', 'bad', 'neutral']),
      theme: Type.Enum(['device', 'backup', 'restore']),
      cause: Type.Optional(Cause),
    }),
  ),
});
export type Story = Static<typeof Story>;

export const StoriesAnswer = Type.Object({
  /** Who may be meant, by their own name or a device's; at most ten. */
  people: Type.Array(StoryPerson),
  /** Of the person that is named, or of the only one who may be meant. */
  story: Type.Union([Story, Type.Null()]),
});
export type StoriesAnswer = Static<typeof StoriesAnswer>;

export const HELP_DESK_OPERATIONS = {
  findStories: {
    method: 'GET',
    path: '/v1/help-desk/stories',
    access: 'restore.read',
    summary:
      'The story of the last attempts of a person, found by a part of their name or of a name of a device: what happened, why, and the fix. When somebody was backed up is told to whoever may see that.',
    query: Type.Object(
      {
        search: Type.Optional(Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX })),
        userId: Type.Optional(Uuid),
      },
      Closed,
    ),
    answer: StoriesAnswer,
    problems: ['bad-request', 'not-found'],
  },
} as const satisfies Record<string, Operation>;
