// Keys from the environment, for containers whose platform keeps secrets: KEEPSAKE_KEY, and while keys are being changed the
// earlier ones in KEEPSAKE_PREVIOUS_KEYS.

import { fromBase64 } from '../../lib/bytes.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type KeyConfigurationProblem, keyConfigurationProblem } from './key-configuration.ts';
import type { KeyProvider } from './key-provider.ts';
import { importKey, KEY_BYTES, keyIdOf, type NamedKey } from './secret-key.ts';
import { softwareKeys } from './software-keys.ts';

/** Each key is 32 bytes in base64; `previous` are separated by commas. */
export function environmentKeys(current: string, previous: string): Result<KeyProvider, KeyConfigurationProblem> {
  const first = read('KEEPSAKE_KEY', current);
  if (!first.ok) return first;
  const earlier: NamedKey[] = [];
  for (const text of previous.split(',').filter((it) => it.trim() !== '')) {
    const key = read('KEEPSAKE_PREVIOUS_KEYS', text);
    if (!key.ok) return key;
    earlier.push(key.value);
  }
  return ok(softwareKeys('the variable KEEPSAKE_KEY', [first.value, ...earlier]));
}

function read(variable: string, text: string): Result<NamedKey, KeyConfigurationProblem> {
  const bytes = fromBase64(text.trim());
  if (bytes?.length !== KEY_BYTES) {
    const detail = `${variable} does not hold a key: ${KEY_BYTES} bytes in base64 are needed.`;
    return fail(keyConfigurationProblem('key-malformed', detail, 'Make one with: openssl rand -base64 32'));
  }
  const key = importKey(bytes);
  return ok({ keyId: keyIdOf(key), key });
}
