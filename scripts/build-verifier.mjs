// Bundles the verifier for browsers and prints its size. The bundle is made from the core's TypeScript, so it is the same code that the
// service runs.
//
//   node scripts/build-verifier.mjs [FILE]      FILE is dist/verifier/verifier.js unless it is named
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MOST_BYTES = 60_000;

/** @param plugins of esbuild, for tests that put something in another's place */
export async function bundleVerifier(plugins = []) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/verifier/browser.ts'],
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'FairslotVerifier',
    // Browsers of 2021: phones that are five years old. What they lack besides syntax is in src/verifier/old-browsers.ts.
    target: ['es2021'],
    platform: 'browser',
    legalComments: 'none',
    tsconfigRaw: {},
    write: false,
    plugins,
  });
  return outputFiles[0].contents;
}

async function main(outfile) {
  const contents = await bundleVerifier();
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(outfile, contents);
  const kilobytes = (bytes) => `${(bytes.length / 1000).toFixed(1)} kB`;
  console.log(
    `verifier bundle ${kilobytes(contents)}, gzip ${kilobytes(gzipSync(contents))}, brotli ${kilobytes(brotliCompressSync(contents))}`,
  );
  if (gzipSync(contents).length > MOST_BYTES) throw new Error(`the verifier is more than ${kilobytes({ length: MOST_BYTES })} packed`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await main(resolve(process.argv[2] ?? join(root, 'dist', 'verifier', 'verifier.js')));
