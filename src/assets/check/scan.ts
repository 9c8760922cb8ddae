/** A picture for src/assets/code-reader.ts: four bytes a pixel, red, green, blue, opacity. */
export interface CodeQuestion {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}
/** The text of the code in it; null if there is none. */
export type CodeAnswer = string | null;

/** Pixels of the longer side that are looked at: a receipt's code has about a hundred squares, and more pixels only take longer. */
const MOST_PIXELS = 1600;

export const canUseCamera = typeof navigator.mediaDevices?.getUserMedia === 'function';

/** Reads QR codes in pictures. The pictures stay in the browser. */
export class CodeReader {
  private worker: Worker | null = null;
  private readonly canvas = document.createElement('canvas');

  /** @param startWorker starts src/assets/code-reader.ts; called when the first picture comes */
  constructor(private readonly startWorker: () => Worker) {}

  /** The text of the code in a photo; null if there is none, or the file is no picture. */
  async readFile(file: File): Promise<CodeAnswer> {
    const picture = await createImageBitmap(file).catch(() => null);
    return picture && this.read(picture, picture.width, picture.height);
  }

  /**
   * Looks through the camera until there is a code, or the caller has had enough.
   * @throws Error where the camera can't be had
   */
  async scan(video: HTMLVideoElement, enough: AbortSignal): Promise<CodeAnswer> {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: MOST_PIXELS } } });
    try {
      video.srcObject = stream;
      await video.play();
      while (!enough.aborted) {
        const text = await this.read(video, video.videoWidth, video.videoHeight);
        if (text !== null) return text;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return null;
    } finally {
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    }
  }

  private async read(picture: CanvasImageSource, width: number, height: number): Promise<CodeAnswer> {
    const scale = Math.min(1, MOST_PIXELS / Math.max(width, height, 1));
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    const context = this.canvas.getContext('2d', { willReadFrequently: true });
    if (!context || this.canvas.width === 0 || this.canvas.height === 0) return null;
    context.drawImage(picture, 0, 0, this.canvas.width, this.canvas.height);
    const { data: pixels } = context.getImageData(0, 0, this.canvas.width, this.canvas.height);
    return this.ask({ width: this.canvas.width, height: this.canvas.height, pixels });
  }

  private ask(question: CodeQuestion): Promise<CodeAnswer> {
    const worker = (this.worker ??= this.startWorker());
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<CodeAnswer>) => resolve(data);
      worker.onerror = () => reject(new Error('the reader of codes does not run'));
      worker.postMessage(question, [question.pixels.buffer]);
    });
  }
}
