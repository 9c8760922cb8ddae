// Draws charts beside the event loop: a specification of Vega-Lite comes in, a picture goes out. In a thread of its own, so that no
// visitor waits for another one's chart; as an ES module, because Vega waits while it is being loaded.
import { parentPort } from 'node:worker_threads';
import { parse, View } from 'vega';
import { compile } from 'vega-lite';

/** Charts bring their data with them: nothing is ever fetched, from anywhere. */
const refuse = async () => {
  throw new Error('charts load nothing');
};
const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

parentPort.on('message', async ({ id, spec }) => {
  try {
    const view = new View(parse(compile(spec).spec), { renderer: 'none', loader });
    const svg = await view.toSVG();
    view.finalize();
    parentPort.postMessage({ id, svg });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error?.message ?? error) });
  }
});
