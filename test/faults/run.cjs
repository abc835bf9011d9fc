// npm run faults [-- --list | --long | --kills N | --seed N | --profile embedded|service | --only ROW ...]
// CommonJS, because it has to run before any TypeScript can be loaded: it teaches `require` to load it, as Jest does.
const { transformFileSync } = require('@swc/core');
const Module = require('node:module');

process.setSourceMapsEnabled(true);
// `./wards` is the module, not the data of the same name: what was put in first is tried first.
const json = require.extensions['.json'];
delete require.extensions['.json'];
require.extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  });
  module._compile(code, file);
};
require.extensions['.json'] = json;
// What is imported late is named as it will be once it is built: `./x.js` for x.ts.
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, parent, ...rest) => {
  const isOurs = request.startsWith('.') && parent?.filename?.endsWith('.ts');
  return resolve(isOurs ? request.replace(/\.js$/, '') : request, parent, ...rest);
};
require('./runner.ts').main(process.argv.slice(2));
