import { readFileSync, statSync } from 'node:fs';
import { Command } from 'commander';
import type { AuditEvent } from '../../domain/audit/event.ts';
import { openEventProof } from '../../domain/audit/event-proof.ts';
import { verifyCopy } from '../../domain/audit/verify-copy.ts';
import { toBase64 } from '../../lib/bytes.ts';
import { EXIT } from '../exit.ts';
import { type Output, outputOf, withJson } from '../output.ts';
import { renderEvents, renderVerified } from '../render/audit.ts';
import { keyOf, openCopy, unreadable } from './audit-copy.ts';

type VerifyOptions = { readonly checkpoint?: string; readonly key?: string; readonly json?: boolean };

export function auditVerifyCommand(): Command {
  return withJson(new Command('verify'))
    .description('Prove from a copy alone that no event was changed, removed, added or put in another order.')
    .argument('<copy>', 'the folder that "keepsake audit export" wrote, or the proof that "keepsake audit prove" wrote')
    .option('--checkpoint <file>', 'a checkpoint seen earlier: the copy must begin with what it was signed over')
    .option('--key <key>', 'the key that "keepsake audit key" prints; without it, the one in the copy is taken')
    .addHelpText(
      'after',
      `
Works offline, without the service and its database. Exit code 0: it is whole. ${EXIT.different}: it is not, and the first place
is named. ${EXIT.failed}: it could not be checked.`,
    )
    .action((path: string, options: VerifyOptions) => {
      const output = outputOf(options);
      try {
        if (statSync(path).isFile()) verifyProof(path, options, output);
        else verifyFolder(path, options, output);
      } catch (error) {
        output.complain(unreadable(error));
      }
    });
}

function verifyFolder(folder: string, options: VerifyOptions, output: Output): void {
  const copy = openCopy(folder);
  const key = keyOf(copy, options.key);
  if (!key.ok) return output.complain(key.error);
  const earlier = options.checkpoint === undefined ? undefined : readFileSync(options.checkpoint);
  const verified = verifyCopy(copy, { key: key.value, earlier });
  if (!verified.ok) return refuse(output, verified.error);
  const { checkpoint, earlier: before } = verified.value;
  output.result(renderVerified(verified.value, options.key === undefined), {
    origin: checkpoint.origin,
    size: checkpoint.size,
    root: toBase64(checkpoint.root),
    earlierSize: before?.size ?? null,
    keyCameAlong: options.key === undefined,
  });
}

function verifyProof(file: string, options: VerifyOptions, output: Output): void {
  const key = keyOf({ paths: [], read: () => undefined }, options.key);
  if (!key.ok) return output.complain(key.error);
  const proved = openEventProof(readFileSync(file), key.value);
  if (!proved.ok) return refuse(output, { code: 'proof-refused', detail: `"${file}" ${proved.error}.` });
  const event = JSON.parse(new TextDecoder().decode(proved.value.entry)) as AuditEvent;
  const { origin, size } = proved.value.checkpoint;
  output.result(`${renderEvents([event])}\n\n${origin} had this event among its first ${size}.`, {
    origin,
    size,
    event,
  });
}

function refuse(output: Output, finding: { readonly code: string; readonly detail: string }): void {
  output.complain({ ...finding, fix: 'Do not rely on it. Compare it with other copies, and ask who had it.' });
  process.exitCode = EXIT.different;
}
