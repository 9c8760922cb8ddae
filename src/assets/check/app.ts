import { visible } from '../../verifier/visible';
import { cheatsView } from './cheats-view';
import { code, details, el, facts, paragraph, show } from './elements';
import { fileDrop } from './file-drop';
import { type Answer, isReport, type Question, type SoundReport } from './messages';
import { Progress } from './progress';
import { oneSentence, plainAnswers, reasonOf } from './questions';
import { receiptView } from './receipt-view';
import type { CodeReader } from './scan';
import type { CheckSetup, Say } from './texts';

const TONE_ICON = { yes: 'success', open: 'warning', no: 'danger' } as const;

/** What a page shows about one record: the verdict in a sentence, five answers, and ways to go deeper. */
export class CheckApp {
  private readonly progress: Progress;
  private readonly sentence = el('div', { role: 'status', 'data-check-sentence': '' });
  private readonly answers = el('div', { class: 'fs-flow' });
  private readonly deeper = el('div', { class: 'fs-flow' });
  private waiting: ((answer: Answer) => void) | null = null;
  private trust: Uint8Array | null = null;
  private receipt: Uint8Array | null = null;

  /** @param worker runs src/assets/check-worker.ts */
  constructor(
    root: Element,
    private readonly setup: CheckSetup,
    private readonly say: Say,
    private readonly worker: Worker,
    private readonly reader: CodeReader,
  ) {
    this.progress = new Progress(say);
    show(root, this.progress.element, this.sentence, this.answers, this.deeper);
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.tell === 'line') this.progress.line(data.line.check);
      else this.waiting?.(data);
    };
    worker.onerror = () => this.fail('sentence.broken');
  }

  /** Fetches the record, with progress, and checks it. */
  async run(address: string): Promise<void> {
    const zip = await this.progress.load(address).catch(() => null);
    if (zip) await this.verify(zip);
    else this.fail('sentence.unreachable');
  }

  /** @param zip null: the record from before, once more */
  async verify(zip: Uint8Array | null): Promise<void> {
    this.progress.begin();
    const answer = await this.ask({ ask: 'verify', zip, trust: this.trust });
    if (answer.tell !== 'verified') return;
    this.progress.done();
    const { report, counts } = answer;
    if (!isReport(report)) {
      if (report.code === 'trust.malformed') return this.refuseTrust();
      return this.fail('sentence.unusable', { reason: reasonOf(report.code, this.say) });
    }
    if (this.setup.drawId !== null && report.drawId !== null && report.drawId !== this.setup.drawId)
      return this.fail('sentence.other-draw');
    this.showReport(report);
    show(
      this.deeper,
      counts && receiptView(this.say, counts, report, (bytes) => this.find(bytes), this.reader),
      counts && cheatsView(this.say, (cheat) => this.ask({ ask: 'cheat', cheat, receipt: this.receipt })),
      this.technical(report),
      this.trustChoice(),
    );
  }

  private async find(receipt: Uint8Array): Promise<Answer> {
    const answer = await this.ask({ ask: 'find', receipt, trust: this.trust });
    this.receipt = answer.tell === 'found' && isReport(answer.report) && answer.report.ticket ? receipt : null;
    return answer;
  }

  /** One question at a time; whoever asks next waits for the one before. */
  private asking: Promise<unknown> = Promise.resolve();
  private ask(question: Question): Promise<Answer> {
    const answer = this.asking.then(
      () =>
        new Promise<Answer>((resolve) => {
          this.waiting = resolve;
          this.worker.postMessage(question);
        }),
    );
    this.asking = answer;
    return answer;
  }

  private fail(key: string, values: Readonly<Record<string, string>> = {}): void {
    this.progress.done();
    this.showSentence('danger', this.say(key, values));
    show(this.answers);
    show(this.deeper);
  }

  private showSentence(tone: 'success' | 'warning' | 'danger', text: string): void {
    show(
      this.sentence,
      el(
        'div',
        { class: `kern-alert kern-alert--${tone}` },
        el(
          'div',
          { class: 'kern-alert__header' },
          el('span', { class: `kern-icon kern-icon--${tone}`, 'aria-hidden': 'true' }),
          el('p', { class: 'kern-title' }, text),
        ),
      ),
    );
  }

  private showReport(report: SoundReport): void {
    const { tone, text } = oneSentence(report, this.say);
    this.showSentence(tone, text);
    const isTimed = report.checks.some(({ check, outcome }) => check === 'timing' && outcome === 'passed');
    const limits = isTimed ? this.say('limits') : `${this.say('limits')} ${this.say('limits-times')}`;
    const answers = plainAnswers(report, this.say).map(({ question, outcome, text: answer }) =>
      el(
        'li',
        { 'data-outcome': outcome },
        el('span', { class: `kern-icon kern-icon--${TONE_ICON[outcome]}`, 'aria-hidden': 'true' }),
        el('div', {}, el('strong', {}, question), el('p', {}, el('b', {}, `${this.say(`question.answer.${outcome}`)}. `), answer)),
      ),
    );
    show(
      this.answers,
      el('h3', { class: 'kern-heading-small' }, this.say('question.title')),
      el('ol', { class: 'fs-answers' }, ...answers),
      paragraph(limits, true),
    );
  }

  private technical(report: SoundReport): HTMLElement {
    const { say } = this;
    const lines = report.checks.map(({ check, outcome, code: reason, expected, actual }) =>
      el(
        'li',
        { 'data-check': check, 'data-outcome': outcome, 'data-code': reason },
        el('strong', {}, say(`line.${check}`)),
        `: ${say(`outcome.${outcome}`)}`,
        reason !== undefined && el('p', {}, `${reasonOf(reason, say)} `, code(reason)),
        expected !== undefined && el('p', {}, `${say('technical.expected')}: `, code(visible(expected))),
        actual !== undefined && el('p', {}, `${say('technical.actual')}: `, code(visible(actual))),
      ),
    );
    return details(
      say('technical.title'),
      el('ol', { class: 'kern-list kern-list--number' }, ...lines),
      facts([say('technical.draw'), code(report.drawId ?? '–')], [say('technical.seed'), code(report.seed ?? '–')]),
    );
  }

  private readonly trustNote = el('p', { class: 'kern-body', role: 'status' });
  private trustChoice(): HTMLElement {
    const { say } = this;
    this.trustNote.textContent = say(this.trust ? 'trust.own' : 'trust.built-in');
    const choose = fileDrop(say('trust.choose'), '.json,application/json', async (file) => {
      this.trust = new Uint8Array(await file.arrayBuffer());
      await this.verify(null);
    });
    return details(say('trust.title'), this.trustNote, choose);
  }

  private refuseTrust(): void {
    this.trust = null;
    this.trustNote.textContent = this.say('trust.refused');
  }
}
