// The closed list of what can go wrong between a person, an agent and the service. Machines act on the code; `detail`
// is for people and never matched. On the wire a problem is RFC 9457 `application/problem+json`.

import { type Static, Type } from 'typebox';

export type Problem = {
  readonly code: ProblemCode;
  /** What happened, to which item, in one or two sentences. */
  readonly detail: string;
};

export type ProblemCode = keyof typeof PROBLEMS;

type ProblemKind = {
  readonly status: number;
  readonly title: string;
  /** What the person who meets it can do. */
  readonly fix: string;
  /** The same request may succeed later. */
  readonly retryable?: true;
};

export const PROBLEMS = {
  'bad-request': { status: 400, title: 'The request is malformed', fix: 'Compare it with the OpenAPI document.' },
  'damaged-request': {
    status: 400,
    title: 'The request was damaged on its way',
    fix: 'Send it again: its body is not the one that its Content-Digest names.',
    retryable: true,
  },
  'not-authenticated': {
    status: 401,
    title: 'The credential is missing, unknown, revoked or expired',
    fix: 'Sign in again (keepsake sign-in) or ask an administrator for a new one (keepsake enroll). With the key of another device it opens nothing.',
  },
  'proof-refused': {
    status: 401,
    title: 'The proof of possession is missing or wrong',
    fix: "Let the agent send the request with the device's key (RFC 9449); compare the address with KEEPSAKE_PUBLIC_URL.",
  },
  'sign-in-too-old': {
    status: 401,
    title: 'Joining a device takes a recent sign-in',
    fix: 'Sign in again: keepsake sign-in.',
  },
  'not-permitted': {
    status: 403,
    title: 'That is not allowed',
    fix: 'Ask an administrator for a role with the permission that is named: keepsake role list.',
  },
  'device-required': {
    status: 401,
    title: "This can be done from the person's own device only",
    fix: 'Run it on a device that has joined for this person, with the key it joined with (RFC 9449).',
  },
  'approval-required': {
    status: 403,
    title: 'A second person must approve this first',
    fix: 'Request it (POST /v1/users/:userId/approvals) and ask somebody who holds approval.decide to approve it.',
  },
  'second-person-required': {
    status: 403,
    title: 'Somebody else has to do this',
    fix: 'Ask another administrator: one person alone can not.',
  },
  'tenant-wide-only': {
    status: 422,
    title: 'That can be given over the whole organization only',
    fix: 'Give it without a group, or give a role made of permissions about persons alone: docs/operating/roles.md.',
  },
  'already-decided': {
    status: 409,
    title: 'The request was decided on already, or not in time',
    fix: 'Make a new request.',
  },
  'already-exists': {
    status: 409,
    title: 'There already is one',
    fix: 'Use the one there is, or choose another name.',
  },
  'too-many': {
    status: 409,
    title: 'There are as many as there may be',
    fix: 'Remove what nobody needs any more, or wait until what is pending is decided.',
  },
  'in-use': {
    status: 409,
    title: 'Something else needs it',
    fix: 'Take it out of what is named first, or remove that.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    fix: 'Check its name or id: the list commands (tenant list, enroll list, profiles, snapshots) show what there is.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'There is no such operation here',
    fix: 'Use one of the methods in the Allow header.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request did not arrive in time',
    fix: 'Send it again; see the limits in docs/formats/snapshot.md.',
    retryable: true,
  },
  'stale-head': {
    status: 412,
    title: 'Another backup was stored in the meantime',
    fix: 'Run the backup again: it will start from the newer one.',
  },
  'stale-version': {
    status: 412,
    title: 'Somebody else changed it in the meantime',
    fix: 'Read it again, then repeat the change on what is there now.',
  },
  'illegal-transition': {
    status: 409,
    title: 'The restore can not take this step from where it is',
    fix: 'Read the session again: it says where it stands.',
  },
  'not-eligible': {
    status: 422,
    title: 'The policies do not allow this',
    fix: 'Ask for the reasons: keepsake why.',
  },
  'not-now': {
    status: 409,
    title: 'The rollout does not allow this now',
    fix: 'Look at where it stands and what is measured: keepsake rollout, or the page Rollout of the admin center.',
  },
  'too-large': { status: 413, title: 'The request is too large', fix: 'See the limits in docs/formats/snapshot.md.' },
  'wrong-media-type': {
    status: 415,
    title: 'The body has a type that the service does not read',
    fix: 'Send application/json.',
  },
  'failed-dependency': {
    status: 424,
    title: 'What this request depends on failed',
    fix: 'Look at the answer to the request that it depends on, and repeat both.',
  },
  'bad-snapshot': {
    status: 422,
    title: 'The snapshot is broken',
    fix: 'Nothing was stored. Run the backup again; if it stays broken, report it.',
  },
  'newer-snapshot': {
    status: 422,
    title: 'The snapshot was written by a newer Keepsake',
    fix: 'Update Keepsake on this side.',
  },
  'missing-documents': {
    status: 422,
    title: 'The service lacks documents that the snapshot names',
    fix: 'Send them with the snapshot.',
  },
  'capture-empty': {
    status: 422,
    title: 'An empty capture does not replace a good backup',
    fix: 'If the person really has no chosen settings any more, back up with --accept-loss.',
  },
  'capture-half-read': {
    status: 422,
    title: 'A half-read capture does not replace a good backup',
    fix: 'Repair or copy the profile again; to keep what could be read anyway, back up with --accept-loss.',
  },
  'internal-error': {
    status: 500,
    title: 'The service failed',
    fix: 'Look for the request id in its log.',
    retryable: true,
  },
  'damaged-snapshot': {
    status: 500,
    title: 'What the service has stored is damaged',
    fix: 'Choose another snapshot; an administrator should look at the database and its backup.',
  },
  erased: {
    status: 410,
    title: "The person's backups were erased",
    fix: 'They can not be brought back. Who erased themselves lets backups begin again in Windows Backup; else an administrator allows it: keepsake erase allow.',
  },
  'on-hold': {
    status: 409,
    title: 'A legal hold keeps it',
    fix: 'Ask who placed the hold, or release it first: keepsake hold list, keepsake hold release.',
  },
  'key-lost': {
    status: 500,
    title: 'The key for what is stored is not there',
    fix: 'An administrator must bring the named key back (docs/operating/keys.md). Without it nothing under it can be read.',
  },
  'key-unavailable': {
    status: 503,
    title: "The service's keys are not within reach",
    fix: 'Try again soon; an administrator should look at the token or module that is named: keepsake keys status.',
    retryable: true,
  },
  unavailable: { status: 503, title: 'The service is not ready', fix: 'Try again soon.', retryable: true },
} as const satisfies Record<string, ProblemKind>;

/** The body of an error answer. */
export const ProblemBody = Type.Object({
  type: Type.String({ description: 'Where this code is explained.' }),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String({ description: 'Stable; one of the closed list.' }),
  detail: Type.String(),
  fix: Type.String(),
  requestId: Type.Optional(Type.String()),
});
export type ProblemBody = Static<typeof ProblemBody>;

export function problemBody(problem: Problem, requestId?: string): ProblemBody {
  const kind: ProblemKind = PROBLEMS[problem.code];
  return {
    type: `/docs/problems#${problem.code}`,
    title: kind.title,
    status: kind.status,
    code: problem.code,
    detail: problem.detail,
    fix: kind.fix,
    ...(requestId === undefined ? {} : { requestId }),
  };
}

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

export function isRetryable(code: ProblemCode): boolean {
  const kind: ProblemKind = PROBLEMS[code];
  return kind.retryable === true;
}
