// The browser's bundle as it is built, but for a memory of beacon signatures: node bundle-with-memory.mjs FILE
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleVerifier } from '../../../scripts/build-verifier.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const actual = join(here, '../../../src/core/beacon/verify-beacon.ts');

/** The core takes the check from here; what remembers takes it from where it is. */
const remember = {
  name: 'remember-beacons',
  setup(build) {
    build.onResolve({ filter: /^\.\/verify-beacon$/ }, ({ importer }) =>
      importer.endsWith('/core/beacon/index.ts') ? { path: 'remembering', namespace: 'test' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'test' }, () => ({
      contents: `import * as actual from ${JSON.stringify(actual)};
        import { rememberBeacons } from ${JSON.stringify(join(here, 'remembered-beacons.ts'))};
        export const { randomnessOf, verifyBeacon } = rememberBeacons(actual);`,
      resolveDir: here,
    }));
  },
};
writeFileSync(process.argv[2], await bundleVerifier([remember]));
