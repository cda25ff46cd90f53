// Builds the pages into dist/console: hashed files that never change, and one page that names them. `--mode admin` is the
// admin center, `--mode experience` what a person sees; scripts and tests build both (src/bin/console-build.ts).

import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import react from '@vitejs/plugin-react';
import { OPERATIONS } from './src/protocol/api.ts';
import type { Operation } from './src/protocol/operation.ts';

export default defineConfig(({ mode }) => {
  const app = mode === 'experience' ? 'experience' : 'admin';
  return {
    root: `src/console/${app}`,
    base: app === 'admin' ? '/admin/' : '/',
    plugins: [react(), operationTable()],
    resolve: { alias: [IN_BROWSER] },
    build: {
      outDir: `../../../dist/console/${app}`,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1000,
      rolldownOptions: { output: { codeSplitting: { groups: app === 'admin' ? [...WHOLE] : [] } } },
    },
  };
});

/** With all that they import in one file each, not in the dozens that pages share; what a start needs the pages take from it. */
const WHOLE = [
  { name: 'start', test: /admin\/main\.ts$|preload-helper/, priority: 2 },
  { name: 'app', test: /admin\/app\.tsx$/, priority: 1 },
];

/** What stands on Node in lib/ has a twin that stands on the browser; test/console/in-browser.test.ts holds that they are equal. */
const IN_BROWSER = {
  find: /^(?:\.\.\/)+lib\/(bytes|hash|ed25519)\.ts$/,
  replacement: join(import.meta.dirname, 'src/console/shared/in-browser/$1.ts'),
};

/** `virtual:operations`: method and path of each operation, without the schemas that only the service needs at run time. */
function operationTable(): Plugin {
  const id = 'virtual:operations';
  const table = Object.entries(OPERATIONS).map(([name, { method, path }]: [string, Operation]) => [
    name,
    [method, path],
  ]);
  return {
    name: 'operation-table',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) =>
      source === `\0${id}` ? `export const OPERATION_PATHS = ${JSON.stringify(Object.fromEntries(table))};` : undefined,
  };
}
