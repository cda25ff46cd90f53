// What must not be found: everything that tells a tenant's rows from another's, in every form in which bytes travel.
//
// The needles are read from the rows themselves, so that what a new table holds is looked for, too.

import type pg from 'pg';
import { untouchedRestorePage } from '../../src/server/policy/default-restore-page.ts';
import { enablingPolicy } from '../../src/server/policy/switch-policies.ts';
import { tableNames } from './catalog.ts';
import { rows } from './scratch.ts';

export type Needles = {
  /** What of these is in `bytes`, but for what `known` holds. */
  readonly findIn: (bytes: Uint8Array, known?: ReadonlySet<string>) => readonly string[];
  readonly size: number;
};

/** The values of the tenant's rows that no other tenant has, with the texts that `also` names. */
export async function readNeedles(owner: pg.Client, tenantId: string, also: readonly string[]): Promise<Needles> {
  const [own, others] = [new Set<string>(also), new Set<string>()];
  for (const table of await tableNames(owner)) {
    for (const row of await rows<{ tenant_id: string }>(owner, `SELECT * FROM ${table}`)) {
      for (const value of Object.values(row)) collect(value, row.tenant_id === tenantId ? own : others);
    }
  }
  collect(OURS, others);
  return makeNeedles([...own].filter((value) => !others.has(value)));
}

/** Words of the service's own, which every tenant is answered with whether or not they are stored in a row of its own. */
const OURS = [untouchedRestorePage('').body, enablingPolicy('backup'), enablingPolicy('restore')];

/** Texts as they are, bytes as `\x` and hex digits. */
export function makeNeedles(values: readonly string[]): Needles {
  const byStart = new Map<string, { form: string; value: string }[]>();
  for (const value of values) {
    for (const form of new Set(formsOf(value))) {
      const start = form.slice(0, NEEDLE_LENGTH_MIN);
      if (start.length === NEEDLE_LENGTH_MIN) byStart.set(start, [...(byStart.get(start) ?? []), { form, value }]);
    }
  }
  const findIn = (bytes: Uint8Array, known: ReadonlySet<string> = new Set()) => {
    const text = latin1(bytes);
    const found = new Set<string>();
    for (let at = 0; at + NEEDLE_LENGTH_MIN <= text.length; at += 1) {
      for (const { form, value } of byStart.get(text.slice(at, at + NEEDLE_LENGTH_MIN)) ?? []) {
        if (!known.has(value) && text.startsWith(form, at)) found.add(value);
      }
    }
    return [...found];
  };
  return { findIn, size: values.length };
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (value instanceof Uint8Array) into.add(`\\x${Buffer.from(value).toString('hex')}`).add(utf8(value));
  else if (value instanceof Date) into.add(value.toISOString());
  else if (Array.isArray(value)) for (const item of value) collect(item, into);
  else if (value !== null && typeof value === 'object') {
    for (const [name, member] of Object.entries(value)) {
      into.add(name);
      collect(member, into);
    }
  }
}

/** As it is, escaped for JSON and for addresses, in hex and in base64 of either alphabet at any offset; as Latin-1. */
function formsOf(value: string): readonly string[] {
  const isBytes = /^\\x([0-9a-f]{2})*$/.test(value);
  const bytes = isBytes ? Buffer.from(value.slice(2), 'hex') : Buffer.from(value);
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value.replaceAll('-', '') : undefined;
  const encoded = [bytes, ...(uuid === undefined ? [] : [Buffer.from(uuid, 'hex')])].flatMap((it) => [
    it.toString('hex'),
    it.toString('hex').toUpperCase(),
    ...base64At(it, 'base64'),
    ...base64At(it, 'base64url'),
  ]);
  if (isBytes) return [latin1(bytes), ...encoded];
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [latin1(bytes), latin1(Buffer.from(json)), ascii, encodeURIComponent(value), value.toUpperCase(), ...encoded];
}

/** What base64 of anything around these bytes must contain, at each of the three offsets. */
function base64At(bytes: Uint8Array, encoding: 'base64' | 'base64url'): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString(encoding)
      .replaceAll('=', '');
    // The first characters mix with what is before, the last with what is after.
    return text.slice(offset === 0 ? 0 : offset + 1, Math.floor(((offset + bytes.length) * 8) / 6));
  });
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function utf8(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString();
  return text.includes('\uFFFD') ? '' : text;
}

/** Shorter values are words that anybody may use. */
const NEEDLE_LENGTH_MIN = 8;
