// The device's commands as one script, and what must not be in it.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { ASSET_PREFIX } from '../src/agent/experience/page-files.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGES = join(ROOT, 'dist/console/experience');

export type Bundle = { readonly code: string; readonly metafile: Metafile };

/** The device's commands as one CommonJS script, which is what an executable can hold. */
export async function bundleAgent(): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/bin/keepsake-agent.ts'],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    platform: 'node',
    target: 'node26',
    format: 'cjs',
    define: { 'process.env.KEEPSAKE_AGENT_VERSION': JSON.stringify(version()), 'import.meta.url': 'programUrl' },
    // Inside an executable there are no files beside the code; what asks where it is gets the executable.
    banner: { js: 'const programUrl=require("node:url").pathToFileURL(process.execPath).href;' },
    plugins: [koffiFromAsset],
  });
  return { code: outputFiles[0]?.text ?? '', metafile };
}

/** What must not be on a device: anything of the service or of its libraries. OpenID Connect is for `sign-in`. */
export function strangersIn({ inputs }: Metafile): readonly string[] {
  return Object.keys(inputs).filter((path) =>
    /^src\/(server|demo|console)\/|^node_modules\/(?!commander|typebox|koffi|openid-client|oauth4webapi|jose\/)/.test(
      path,
    ),
  );
}

const koffiFromAsset: Plugin = {
  name: 'koffi-from-asset',
  setup: (bundler) => {
    // Its CommonJS half names the native packages where a bundler can see them.
    bundler.onResolve({ filter: /^koffi$/ }, () => ({ path: join(ROOT, 'node_modules/koffi/index.cjs') }));
    bundler.onResolve({ filter: /^@koromix\/koffi-/ }, ({ path }) =>
      path === '@koromix/koffi-win32-x64' ? { path: join(ROOT, 'scripts/koffi-asset.cjs') } : { path, external: true },
    );
  },
};

/** The built pages as assets of the executable, by the keys that src/agent/experience/page-files.ts asks for. */
export function pageAssets(): Readonly<Record<string, string>> {
  const names = readdirSync(PAGES, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    paths.map((path) => [`${ASSET_PREFIX}${relative(PAGES, path).replaceAll('\\', '/')}`, path]),
  );
}

export function version(): string {
  return (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
}
