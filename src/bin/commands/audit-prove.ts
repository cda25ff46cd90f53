import { Command } from 'commander';
import { proveEvent } from '../../domain/audit/event-proof.ts';
import { verifyCopy } from '../../domain/audit/verify-copy.ts';
import { outputOf } from '../output.ts';
import { keyOf, openCopy, unreadable } from './audit-copy.ts';
import { wholeNumber } from './profile-options.ts';

export function auditProveCommand(): Command {
  return new Command('prove')
    .description('Print one event with the proof that it is in the log, for somebody who may not see the others.')
    .argument('<folder>', 'a copy, made by "keepsake audit export"')
    .argument('<index>', 'of the event', wholeNumber)
    .option('--key <key>', 'the key that "keepsake audit key" prints; without it, the one in the copy is taken')
    .addHelpText('after', '\nVerify it anywhere, with the key from elsewhere: keepsake audit verify FILE --key KEY')
    .action(prove);
}

function prove(folder: string, leafIndex: number, options: { readonly key?: string }): void {
  const output = outputOf({});
  try {
    const copy = openCopy(folder);
    const key = keyOf(copy, options.key);
    if (!key.ok) return output.complain(key.error);
    const verified = verifyCopy(copy, { key: key.value });
    if (!verified.ok) {
      return output.complain({ ...verified.error, fix: 'Take a copy that is whole: keepsake audit verify.' });
    }
    const proof = proveEvent(copy, verified.value.checkpoint, leafIndex);
    if (proof !== undefined) return void process.stdout.write(proof);
    const detail = `The copy has ${verified.value.checkpoint.size} events, and none with the index ${leafIndex}.`;
    output.complain({
      code: 'not-found',
      detail,
      fix: 'keepsake audit list shows the indexes; export again for newer events.',
    });
  } catch (error) {
    output.complain(unreadable(error));
  }
}
