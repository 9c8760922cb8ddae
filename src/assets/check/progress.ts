import type { CheckName } from '../../core';
import { el } from './elements';
import type { Say } from './texts';

/** Shares of the whole way, in percent: fetching, then each line as long as it takes with a long list. */
const LOADING = 25;
const LINES: Readonly<Record<CheckName, number>> = {
  announcement: 27,
  entries: 50,
  slots: 55,
  timing: 57,
  contributions: 58,
  beacon: 65,
  ranking: 93,
  allocation: 99,
  ticket: 100,
};

/** How far the check has come: bytes that have arrived, then lines of the report that stand. */
export class Progress {
  private readonly bar = el('progress', { max: '100', value: '0', id: 'check-progress' });
  private readonly label = el('span');
  readonly element: HTMLElement;

  constructor(private readonly say: Say) {
    this.bar.setAttribute('aria-label', say('progress.label'));
    this.element = el(
      'div',
      { class: 'kern-progress fs-check-progress' },
      el('p', { class: 'kern-label kern-label--small' }, this.label),
      this.bar,
    );
  }

  /** Fetches a file while the bar follows. @throws Error if it can't be had */
  async load(address: string): Promise<Uint8Array> {
    this.tell(0, this.say('progress.loading'));
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status}`);
    const expected = Number(answer.headers.get('content-length') ?? 0);
    if (!answer.body) return new Uint8Array(await answer.arrayBuffer());
    const parts: Uint8Array[] = [];
    let length = 0;
    const reader = answer.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
      if (expected > 0) this.bar.value = Math.min(LOADING, (LOADING * length) / expected);
    }
    const whole = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  begin(): void {
    this.element.hidden = false;
    this.bar.value = LOADING;
  }

  line(check: CheckName): void {
    this.tell(LINES[check], this.say('progress.checking', { line: this.say(`line.${check}`) }));
  }

  done(): void {
    this.tell(100, this.say('progress.done'));
  }

  private tell(value: number, text: string): void {
    this.bar.value = value;
    this.label.textContent = text;
  }
}
