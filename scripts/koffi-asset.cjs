// Stands in for koffi's package with its native part when the agent is one executable: takes that part from the executable,
// puts it where only the person can write, checks that what lies there is exactly it, and loads it.

const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { getRawAsset } = require('node:sea');

const bytes = Buffer.from(getRawAsset('koffi.node'));
const folder = join(process.env.LOCALAPPDATA ?? process.cwd(), 'Keepsake', 'bin');
const file = join(folder, `koffi-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.node`);
if (!existsSync(file) || !readFileSync(file).equals(bytes)) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, bytes);
  renameSync(`${file}.${process.pid}`, file);
}
const loaded = { exports: {} };
process.dlopen(loaded, file);
module.exports = loaded.exports;
