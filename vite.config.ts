// Builds the admin center into dist/console/admin: hashed files that never change, and one page that names them.

import { defineConfig, type Plugin } from 'vite';
import react from '@vitejs/plugin-react';
import { OPERATIONS } from './src/protocol/api.ts';
import type { Operation } from './src/protocol/operation.ts';

export default defineConfig({
  root: 'src/console/admin',
  base: '/admin/',
  plugins: [react(), operationTable()],
  build: { outDir: '../../../dist/console/admin', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
});

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
