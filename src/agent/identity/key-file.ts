// The file beside a credential that leads to the device's key: a key in Windows' key store by its name, or, where there is no
// such store, the key itself. It also says whose first contact is done, so that a device joins once.

import { existsSync, readFileSync } from 'node:fs';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { AgentProblem } from '../agent-problem.ts';
import { realDisk } from '../apply/disk.ts';
import { replaceFile } from '../status/replace-file.ts';

const KeyFileSchema = Type.Object({
  version: Type.Literal(1),
  key: Type.Union([
    Type.Object({
      kind: Type.Literal('file'),
      jwk: Type.Object({
        kty: Type.Literal('EC'),
        crv: Type.Literal('P-256'),
        x: Type.String(),
        y: Type.String(),
        d: Type.String(),
      }),
    }),
    Type.Object({
      kind: Type.Literal('cng'),
      provider: Type.Union([Type.Literal('platform'), Type.Literal('software')]),
      name: Type.String(),
    }),
  ]),
  /** Who has joined with it: a credential's id, or a tenant and a user. Null until then. */
  joinedAs: Type.Union([Type.String(), Type.Null()]),
});

export type KeyFile = Static<typeof KeyFileSchema>;

const checker = Compile(KeyFileSchema);

/** Each credential has a key of its own, wherever it lies. */
export function keyFileOf(credentialPath: string): string {
  return `${credentialPath}.key`;
}

/** `undefined`: there is none yet. */
export function readKeyFile(path: string): Result<KeyFile | undefined, AgentProblem> {
  if (!existsSync(path)) return ok(undefined);
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return checker.Check(value) ? ok(value) : keyProblem(`"${path}" is not a key file of Keepsake`);
  } catch (error) {
    return keyProblem(`"${path}" can not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Where the key is, for a help desk. */
export function describeKey(path: string): string {
  const file = readKeyFile(path);
  if (!file.ok) return 'unreadable';
  if (file.value === undefined) return 'none yet: the first contact with the service makes one';
  const { key, joinedAs } = file.value;
  const place = key.kind === 'file' ? `in the file ${path}` : PLACES[key.provider];
  return `${place}${joinedAs === null ? '; not joined yet' : ''}`;
}

const PLACES = { platform: "in the device's TPM", software: "in Windows' key store" } as const;

/** Never over one that is there: a key that somebody joined with must not be lost. */
export function addKeyFile(path: string, file: KeyFile): Result<void, AgentProblem> {
  return written(path, () => realDisk.write(path, encoded(file)));
}

export function replaceKeyFile(path: string, file: KeyFile): Result<void, AgentProblem> {
  return written(path, () => replaceFile(realDisk, path, encoded(file)));
}

function encoded(file: KeyFile): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`);
}

function written(path: string, write: () => void): Result<void, AgentProblem> {
  try {
    return ok(write());
  } catch (error) {
    return keyProblem(`"${path}" can not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function keyProblem(detail: string): Result<never, AgentProblem> {
  return fail({
    code: 'device-key-unusable',
    detail: `The device's key is needed and ${detail}.`,
    fix: 'See that the person may read and write it. If it is lost, remove the file and get a new credential: keepsake enroll.',
  });
}
