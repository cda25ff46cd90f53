// `npm run build:console`: the admin center and the pages that a person sees, into dist/console.

import { buildConsole } from '../src/bin/console-build.ts';

await buildConsole();
