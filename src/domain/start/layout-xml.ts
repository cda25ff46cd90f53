// The layout of Windows 10 and the taskbar layouts of both releases: `LayoutModificationTemplate` XML. Only the elements
// that pin something are read. The reader knows just enough XML for that, and refuses what could make reading expensive or
// dangerous: document types, and with them entities of the file's own.

import { fail, ok, type Result } from '../../lib/result.ts';
import { type Pin, PIN_TEXT_MAX, PINS_MAX, pinOfAppId } from './pins.ts';

export type Layout = { readonly start: readonly Pin[]; readonly taskbar: readonly Pin[] };

/** The pins in their order, or why `text` is no layout. */
export function readLayoutXml(text: string): Result<Layout, string> {
  const start: Pin[] = [];
  const taskbar: Pin[] = [];
  const open: string[] = [];
  let isLayout = false;
  for (const [token, name = '', attributes = ''] of text.replace(/^\uFEFF/, '').matchAll(TOKEN)) {
    if (/^<![A-Z]/i.test(token)) return fail('it has a document type');
    if (name === '') {
      if (token.startsWith('<') && !/^<[?!]/.test(token)) return fail('it is not well-formed');
      continue;
    }
    if (token.startsWith('</')) {
      if (open.pop() !== name) return fail('its elements are not nested');
      continue;
    }
    const element = name.replace(/^.*:/, '');
    if (open.length === 0) {
      if (isLayout || element !== 'LayoutModificationTemplate') return fail('it is no layout');
      isLayout = true;
    }
    const pin = pinOf(element, attributesOf(attributes));
    if (pin !== undefined) (TASKBAR.has(element) ? taskbar : start).push(pin);
    if (start.length + taskbar.length > PINS_MAX) return fail(`it has more than ${PINS_MAX} pins`);
    if (!token.endsWith('/>')) open.push(name);
    if (open.length > DEPTH_MAX) return fail('it is nested too deeply');
  }
  return isLayout && open.length === 0 ? ok({ start, taskbar }) : fail('it is no whole layout');
}

function pinOf(element: string, attributes: ReadonlyMap<string, string>): Pin | undefined {
  const appId = attributes.get('AppUserModelID') ?? attributes.get('DesktopApplicationID');
  const link = attributes.get('DesktopApplicationLinkPath');
  if (element === 'SecondaryTile') {
    const displayName = attributes.get('DisplayName');
    const tileId = attributes.get('TileID');
    if (tileId === undefined) return undefined;
    return {
      kind: 'secondaryTile',
      tileId,
      ...(appId === undefined ? {} : { appId }),
      ...(displayName === undefined ? {} : { displayName }),
    };
  }
  if (!START.has(element) && !TASKBAR.has(element)) return undefined;
  if (appId !== undefined) return pinOfAppId(appId);
  return link === undefined ? undefined : { kind: 'desktopLink', path: link };
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single]): [string, string] => [
    name.replace(/^.*:/, ''),
    unescaped(double ?? single ?? ''),
  ]);
  return new Map(pairs.filter(([, value]) => value !== '' && value.length <= PIN_TEXT_MAX));
}

function unescaped(text: string): string {
  return text.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const START = new Set(['Tile', 'DesktopApplicationTile']);
const TASKBAR = new Set(['UWA', 'DesktopApp']);
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const DEPTH_MAX = 32;

/** A comment, a processing instruction, CDATA, a document type, a tag with its name and attributes, or a stray bracket. */
const TOKEN =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[[^]*?\]\]>|<![A-Z]|<\/?([A-Za-z_][\w.-]*(?::[\w.-]+)?)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/?>|</gi;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
