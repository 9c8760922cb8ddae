// The checking page as one file that needs nothing else: texts, styles and programs inside, and a policy that allows exactly these. The
// same sources give the same bytes, so that anybody can build it again and compare its hash.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param parts `{ program, worker, reader, sheets: { ltr, rtl }, languages, texts }`, all of them as text */
export function verifyPage({ program, worker, reader, sheets, languages, textsFolder }) {
  const tongues = languages
    .map((language) => ({ ...language, file: join(textsFolder, language.tag, 'check.json') }))
    .filter(({ file }) => existsSync(file))
    .map(({ file, ...language }) => ({ ...language, texts: JSON.parse(readFileSync(file, 'utf8')) }));
  const [script, code, codeReader] = [program, worker, reader].map(inScript);
  const texts = JSON.stringify(tongues).replaceAll('<', '\\u003c');
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(sheets.ltr)} ${hashOf(sheets.rtl)}`,
    'img-src data:',
    // The workers' programs lie in this file, too.
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="de" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fairslot</title>
<link rel="icon" href="data:,">
<style data-direction="ltr">${sheets.ltr}</style>
<style data-direction="rtl">${sheets.rtl}</style>
</head>
<body data-kern-theme="light">
<main class="fs-main"><div class="fs-flow" id="verify"></div><noscript><p>JavaScript?</p></noscript></main>
<script type="application/json" id="verify-texts">${texts}</script>
<script type="text/plain" id="verify-worker">${code}</script>
<script type="text/plain" id="verify-reader">${codeReader}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** A program as it may stand inside an element. */
function inScript(code) {
  return code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
