// The import rules of the house, held: which room may know which, and what the pure rooms may never do.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

type Room = {
  /** Other rooms under src/ it may import from. */
  readonly rooms: readonly string[];
  /** npm packages it may import; `all` where dependencies are its business. */
  readonly packages: readonly string[] | 'all';
  /** Node's modules it may import. */
  readonly node: readonly string[] | 'all';
};

const ROOMS: Readonly<Record<string, Room>> = {
  lib: { rooms: [], packages: [], node: ['node:buffer', 'node:crypto'] },
  regf: { rooms: ['lib'], packages: [], node: [] },
  domain: { rooms: ['lib', 'regf'], packages: [], node: [] },
  protocol: { rooms: ['lib', 'domain'], packages: ['typebox', 'typebox/compile'], node: [] },
  server: { rooms: ['lib', 'regf', 'domain', 'protocol'], packages: 'all', node: 'all' },
  agent: {
    rooms: ['lib', 'regf', 'domain', 'protocol'],
    packages: ['typebox', 'typebox/compile', 'koffi', 'openid-client'],
    node: 'all',
  },
  console: {
    rooms: ['lib', 'domain', 'protocol'],
    packages: [
      '@fluentui/react-components',
      '@fluentui/react-icons',
      '@noble/curves/ed25519.js',
      '@noble/hashes/sha2.js',
      '@tanstack/react-query',
      '@tanstack/react-router',
      '@tanstack/react-virtual',
      'i18next',
      'openid-client',
      'react',
      'react-dom/client',
      'react-i18next',
      'typebox',
    ],
    node: [],
  },
  demo: { rooms: ['lib', 'regf', 'domain', 'protocol', 'server', 'agent'], packages: [], node: 'all' },
  bin: {
    rooms: ['lib', 'regf', 'domain', 'protocol', 'server', 'agent', 'demo'],
    packages: ['commander'],
    node: 'all',
  },
};

/** What makes code depend on more than its arguments. */
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bset(Timeout|Interval|Immediate)\b|\basync\b|\bawait\b/;
const PURE_ROOMS = ['regf', 'domain'];
/** regf is fit to be published alone: it knows Windows' words and none of Keepsake's. */
const PRODUCT_WORDS = /\b(keepsake|snapshots?|tenants?)\b/i;

const sources = globSync('src/**/*.{ts,tsx}').map((path) => ({
  path,
  room: path.split('/')[1] ?? '',
  text: readFileSync(path, 'utf8'),
}));
const production = sources.filter(({ path }) => !path.endsWith('.test.ts'));

test('every folder under src is a room with rules', () => {
  assert.deepEqual(
    [...new Set(sources.map(({ room }) => room))].filter((room) => !Object.hasOwn(ROOMS, room)),
    [],
  );
});

test('no room imports what it may not know', () => {
  const broken = production.flatMap(({ path, room, text }) =>
    importsOf(text)
      .filter((name) => !isAllowed(name, path, room))
      .map((name) => `${path} imports ${name}`),
  );
  assert.deepEqual(broken, []);
});

test('the pure rooms have no clock, no randomness, no timers and no waiting', () => {
  const pure = production.filter(({ room }) => PURE_ROOMS.includes(room));
  const broken = pure.filter(({ text }) => IMPURE.test(withoutComments(text))).map(({ path }) => path);
  assert.deepEqual(broken, []);
});

test('regf has no product words', () => {
  const broken = production
    .filter(({ room, text }) => room === 'regf' && PRODUCT_WORDS.test(text))
    .map(({ path }) => path);
  assert.deepEqual(broken, []);
});

test("each table's SQL writes stand in one store file", () => {
  const writers = new Map<string, Set<string>>();
  for (const { path, text } of production.filter(({ room }) => room === 'server')) {
    for (const [, table = ''] of text.matchAll(/\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+([a-z_]+)/g)) {
      writers.set(table, (writers.get(table) ?? new Set()).add(path));
    }
  }
  const shared = [...writers]
    .filter(([, paths]) => paths.size > 1)
    .map(([table, paths]) => `${table}: ${[...paths].join(', ')}`);
  const misplaced = [...writers].flatMap(([table, paths]) =>
    [...paths]
      .filter((path) => !path.endsWith('-store.ts') && !path.includes('/database/'))
      .map((path) => `${table}: ${path}`),
  );
  assert.deepEqual({ shared, misplaced }, { shared: [], misplaced: [] });
});

test('every package that is imported is declared, and the other way round', () => {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
    optionalDependencies: Record<string, string>;
  };
  const imported = new Set(
    production
      .filter(({ room }) => room !== 'console')
      .flatMap(({ text }) => importsOf(text))
      .filter(isPackage)
      .map(packageName),
  );
  // The other optional ones are programs for one platform, found by path.
  const declared = [...Object.keys(dependencies), ...Object.keys(optionalDependencies).filter((it) => it === 'koffi')];
  assert.deepEqual([...imported].toSorted(), declared.toSorted());
});

/** The console is built: what it is made of is in its files, and needs no installing where they are served. */
test("the console's packages are declared for development, unless something else needs them", () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const ofConsole = production.filter(({ room }) => room === 'console').flatMap(({ text }) => importsOf(text));
  const packages = new Set(ofConsole.filter((name) => isPackage(name) && !isMadeByBuild(name)).map(packageName));
  const declared = new Set(Object.keys({ ...dependencies, ...devDependencies }));
  assert.deepEqual(
    [...packages].filter((name) => !declared.has(name)),
    [],
  );
});

test('nothing is left open, and every module says what it is', () => {
  const marked = production.filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text)).map(({ path }) => path);
  const silent = production
    .filter(({ text, path }) => !text.startsWith('//') && !path.includes('/commands/'))
    .map(({ path }) => path);
  assert.deepEqual({ marked, silent }, { marked: [], silent: [] });
});

function isAllowed(name: string, path: string, room: string): boolean {
  const rules = ROOMS[room];
  if (rules === undefined) return false;
  if (name.startsWith('node:')) return rules.node === 'all' || rules.node.includes(name);
  if (isMadeByBuild(name)) return room === 'console';
  if (isPackage(name)) return rules.packages === 'all' || rules.packages.includes(name);
  const target = normalize(join(dirname(path), name));
  const other = target.split('/')[1] ?? '';
  return target.startsWith('src/') && (other === room || rules.rooms.includes(other));
}

function importsOf(text: string): readonly string[] {
  return [
    ...text.matchAll(/^\s*(?:import|export)\b[^'";]*?from\s+'([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm),
  ].map(([, from, dynamic, bare]) => from ?? dynamic ?? bare ?? '');
}

function isPackage(name: string): boolean {
  return !name.startsWith('.') && !name.startsWith('node:') && !builtinModules.includes(name);
}

/** vite.config.ts makes it. */
function isMadeByBuild(name: string): boolean {
  return name.startsWith('virtual:');
}

function packageName(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}
