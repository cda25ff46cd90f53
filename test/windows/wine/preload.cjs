// What Wine 8 lacks for Node, mended in the test's own process: standard streams that are pipes, `setKeepAlive`, and
// koffi for Windows, which a Linux `npm ci` does not install.

const fs = require('node:fs');
const { registerHooks } = require('node:module');
const { join } = require('node:path');
const { Writable } = require('node:stream');
const { pathToFileURL } = require('node:url');

for (const [name, file] of [
  ['stdout', 1],
  ['stderr', 2],
]) {
  let stream;
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get() {
      stream ??= Object.assign(
        new Writable({
          write(chunk, _encoding, done) {
            for (let at = 0; at < chunk.length; ) at += fs.writeSync(file, chunk, at, chunk.length - at);
            done();
          },
        }),
        { fd: file },
      );
      return stream;
    },
  });
}

require('node:net').Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this;
};

const koffi = pathToFileURL(join(process.env.KEEPSAKE_WINE_MODULES, 'koffi', 'index.js')).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'koffi' ? { url: koffi, format: 'module', shortCircuit: true } : next(specifier, context),
});
