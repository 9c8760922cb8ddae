import { spawnSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
/** Nothing but the pages under test: no sandbox as root, no graphics card, nothing that Chromium wants by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever a page asked of another host would fail, and be seen.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/**
 * The system's Chromium, with a new profile. One a test file: `close()` in `afterAll`. It ends with this process, too.
 * @param camera a Y4M film: what a camera sees that people let pages use
 * @throws Error where there is none: `npm test` installs it on Debian
 */
export function openBrowser({ camera }: { readonly camera?: string } = {}): Promise<Browser> {
  const seeing =
    camera === undefined
      ? []
      : ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${camera}`];
  return chromium.launch({ executablePath: findChromium(), args: [...FLAGS, ...seeing], handleSIGINT: false });
}

/** Absolute path of the first browser there is. */
export function findChromium(): string {
  for (const name of NAMES) {
    const { stdout } = spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (stdout.trim() !== '') return stdout.trim();
  }
  throw new Error('the tests need Chromium; on Debian: apt-get install chromium');
}
