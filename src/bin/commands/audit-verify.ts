import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { KEY_PATH, type LogCopy } from '../../domain/audit/log-copy.ts';
import { parseVerifierKey, type VerifierKey } from '../../domain/audit/signed-note.ts';
import { verifyCopy } from '../../domain/audit/verify-copy.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { toBase64 } from '../../lib/bytes.ts';
import { EXIT } from '../exit.ts';
import { type Complaint, outputOf, withJson } from '../output.ts';
import { renderVerified } from '../render/audit.ts';

type VerifyOptions = { readonly checkpoint?: string; readonly key?: string; readonly json?: boolean };

export function auditVerifyCommand(): Command {
  return withJson(new Command('verify'))
    .description('Prove from a copy alone that no event was changed, removed, added or put in another order.')
    .argument('<folder>', 'the copy, made by "keepsake audit export"')
    .option('--checkpoint <file>', 'a checkpoint seen earlier: the copy must begin with what it was signed over')
    .option('--key <key>', 'the key that "keepsake audit key" prints; without it, the one in the copy is taken')
    .addHelpText(
      'after',
      `
Works offline, without the service and its database. Exit code 0: it is whole. ${EXIT.different}: it is not, and the first place
is named. ${EXIT.failed}: it could not be checked.`,
    )
    .action(verify);
}

function verify(folder: string, options: VerifyOptions): void {
  const output = outputOf(options);
  try {
    const copy = openCopy(folder);
    const key = keyOf(copy, options.key);
    if (!key.ok) return output.complain(key.error);
    const earlier = options.checkpoint === undefined ? undefined : readFileSync(options.checkpoint);
    const verified = verifyCopy(copy, { key: key.value, earlier });
    if (!verified.ok) {
      output.complain({
        ...verified.error,
        fix: 'Do not rely on this copy. Compare it with others, and ask who had it.',
      });
      process.exitCode = EXIT.different;
      return;
    }
    const { checkpoint, earlier: before } = verified.value;
    const { origin, size, root } = checkpoint;
    output.result(renderVerified(verified.value, options.key === undefined), {
      origin,
      size,
      root: toBase64(root),
      earlierSize: before?.size ?? null,
      keyCameAlong: options.key === undefined,
    });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    output.complain({ code: 'read-failed', detail: `${error.message}.`, fix: 'Name a copy that can be read.' });
  }
}

/** Throws what reading files throws. */
function openCopy(folder: string): LogCopy {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !statSync(join(folder, path)).isDirectory())
    .map((path) => path.replaceAll('\\', '/'));
  const known = new Set(paths);
  return { paths, read: (path) => (known.has(path) ? readFileSync(join(folder, path)) : undefined) };
}

function keyOf(copy: LogCopy, given: string | undefined): Result<VerifierKey, Complaint> {
  const text = given ?? new TextDecoder().decode(copy.read(KEY_PATH) ?? new Uint8Array());
  const key = parseVerifierKey(text.trim());
  if (key !== undefined) return ok(key);
  const detail = given === undefined ? `The copy has no readable key in "${KEY_PATH}".` : `"${given}" is not a key.`;
  const fix = 'Give the key that "keepsake audit key" prints, with --key.';
  return fail({ code: 'bad-key', detail, fix });
}
