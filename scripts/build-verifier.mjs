// Bundles the verifier for browsers into dist/verifier/verifier.js and prints its size. The bundle is made from the core's TypeScript, so
// it is the same code that the service runs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
const outfile = `${root}dist/verifier/verifier.js`;
mkdirSync(`${root}dist/verifier`, { recursive: true });
const result = await build({
  entryPoints: [`${root}src/verifier/browser.ts`],
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'FairslotVerifier',
  // Phones that are five years old.
  target: ['es2021'],
  platform: 'browser',
  legalComments: 'none',
  tsconfigRaw: {},
  write: false,
});
const code = result.outputFiles[0].contents;
writeFileSync(outfile, code);
const kilobytes = (bytes) => `${(bytes.length / 1000).toFixed(1)} kB`;
const written = readFileSync(outfile);
console.log(`verifier bundle ${kilobytes(written)}, gzip ${kilobytes(gzipSync(written))}, brotli ${kilobytes(brotliCompressSync(written))}`);
