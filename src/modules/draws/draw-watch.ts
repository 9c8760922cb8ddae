import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { DomainError } from '../../platform/http';
import { type AppLogger } from '../../platform/logging';
import { type DrawDirectory, type DrawStep } from './draw-directory.service';
import { isDrawId } from './draw-id';
import { DrawError } from './draws.errors';

/** How a process treats those who watch draws. */
interface WatchLimits {
  /** Connections of one process. Whoever comes after them is told to ask again later. */
  readonly most: number;
  readonly lookEveryMs: number;
  /** A word into the silence, so that proxies keep the line open and the dead ones are noticed. */
  readonly heartbeatMs: number;
  /** Bytes that a slow reader may leave unread before the line is cut. */
  readonly mostUnread: number;
}

const WATCH_LIMITS: WatchLimits = { most: 2000, lookEveryMs: 2000, heartbeatMs: 20_000, mostUnread: 16_384 };

interface Watcher {
  readonly drawId: string;
  readonly stream: ServerResponse;
  told: string;
  heardAt: number;
}

/**
 * Tells browsers where a draw stands, as server-sent events: `step` with `{state, published}` at once and at every change, `end` when
 * nothing more will happen. Every process looks for itself, in the database and once for all its watchers, so it does not matter which
 * of them took the step. A line that breaks loses nothing: the browser asks again and is told where things stand.
 */
export class DrawWatch implements BeforeApplicationShutdown {
  private readonly watchers = new Set<Watcher>();
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly directory: DrawDirectory,
    private readonly logger: AppLogger,
    private readonly limits: WatchLimits = WATCH_LIMITS,
  ) {}

  /** So many are watching here. */
  get size(): number {
    return this.watchers.size;
  }

  /**
   * Makes sure that there is something to watch, and room.
   * @throws DrawError draw.unknown
   * @throws DomainError `draw.too-many-watchers`: they can look at the page again later
   */
  async admit(drawId: string): Promise<void> {
    if (!isDrawId(drawId) || !(await this.directory.findSteps([drawId])).has(drawId)) throw new DrawError('draw.unknown');
    if (this.watchers.size >= this.limits.most) {
      throw new DomainError('unavailable', 'draw.too-many-watchers', 'Too many are watching at the moment.');
    }
  }

  /** Takes over an answer whose headers are written, and ends it when the draw ends, the reader goes, or the process stops. */
  watch(drawId: string, stream: ServerResponse): void {
    const watcher: Watcher = { drawId, stream, told: '', heardAt: performance.now() };
    this.watchers.add(watcher);
    stream.on('close', () => this.drop(watcher));
    stream.on('error', () => this.drop(watcher));
    this.timer ??= setInterval(() => void this.look(), this.limits.lookEveryMs);
    void this.look();
  }

  /** One look for everybody. */
  async look(): Promise<void> {
    // One that came while we were looking is told by the next look.
    this.looking ??= this.tellAll()
      .catch((error: unknown) => this.logger.error('looking for draws to tell of failed', error))
      .finally(() => (this.looking = null));
    return this.looking;
  }

  beforeApplicationShutdown(): void {
    for (const { stream } of this.watchers) stream.end();
    if (this.timer) clearInterval(this.timer);
  }

  private async tellAll(): Promise<void> {
    const steps = await this.directory.findSteps([...new Set([...this.watchers].map(({ drawId }) => drawId))]);
    for (const watcher of this.watchers) this.tell(watcher, steps.get(watcher.drawId));
  }

  private tell(watcher: Watcher, step: DrawStep | undefined): void {
    if (!step) return;
    const data = JSON.stringify(step);
    if (data !== watcher.told) {
      this.write(watcher, `event: step\ndata: ${data}\n\n`);
      watcher.told = data;
      if (isOver(step)) watcher.stream.end(`event: end\ndata: ${data}\n\n`);
    } else if (performance.now() - watcher.heardAt >= this.limits.heartbeatMs) {
      this.write(watcher, ': still here\n\n');
    }
  }

  private write(watcher: Watcher, text: string): void {
    if (watcher.stream.writableLength > this.limits.mostUnread) return void watcher.stream.destroy();
    watcher.stream.write(text);
    watcher.heardAt = performance.now();
  }

  private drop(watcher: Watcher): void {
    this.watchers.delete(watcher);
    if (this.watchers.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }
}

/** Whether anything more will happen to a draw. */
export function isOver({ state, published }: DrawStep): boolean {
  return state === 'skipped' || state === 'voided' || (state === 'drawn' && published);
}
