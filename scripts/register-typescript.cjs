// node -r ./scripts/register-typescript.cjs file.ts: runs TypeScript sources with the compiler and options of the build (.swcrc). For
// programs that are not part of the service (bench/).
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

const configFile = join(__dirname, '..', '.swcrc');

for (const extension of ['.ts', '.tsx']) {
  require.extensions[extension] = (module, filename) => {
    const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, configFile, sourceMaps: 'inline' });
    module._compile(code, filename);
  };
}
