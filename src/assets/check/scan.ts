/** Reads QR codes, where the browser itself can. */
interface CodeReader {
  detect(image: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>;
}
type CodeReaderClass = new (options: { formats: string[] }) => CodeReader;

const Reader = (globalThis as { BarcodeDetector?: CodeReaderClass }).BarcodeDetector;

export const canReadCodes = Reader !== undefined;
export const canUseCamera = canReadCodes && typeof navigator.mediaDevices?.getUserMedia === 'function';

/** The text of the first code in a picture; null if there is none. */
export async function readCode(image: ImageBitmapSource): Promise<string | null> {
  if (!Reader) return null;
  const [found] = await new Reader({ formats: ['qr_code'] }).detect(image);
  return found?.rawValue ?? null;
}

/**
 * Looks through the camera until there is a code, or the caller has had enough. The pictures stay in the browser.
 * @throws Error where the camera can't be had
 */
export async function scan(video: HTMLVideoElement, enough: AbortSignal): Promise<string | null> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  try {
    video.srcObject = stream;
    await video.play();
    while (!enough.aborted) {
      const text = await readCode(video);
      if (text !== null) return text;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}
