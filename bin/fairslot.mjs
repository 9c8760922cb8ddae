#!/usr/bin/env node
// npx fairslot verify <folder>: the program by its name, from a fresh clone, too.
import { run } from '../scripts/run.mjs';

await run(process.argv.slice(2));
