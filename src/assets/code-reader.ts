/**
 * Reads QR codes beside the page, so that looking for one in a photo does not hold the page up. Asks for nothing and sends nothing but
 * what it has read to its page.
 */
import decodeQr from 'qr/decode.js';
import type { CodeAnswer, CodeQuestion } from './check/scan';

/** The part of a worker's surroundings that is used here; the types of a page have no word for it. */
interface WorkerScope {
  onmessage: ((event: { data: CodeQuestion }) => void) | null;
  postMessage(answer: CodeAnswer): void;
}
const scope = self as unknown as WorkerScope;

/** Milliseconds for a second and third look at the same picture; a receipt's code is large and needs them. */
const PATIENCE = 1500;

scope.onmessage = ({ data: { width, height, pixels } }) => {
  try {
    scope.postMessage(decodeQr({ width, height, data: pixels }, { format: 'RGBA', effort: 4, timeLimit: PATIENCE }));
  } catch {
    // The library's way to say that there is no code in the picture.
    scope.postMessage(null);
  }
};
