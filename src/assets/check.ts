import { CheckApp } from './check/app';
import { CodeReader } from './check/scan';
import { type CheckSetup, sayIn } from './check/texts';

/** Checks the draw that the page is about, as soon as the page is there. */
const root = document.getElementById('check-app');
const setup = document.getElementById('check-setup')?.textContent;
const { worker, reader } = root?.dataset ?? {};
if (root && setup && worker && reader) {
  const parsed = JSON.parse(setup) as CheckSetup;
  const app = new CheckApp(root, parsed, sayIn(parsed), new Worker(worker), new CodeReader(() => new Worker(reader)));
  if (parsed.record !== null) void app.run(parsed.record);
}
