// The key provider that the configuration asks for. A token comes before the environment and that before a file: the first
// that is configured wraps, the others still unwrap what they wrapped, which is how an organization moves from one to another.

import { fail, ok, type Result } from '../../lib/result.ts';
import { environmentKeys } from './environment-keys.ts';
import { type KeyConfigurationProblem, keyConfigurationProblem } from './key-configuration.ts';
import { keyFile } from './key-file.ts';
import type { KeyProvider } from './key-provider.ts';
import { openToken } from './pkcs11/token.ts';
import { pkcs11Keys } from './pkcs11-keys.ts';
import { remembering } from './remembering.ts';
import { severalProviders } from './several-providers.ts';

export type KeyConfiguration = {
  readonly pkcs11?: Pkcs11Configuration | undefined;
  readonly environment?: { readonly current: string; readonly previous: string } | undefined;
  /** A file that somebody named: it must be there. */
  readonly file?: string | undefined;
  /** Beside the embedded database; used where nothing else is configured. */
  readonly defaultFile?: string | undefined;
};

export type Pkcs11Configuration = {
  readonly module: string;
  readonly tokenLabel: string;
  readonly pinFile: string;
  readonly keyLabel: string;
};

export async function openKeyProvider(
  configuration: KeyConfiguration,
  /** Whether the default file may be made: only if nothing was ever wrapped. */
  mayCreate: () => Promise<boolean>,
): Promise<Result<KeyProvider, KeyConfigurationProblem>> {
  const { pkcs11, environment, file, defaultFile } = configuration;
  const opened: Result<KeyProvider, KeyConfigurationProblem>[] = [];
  if (pkcs11 !== undefined) opened.push(await tokenKeys(pkcs11));
  if (environment !== undefined) opened.push(environmentKeys(environment.current, environment.previous));
  if (file !== undefined) opened.push(await keyFile({ path: file, mayCreate: false }));
  if (opened.length === 0 && defaultFile !== undefined) {
    opened.push(await keyFile({ path: defaultFile, mayCreate: await mayCreate() }));
  }
  const providers: KeyProvider[] = [];
  for (const provider of opened) {
    if (!provider.ok) return provider;
    providers.push(provider.value);
  }
  const [first, ...others] = providers;
  if (first === undefined) return notConfigured();
  return ok(others.length === 0 ? first : severalProviders([first, ...others]));
}

async function tokenKeys(configuration: Pkcs11Configuration): Promise<Result<KeyProvider, KeyConfigurationProblem>> {
  const { tokenLabel, keyLabel } = configuration;
  try {
    const provider = pkcs11Keys(await openToken(configuration), tokenLabel, keyLabel);
    return ok(remembering(provider, { keysMax: KEYS_MAX, milliseconds: REMEMBER_MILLISECONDS, clock: Date.now }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const detail = `The token "${tokenLabel}" behind ${configuration.module} can not be used: ${why}.`;
    const fix = 'Check the module, the label of the token and the file with the PIN (docs/operating/keys.md).';
    return fail(keyConfigurationProblem('key-unavailable', detail, fix));
  }
}

function notConfigured(): Result<never, KeyConfigurationProblem> {
  const detail = 'The database is a server of its own, and no key is configured: none is made without being asked for.';
  const fix =
    'Name a key file with KEEPSAKE_KEY_FILE and make it with "keepsake keys create", or set KEEPSAKE_KEY or KEEPSAKE_PKCS11_MODULE.';
  return fail(keyConfigurationProblem('key-not-configured', detail, fix));
}

/** Of tenants, in memory. */
const KEYS_MAX = 1000;
const REMEMBER_MILLISECONDS = 10 * 60 * 1000;
