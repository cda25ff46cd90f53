// `node bin/run.mjs FILE …`: any of the project's own scripts, under the same Node as the program itself.
import { runUnderBestNode } from './runtime.mjs';

const [script, ...args] = process.argv.slice(2);
if (script) await runUnderBestNode(script, args);
else process.stderr.write('usage: node bin/run.mjs FILE [ARGUMENT …]\n');
