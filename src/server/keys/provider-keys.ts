// Makes and destroys the keys outside the database, where they are ours to make: in a key file, or by a token in itself. For
// the operator.

import { fail, ok, type Result } from '../../lib/result.ts';
import { type KeyConfigurationProblem, keyConfigurationProblem } from '../crypto/key-configuration.ts';
import { addKeyToFile, removeKeyFromFile } from '../crypto/key-file.ts';
import type { KeyConfiguration, Pkcs11Configuration } from '../crypto/open-key-provider.ts';
import { openToken } from '../crypto/pkcs11/token.ts';
import type { Database } from '../database/database.ts';
import { findWrappedKeys } from './open-keys.ts';

export type CreatedKey = { readonly keyId: string; readonly where: string };

/** Where the configuration says that keys are made. */
export async function createProviderKey(
  configuration: KeyConfiguration,
): Promise<Result<CreatedKey, KeyConfigurationProblem>> {
  const { pkcs11, environment, file, defaultFile } = configuration;
  if (pkcs11 !== undefined) return createInToken(pkcs11);
  if (environment !== undefined) return refuse('KEEPSAKE_KEY is set where the service runs, not here.', OPENSSL);
  const path = file ?? defaultFile;
  if (path === undefined) return refuse('No place for keys is configured.', 'Set KEEPSAKE_KEY_FILE.');
  const added = await addKeyToFile(path);
  return added.ok ? ok({ keyId: added.value, where: `the file ${path}` }) : added;
}

/** Refuses while a tenant's key is wrapped by it. */
export async function destroyProviderKey(
  database: Database,
  { file, defaultFile }: KeyConfiguration,
  keyId: string,
): Promise<Result<undefined, KeyConfigurationProblem>> {
  const users = (await findWrappedKeys(database)).get(keyId);
  if (users !== undefined) {
    const detail = `The keys of ${users.length} tenant(s) are wrapped by "${keyId}".`;
    return fail(keyConfigurationProblem('key-in-use', detail, 'Wrap them by another first: keepsake keys rotate'));
  }
  const path = file ?? defaultFile;
  if (path === undefined)
    return refuse('The keys are not in a file.', 'Destroy it where it is: in the token, or in the secret store.');
  const removed = await removeKeyFromFile(path, keyId);
  if (!removed.ok) return removed;
  return removed.value
    ? ok(undefined)
    : refuse(`The file ${path} has no such key beside the current one.`, 'See: keepsake keys status');
}

async function createInToken(configuration: Pkcs11Configuration): Promise<Result<CreatedKey, KeyConfigurationProblem>> {
  const { keyLabel, tokenLabel } = configuration;
  const where = `the token "${tokenLabel}"`;
  try {
    const token = await openToken(configuration);
    try {
      if ((await token.countKeys(keyLabel)) > 0) {
        return refuse(`There already is a key "${keyLabel}" in ${where}.`, 'Choose another KEEPSAKE_PKCS11_KEY.');
      }
      await token.makeKey(keyLabel);
      return ok({ keyId: `pkcs11:${keyLabel}`, where });
    } finally {
      await token.close();
    }
  } catch (error) {
    const detail = `No key can be made in ${where}: ${error instanceof Error ? error.message : String(error)}.`;
    return fail(keyConfigurationProblem('key-unavailable', detail, 'Check the module, the label and the PIN file.'));
  }
}

function refuse(detail: string, fix: string): Result<never, KeyConfigurationProblem> {
  return fail(keyConfigurationProblem('key-not-configured', detail, fix));
}

const OPENSSL =
  'Make one with "openssl rand -base64 32" and set it there; the one before goes to KEEPSAKE_PREVIOUS_KEYS.';
