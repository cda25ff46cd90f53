// The files for administrators: as the list of policies says, valid by Microsoft's grammar, whole in every language; and what they
// write on a device is what the agent reads there.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LANGUAGES, policyFiles } from '../../scripts/policy-files.ts';
import { OMA_URI_ROWS } from '../../scripts/policy-files/oma-uri.ts';
import { POLICIES_PAGE, policiesPage } from '../../scripts/policy-files/page.ts';
import { POLICY_TEMPLATES } from '../../scripts/policy-files/settings-catalog.ts';
import { TEMPLATES } from '../../scripts/policy-files/template.ts';
import { writeDword } from '../../src/domain/catalog/codecs/number.ts';
import { writeText } from '../../src/domain/catalog/codecs/text.ts';
import { parseConfigurationPolicy } from '../../src/domain/policy/configuration-policy.ts';
import { effectivePolicy, type PolicyValue } from '../../src/domain/policy/effective-policy.ts';
import { POLICIES } from '../../src/domain/policy/setting-definitions.ts';
import type { Json } from '../../src/lib/canonical-json.ts';
import type { RawValue } from '../../src/regf/raw-value.ts';
import { REG_SZ } from '../../src/regf/value-type.ts';
import { allNamed, childrenNamed, type Node, readXml } from '../fixtures/read-xml.ts';
import { type PolicyRegistry, readerOf, withValue } from './policy-registry.ts';

const SCHEMA = join(import.meta.dirname, 'policy-definitions.xsd');
const MICROSOFTS = join(import.meta.dirname, '../../../shared/data/intune/admx');
const withoutXmllint = spawnSync('xmllint', ['--version']).status === 0 ? false : 'xmllint is not installed';
const withoutTemplates = existsSync(MICROSOFTS) ? false : "Microsoft's templates are not present";

const written = TEMPLATES.map(({ name }) => ({
  name,
  admx: xmlOf(`${name}.admx`),
  adml: LANGUAGES.map(({ culture }) => xmlOf(`${culture}/${name}.adml`)),
}));

test('policies/ and docs/operating/policies.md are as the list of policies says (node bin/run.mjs scripts/policy-files.ts)', () => {
  const files = policyFiles();
  const present = globSync('policies/**/*.*').map((path) => path.replaceAll('\\', '/').replace('policies/', ''));
  assert.deepEqual(present.toSorted(), [...files.keys()].toSorted());
  for (const [path, text] of files) assert.ok(readFileSync(join('policies', path), 'utf8') === text, `${path} is old`);
  const page = readFileSync(POLICIES_PAGE, 'utf8');
  assert.ok(policiesPage(page) === page, `${POLICIES_PAGE} is old`);
});

test("the templates are valid, Microsoft's own are by the same schema, and broken ones are not", {
  skip: withoutXmllint,
}, (context) => {
  const texts = [...policyFiles()].filter(([path]) => path.includes('.adm'));
  for (const [path, text] of texts) assert.equal(complaint(text), '', path);
  const microsofts = globSync(`${MICROSOFTS}/**/*.adm?`);
  for (const path of microsofts) assert.equal(complaint(readFileSync(path)), '', path);
  if (withoutTemplates !== false) context.diagnostic(`SKIPPED in part: ${withoutTemplates}`);
  const template = policyFiles().get('KeepsakeWindowsBackup.admx') ?? '';
  const words = policyFiles().get('en-US/KeepsakeWindowsBackup.adml') ?? '';
  const broken: readonly string[] = [
    template.replace('class="Machine"', 'class="Device"'),
    template.replace('<supportedOn ref="SUPPORTED_Windows10" />', ''),
    template.replace('$(string.EnableWindowsBackup)', 'Enable Windows Backup'),
    template.replace('<decimal value="1" />', '<decimal value="one" />'),
    template.replace('name="EnableWindowsRestore"', 'name="EnableWindowsBackup"'),
    template.replace('key="Software\\', 'key="\\Software\\'),
    template.replace(/<resources .*\n/, ''),
    words.replace('id="EnableWindowsBackup_Help"', 'id="EnableWindowsBackup"'),
    words.replace(/<displayName>.*\n/, ''),
    words.replace('</stringTable>', ''),
  ];
  for (const [i, text] of broken.entries()) {
    assert.ok(text !== template && text !== words, `mutation ${i} changes nothing`);
    assert.notEqual(complaint(text), '', `mutation ${i} is taken`);
  }
});

test('every reference resolves, in every language, and no word is left over', () => {
  for (const { name, admx, adml } of written) {
    const references = referencesIn(admx);
    for (const words of adml) {
      const strings = allNamed(words, 'string').map(({ attributes }) => `string.${attributes.get('id')}`);
      const presentations = allNamed(words, 'presentation').map(
        ({ attributes }) => `presentation.${attributes.get('id')}`,
      );
      assert.deepEqual([...strings, ...presentations].toSorted(), [...references].toSorted(), name);
      for (const { text } of allNamed(words, 'string')) assert.match(text, /\S/);
    }
    for (const policy of allNamed(admx, 'policy')) {
      const boxes = allNamed(policy, 'boolean').map(({ attributes }) => attributes.get('id'));
      const shown = /presentation\.(\w+)/.exec(policy.attributes.get('presentation') ?? '')?.[1];
      for (const words of adml) {
        const presentation = allNamed(words, 'presentation').find(({ attributes }) => attributes.get('id') === shown);
        const refs =
          presentation === undefined ? [] : presentation.children.map(({ attributes }) => attributes.get('refId'));
        assert.deepEqual(refs, boxes);
      }
    }
  }
});

test('every category and every supported version that is named is defined, here or in the template that is used', () => {
  const categories = new Map<string, readonly string[]>(
    written.map(({ admx }) => [
      allNamed(admx, 'target')[0]?.attributes.get('prefix') ?? '',
      allNamed(admx, 'category').map(nameOf),
    ]),
  );
  for (const { admx } of written) {
    const own = allNamed(admx, 'target')[0]?.attributes.get('prefix') ?? '';
    const used = allNamed(admx, 'using').map(({ attributes }) => attributes.get('prefix') ?? '');
    for (const ref of allNamed(admx, 'parentCategory').map((it) => attribute(it, 'ref'))) {
      const [category = '', prefix = own] = ref.split(':').toReversed();
      assert.ok([own, ...used].includes(prefix) && categories.get(prefix)?.includes(category), ref);
    }
    const versions = new Set(allNamed(admx, 'definition').map(({ attributes }) => attributes.get('name')));
    for (const policy of allNamed(admx, 'policy')) {
      assert.ok(versions.has(childrenNamed(policy, 'supportedOn')[0]?.attributes.get('ref')));
    }
  }
});

test('what the templates write is what the agent reads: every policy, every state, every check box', () => {
  const templates = written.flatMap(({ admx }) => allNamed(admx, 'policy'));
  const byTemplate = POLICIES.filter(({ gpo }) => gpo !== undefined);
  assert.deepEqual(templates.map(nameOf).toSorted(), byTemplate.map(({ name }) => name).toSorted());
  for (const template of templates) {
    for (const state of ['enabled', 'disabled'] as const) {
      const key = attribute(template, 'key');
      const registry = write(
        new Map(),
        key,
        attribute(template, 'valueName'),
        writeDword(numberIn(template, `${state}Value`)),
      );
      for (const box of [undefined, ...allNamed(template, 'boolean')]) {
        for (const isChecked of box === undefined ? [false] : [true, false]) {
          const whole =
            box === undefined
              ? registry
              : write(
                  registry,
                  key,
                  attribute(box, 'valueName'),
                  writeDword(numberIn(box, isChecked ? 'trueValue' : 'falseValue')),
                );
          const value = onlyValueIn(whole);
          assert.deepEqual(
            [value.policy.name, value.state, value.origin, value.problems],
            [nameOf(template), state, 'gpo', []],
          );
          if (value.policy.userOverride !== undefined && state === 'enabled')
            assert.equal(value.userMayOverride, isChecked);
        }
      }
    }
  }
});

test("Keepsake's own template can be taken over from an MDM: it writes nowhere that Windows keeps from it", () => {
  const own = written.find(({ name }) => name === 'Keepsake');
  assert.ok(own);
  for (const policy of allNamed(own.admx, 'policy')) {
    assert.doesNotMatch(attribute(policy, 'key'), /^(System|Software\\Microsoft|Software\\Policies\\Microsoft)(\\|$)/i);
  }
  assert.deepEqual(allNamed(own.admx, 'using'), []);
});

test('what the rows of oma-uri.csv have an MDM write is what the agent reads', () => {
  const rows = OMA_URI_ROWS.filter(({ uri }) => !uri.includes('ADMXInstall') && !uri.includes('~'));
  assert.equal(rows.length, 2 * 14 + 7);
  for (const { name, description, uri, dataType, value } of rows) {
    const [, area = '', node = ''] = /\/([^/]+)\/([^/]+)$/.exec(uri) ?? [];
    const raw: RawValue =
      dataType === 'String'
        ? { type: REG_SZ, data: writeText(value) }
        : writeDword(dataType === 'Boolean' ? Number(value === 'true') : Number(value));
    const read = onlyValueIn(
      write(new Map(), `Software\\Microsoft\\PolicyManager\\current\\device\\${area}`, node, raw),
    );
    const state = /: (enabled|disabled)/.exec(name)?.[1];
    assert.deepEqual([read.policy.name, read.state, read.origin], [description, state, 'mdm'], name);
  }
});

test("the rows for Keepsake's own policies name the categories and policies of its template", () => {
  const own = written.find(({ name }) => name === 'Keepsake');
  assert.ok(own);
  const parents = new Map(
    allNamed(own.admx, 'category').map((it) => [
      nameOf(it),
      childrenNamed(it, 'parentCategory')[0]?.attributes.get('ref'),
    ]),
  );
  const path = (category: string | undefined): string =>
    category === undefined ? 'Keepsake~Policy' : `${path(parents.get(category))}~${category}`;
  const expected = allNamed(own.admx, 'policy').map(
    (it) =>
      `./Device/Vendor/MSFT/Policy/Config/${path(childrenNamed(it, 'parentCategory')[0]?.attributes.get('ref'))}/${nameOf(it)}`,
  );
  const uris = new Set(OMA_URI_ROWS.filter(({ uri }) => uri.includes('~')).map(({ uri }) => uri));
  assert.deepEqual([...uris].toSorted(), expected.toSorted());
});

test("the second template writes what Microsoft's own write", { skip: withoutTemplates }, () => {
  const microsofts = new Map(
    ['SettingSync', 'OSPolicy', 'GroupPolicy'].flatMap((name) =>
      allNamed(rootOf(readFileSync(join(MICROSOFTS, `${name}.admx`), 'utf8')), 'policy').map(
        (it) => [nameOf(it), it] as const,
      ),
    ),
  );
  const ours = allNamed(written.find(({ name }) => name === 'KeepsakeWindowsBackup')?.admx ?? rootOf(''), 'policy');
  const compared = ours.filter((policy) => {
    const theirs = microsofts.get(nameOf(policy));
    if (theirs !== undefined) assert.deepEqual(shapeOf(policy), shapeOf(theirs));
    return theirs !== undefined;
  });
  // The template at hand is older than the other one.
  assert.deepEqual(ours.filter((it) => !compared.includes(it)).map(nameOf), ['EnableWindowsRestore']);
});

test('settings-catalog.json says exactly what it claims to, in words that Intune knows, and is assigned to nobody', () => {
  const page = JSON.parse(policyFiles().get('settings-catalog.json') ?? '') as { value: Json[] };
  assert.equal(page.value.length, POLICY_TEMPLATES.length);
  page.value.forEach((body, i) => {
    const parsed = parseConfigurationPolicy(body);
    const template = POLICY_TEMPLATES[i];
    assert.ok(parsed.ok && template !== undefined);
    assert.deepEqual(parsed.value, {
      policy: { id: '', name: template.name, settings: template.settings, assignments: [] },
      unknownSettingCount: 0,
      findings: [],
    });
    assert.doesNotMatch(JSON.stringify(body), /"keepsake_/);
  });
});

function complaint(xml: string | Buffer): string {
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', SCHEMA, '-'], {
    input: xml,
    encoding: 'utf8',
  });
  return status === 0 ? '' : stderr;
}

function xmlOf(path: string): Node {
  return rootOf(policyFiles().get(path) ?? '');
}

function rootOf(xml: string): Node {
  const root = readXml(xml);
  if (typeof root === 'string') throw new Error(root);
  return root;
}

function referencesIn({ attributes, children }: Node): ReadonlySet<string> {
  const own = [...attributes.values()].flatMap((value) => /^\$\((.+)\)$/.exec(value)?.[1] ?? []);
  return new Set([...own, ...children.flatMap((child) => [...referencesIn(child)])]);
}

function attribute(node: Node, name: string): string {
  const value = node.attributes.get(name);
  assert.ok(value !== undefined, `${node.name} without ${name}`);
  return value;
}

function nameOf(node: Node): string {
  return attribute(node, 'name');
}

function numberIn(node: Node, name: string): number {
  const [value] = childrenNamed(node, name).flatMap((it) => childrenNamed(it, 'decimal'));
  assert.ok(value, name);
  return Number(attribute(value, 'value'));
}

function shapeOf(policy: Node): object {
  return {
    class: attribute(policy, 'class'),
    key: attribute(policy, 'key').toLowerCase(),
    valueName: attribute(policy, 'valueName').toLowerCase(),
    states: [numberIn(policy, 'enabledValue'), numberIn(policy, 'disabledValue')],
    boxes: allNamed(policy, 'boolean').map((box) => [
      attribute(box, 'id'),
      attribute(box, 'valueName'),
      numberIn(box, 'trueValue'),
      numberIn(box, 'falseValue'),
    ]),
  };
}

/** Into the machine's hive, as Windows would. */
function write(registry: PolicyRegistry, key: string, value: string, raw: RawValue): PolicyRegistry {
  const location = { kind: 'registry', hive: 'SOFTWARE', key: key.replace(/^Software\\/i, ''), value } as const;
  return withValue(registry, location, raw);
}

function onlyValueIn(registry: PolicyRegistry): PolicyValue {
  const values = effectivePolicy(readerOf(registry), POLICIES).filter(({ state }) => state !== 'notConfigured');
  const [only] = values;
  assert.ok(only !== undefined && values.length === 1, JSON.stringify(values.map(({ policy }) => policy.name)));
  return only;
}
