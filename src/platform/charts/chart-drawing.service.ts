import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** A specification of Vega-Lite that brings its data with it. */
export type ChartSpec = Readonly<Record<string, unknown>>;

interface Waiting {
  readonly resolve: (svg: string) => void;
  readonly reject: (error: Error) => void;
}

type Answer = { readonly id: number; readonly svg: string } | { readonly id: number; readonly error: string };

/** Pictures kept. One is some ten thousand bytes. */
const MOST_REMEMBERED = 300;

/** Draws charts as SVG, the same bytes for the same specification. Begins its thread with the first chart. */
@Injectable()
export class ChartDrawing implements OnModuleDestroy {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private readonly remembered = new Map<string, Promise<string>>();
  private count = 0;

  /** @throws Error for what is no specification, or when the thread ends meanwhile */
  draw(spec: ChartSpec): Promise<string> {
    const key = createHash('sha256').update(JSON.stringify(spec)).digest('base64');
    const known = this.remembered.get(key);
    if (known) return known;
    const drawing = this.drawNow(spec);
    drawing.catch(() => this.remembered.delete(key));
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.delete(this.remembered.keys().next().value!);
    this.remembered.set(key, drawing);
    return drawing;
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker?.terminate();
  }

  private drawNow(spec: ChartSpec): Promise<string> {
    return new Promise((resolve, reject) => {
      this.worker ??= this.start();
      const id = ++this.count;
      this.waiting.set(id, { resolve, reject });
      this.worker.ref();
      this.worker.postMessage({ id, spec });
    });
  }

  private start(): Worker {
    const worker = new Worker(join(__dirname, 'chart-worker.mjs'));
    worker.on('message', (answer: Answer) => {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      // An idle thread must not keep a process alive.
      if (this.waiting.size === 0) worker.unref();
      if ('svg' in answer) waiting?.resolve(answer.svg);
      else waiting?.reject(new Error(`a chart can't be drawn: ${answer.error}`));
    });
    worker.on('error', (error) => this.giveUp(worker, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.giveUp(worker, new Error('the thread that draws charts has ended')));
    return worker;
  }

  /** Whoever waits is told; the next chart begins a new thread. */
  private giveUp(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
