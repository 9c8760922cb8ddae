// Makes what pages load: style sheets for both writing directions, fonts, icons, the browser verifier. Everything is named by its content
// and packed beforehand; nothing is fetched from anywhere. Afterwards dist/assets/manifest.json maps names to files.
//
//   node scripts/build-assets.mjs
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { transform } from 'lightningcss';
import rtlcss from 'rtlcss';
import { verifyPage } from './build-verify-page.mjs';
import { ROOT } from './prepare.mjs';

const OUT = join(ROOT, 'dist', 'assets');
const SOURCES = join(ROOT, 'src');
const OWN = join(SOURCES, 'assets');
/** Browsers of 2020, on phones that are six years old. They know no oklch(), which KERN's colours are written in. */
const TARGETS = { chrome: 80 << 16, safari: 13 << 16, firefox: 78 << 16 };
/** What a phone on a bad line loads before it can check a draw. A larger verifier is no verifier. */
const MOST_VERIFIER_BYTES = 60_000;
const PACKED = ['.css', '.js', '.svg', '.html'];

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const manifest = {};

for (const [font, file] of Object.entries(fonts())) emit(font, readFileSync(file));
const fontFaces = fontSheet();
emitSheet('kern', readFileSync(modulePath('@kern-ux/native/dist/kern.css'), 'utf8'), unusedClasses());
emitSheet('site', `${fontFaces}\n${readFileSync(join(OWN, 'site.css'), 'utf8')}`);
for (const name of readdirSync(OWN).filter((file) => file.endsWith('.svg'))) emit(name, readFileSync(join(OWN, name)));
for (const name of readdirSync(OWN).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')))
  emit(name.replace(/\.ts$/, '.js'), await bundle(join(OWN, name)));
assertSmall('check-worker.js');
emit('verify.html', await selfContainedVerifier());
// The second implementation, which shares no line with the first: it lies beside the first in what is handed to a court.
emit('verify.py', readFileSync(join(ROOT, 'reference', 'verify.py')));
const verifier = join(ROOT, 'dist', 'verifier', 'verifier.js');
if (existsSync(verifier)) emit('verifier.js', readFileSync(verifier));
writeFileSync(join(OUT, 'manifest.json'), JSON.stringify(manifest, null, 2));

/** Writes a file under a name with its hash, and packed forms beside it. */
function emit(name, content) {
  const extension = extname(name);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const file = `${name.slice(0, -extension.length)}.${hash}${extension}`;
  writeFileSync(join(OUT, file), content);
  if (PACKED.includes(extension)) {
    writeFileSync(join(OUT, `${file}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    writeFileSync(join(OUT, `${file}.gz`), gzipSync(content, { level: 9 }));
  }
  manifest[name] = file;
  return file;
}

/** A sheet for each direction. KERN writes left and right; rtlcss turns them. */
function emitSheet(name, css, unusedSymbols = []) {
  const left = emit(`${name}.css`, compileSheet(css, unusedSymbols));
  const right = emit(`${name}.rtl.css`, compileSheet(rtlcss.process(css), unusedSymbols));
  const size = (file) => (readFileSync(join(OUT, `${file}.br`)).length / 1000).toFixed(1);
  console.log(`${name}.css ${size(left)} kB, right to left ${size(right)} kB (brotli)`);
}

function compileSheet(css, unusedSymbols) {
  return transform({ filename: 'sheet.css', code: Buffer.from(css), minify: true, targets: TARGETS, unusedSymbols }).code;
}

/** Fails the build where the packed program is too large. */
function assertSmall(name) {
  const bytes = readFileSync(join(OUT, `${manifest[name]}.gz`)).length;
  console.log(`${name} ${(bytes / 1000).toFixed(1)} kB (gzip)`);
  if (bytes > MOST_VERIFIER_BYTES) throw new Error(`${name} is ${bytes} bytes packed, more than ${MOST_VERIFIER_BYTES}`);
}

/** dist/assets/verify.html: system fonts, because it carries none. */
async function selfContainedVerifier() {
  const css = `${readFileSync(modulePath('@kern-ux/native/dist/kern.css'), 'utf8')}\n${readFileSync(join(OWN, 'site.css'), 'utf8')}`;
  const text = async (entry) => Buffer.from(await bundle(join(OWN, entry))).toString('utf8');
  return verifyPage({
    program: await text('check/standalone.ts'),
    worker: await text('check-worker.ts'),
    reader: await text('code-reader.ts'),
    sheets: {
      ltr: compileSheet(css, unusedClasses()).toString(),
      rtl: compileSheet(rtlcss.process(css), unusedClasses()).toString(),
    },
    languages: await languageFacts(),
    textsFolder: join(SOURCES, 'texts'),
  });
}

/** Languages as the pages have them, from the sources that the pages use. */
async function languageFacts() {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { LANGUAGES, languageFacts } from './languages'; module.exports = LANGUAGES.map((tag) => ({ ...languageFacts(tag), tag }));`,
      resolveDir: join(SOURCES, 'platform', 'i18n'),
      loader: 'ts',
    },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    tsconfigRaw: {},
    write: false,
  });
  const loaded = { exports: {} };
  new Function('module', Buffer.from(outputFiles[0].contents).toString('utf8'))(loaded);
  return loaded.exports.map(({ tag, locale, autonym, direction }) => ({ tag, locale, autonym, direction }));
}

/** KERN's classes that no source names: most of them are spacing utilities in six widths. */
function unusedClasses() {
  const used = new Set(sourceText().match(/kern-[a-zA-Z0-9_-]+/g));
  const defined = readFileSync(modulePath('@kern-ux/native/dist/kern.css'), 'utf8').match(/\.(kern-[a-zA-Z0-9_-]+)/g);
  return [...new Set(defined.map((name) => name.slice(1)))].filter((name) => !used.has(name));
}

function sourceText() {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(tsx?|css)$/.test(path))
    .map((path) => readFileSync(join(SOURCES, path), 'utf8'))
    .join('\n');
}

async function bundle(entry) {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2021'],
    platform: 'browser',
    legalComments: 'none',
    tsconfigRaw: {},
    write: false,
  });
  return outputFiles[0].contents;
}

/** Weights that KERN uses, in pieces by script, so that a page loads only what it shows. */
function fonts() {
  const files = {};
  for (const weight of [400, 500, 600]) {
    for (const script of ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese']) {
      files[`fira-sans-${script}-${weight}.woff2`] = modulePath(`@fontsource/fira-sans/files/fira-sans-${script}-${weight}-normal.woff2`);
    }
  }
  files['noto-sans-arabic.woff2'] = modulePath('@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2');
  // Whole, with the letters and accents of DIN 91379 that the pieces lack; loaded only where a name has one.
  files['fira-sans-whole-400.woff2'] = modulePath('@kern-ux/native/dist/fonts/fira-sans/FiraSans-Regular.woff2');
  return files;
}

function fontSheet() {
  const faces = [];
  const face = (family, weight, name, range) =>
    faces.push(
      `@font-face{font-family:"${family}";font-style:normal;font-weight:${weight};font-display:swap;src:url("/assets/${manifest[name]}") format("woff2");unicode-range:${range}}`,
    );
  for (const weight of [400, 500, 600]) {
    const ranges = JSON.parse(readFileSync(modulePath('@fontsource/fira-sans/unicode.json'), 'utf8'));
    for (const [script, range] of Object.entries(ranges)) {
      const name = `fira-sans-${script}-${weight}.woff2`;
      if (manifest[name]) face('Fira Sans', weight, name, range);
    }
  }
  // One face a weight: browsers choose the weight first, and of a range they would take nothing else.
  face('Fira Sans', 400, 'fira-sans-whole-400.woff2', 'U+0300-0302,U+0304-0307,U+030A-030D,U+0310-0322,U+0325-036F,U+1DC4,U+1E9F');
  face(
    'Noto Sans Arabic Variable',
    '100 900',
    'noto-sans-arabic.woff2',
    'U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200E,U+2010-2011,U+FB50-FDFF,U+FE70-FEFC',
  );
  return faces.join('\n');
}

function modulePath(path) {
  return join(ROOT, 'node_modules', path);
}
