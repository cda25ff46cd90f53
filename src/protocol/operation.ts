// What an operation of the service's API is: who may call it, the shapes of its request and its answer, and what it may
// refuse for. The operations themselves stand in operations/, one file for each feature.

import { type TSchema, Type } from 'typebox';
import type { GraphScope } from '../domain/access/graph-scopes.ts';
import type { Permission } from '../domain/access/permissions.ts';
import type { ProblemCode } from './problem.ts';

export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Who may call. Open to anybody means: no credential is even looked at. */
  readonly access: 'open' | Access;
  /** A list of people's things that a grant over a group lets in to: whoever answers it leaves out whom the grants do not reach. */
  readonly overSome?: true;
  readonly summary: string;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** The body of the answer. */
  readonly answer: TSchema;
  /** The answer's status; 200 unless said otherwise. */
  readonly status?: 201 | 204;
  /** The answer's media type, where it is bytes rather than JSON. */
  readonly media?: string;
  /** Refuses in Microsoft Graph's words instead of RFC 9457's; its path begins with /v1.0, and it stands at /beta as well. */
  readonly style?: 'graph';
  /**
   * Of a Graph operation: the scopes that Graph documents for it, the least first. Any of them in a person's token counts like
   * the scope of administration; as an app role in an application's token it gives what the operation needs.
   */
  readonly scopes?: readonly GraphScope[];
  /** What it may refuse for, besides what its access brings and the service's own failures. */
  readonly problems: readonly ProblemCode[];
};

/** Where an operation of Microsoft Graph's stands a second time. */
export function betaPath(path: string): string {
  return path.replace(/^\/v1\.0\//, '/beta/');
}

/** A person's device, about that person's own backups; a person signed in, about their own things; a holder of the permission. */
export type Access = 'device' | 'user' | Permission;

export const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
/** RFC 3339 in UTC, the service's clock. */
export const Instant = Type.String({ format: 'date-time' });

/** Why somebody looks into, or removes, what is another's: read by that person and by auditors. One line. */
export const Reason = Type.String({ minLength: 10, maxLength: 500, pattern: '^\\S.*\\S$' });

/** What an operation with a body may refuse for. */
export const BODY_PROBLEMS = [
  'bad-request',
  'damaged-request',
  'request-timeout',
  'too-large',
  'wrong-media-type',
] as const;

/** The answer of an operation with a media type of its own. */
export const Bytes = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' });
/** The answer of an operation that goes on for a while: texts of `text/event-stream`. */
export const EventStream = Type.Unsafe<AsyncIterable<string>>({ type: 'string' });
/** The answer of an operation with status 204. */
export const Nothing = Type.Null();
