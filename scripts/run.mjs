// npm start, npm run demo, …: prepares the clone where needed and becomes the program. Same process, so signals, exit
// status, input and output are the program's own.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, prepare, ROOT } from './prepare.mjs';

export async function run(args) {
  // A verifier's 1 accuses a record: what keeps it from looking at one is 2.
  const unprepared = ['verify', 'draw', 'inspect'].includes(args[0]) ? 2 : 1;
  await prepare().catch((error) => fail(error.message, unprepared));
  const main = join(ROOT, 'dist', 'main.js');
  process.argv = [process.argv[0], main, ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(main).href);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await run(process.argv.slice(2));
